import { computed, shallowRef, type ComputedRef } from 'vue';
import { changesOf, type Change } from '../core/manifest/change';
import { compose } from '../core/manifest/compose';
import { lockedFields } from '../core/manifest/locked';
import { readSpec } from '../core/manifest/read';
import { clean } from '../core/object/clean';
import { toYaml } from '../core/manifest/yaml';
import type { AnyObject } from '../core/object/object';
import { clusterObjects, type Task } from '../rancher/kube';
import type { ClusterContext } from '../rancher/store';
import type { CreateForm } from './createForm';
import { useChanges, type Changes } from './useChanges';
import { useCreate } from './useCreate';

export interface Edit extends Omit<Changes, 'run'> {
  form: CreateForm;
  /** What saving would do; empty while nothing is changed, undefined while something is wrong. */
  changes: ComputedRef<Change[] | undefined>;
  /** The changed objects as they are and as they would be, without what the server keeps in them. */
  texts: ComputedRef<{ before: string; after: string }>;
  /** Changes that the API server never accepts, by object. */
  impossible: ComputedRef<Extract<Change, { action: 'update' }>[]>;
  /**
   * Afterwards, if not all is saved, what is typed stays, and `changes` is what is left to do on the objects as they
   * are by then: what others have changed meanwhile stays too.
   *
   * @returns whether all is saved
   */
  save(): Promise<boolean>;
}

/**
 * The form of a cluster that is there, filled in from its objects. Only what is changed in the form is carried over to
 * the objects, however they look by then.
 */
export function useEdit(context: ClusterContext, place: { namespace: string; name: string }, found: readonly AnyObject[]): Edit {
  const live = shallowRef(found);
  const { run, ...progress } = useChanges(context);
  const original = readSpec(found);
  const before = compose(original);
  const form = useCreate(context, { spec: readSpec(found), locked: lockedFields(original), own: found, busy: progress.busy });

  const changes = computed(() => form.objects.value && changesOf(live.value, before, form.objects.value).filter(({ action }) => action !== 'keep'));
  const text = (objects: readonly AnyObject[]) => toYaml(objects.map(clean));

  return {
    ...progress,
    form,
    changes,
    texts: computed(() => ({
      before: text((changes.value ?? []).flatMap((change) => change.action === 'create' ? [] : [change.live])),
      after:  text((changes.value ?? []).flatMap((change) => 'object' in change ? [change.object] : [])),
    })),
    impossible: computed(() => (changes.value ?? []).filter((change) => change.action === 'update').filter(({ fixed }) => fixed.length > 0)),
    async save() {
      const saved = await run((changes.value ?? []).flatMap(taskOf));

      if (!saved) {
        live.value = await clusterObjects(context, place);
      }

      return saved;
    },
  };
}

function taskOf(change: Change): Task[] {
  switch (change.action) {
  case 'create':
    return [{ action: 'create', object: change.object }];
  case 'update':
    return [{ action: 'replace', object: change.object, restarts: change.restarts }];
  case 'remove':
    return [{ action: 'remove', object: change.live }];
  case 'keep':
    return [];
  }
}

import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { refusalsOf, remarkOf, type Refusal } from '../core/manifest/refusal';
import { checkAll, type Check, type CreatedObject, type ObjectRef } from '../rancher/kube';
import type { ClusterContext } from '../rancher/store';
import type { CreateForm } from './createForm';

export interface ObjectCheck {
  object: ObjectRef;
  outcome: Check['outcome'];
  /** Why it was refused, or what was remarked about it. */
  remarks: readonly Refusal[];
}

export interface DryRun {
  busy: Readonly<Ref<boolean>>;
  /** One for each object that was checked; undefined before the first check. */
  checks: Readonly<ShallowRef<readonly ObjectCheck[] | undefined>>;
  /** The objects have changed since they were checked. */
  isOutdated: ComputedRef<boolean>;
  run(): Promise<void>;
}

const REST_MS = 1500;

/**
 * Has the API server check the objects of the form: by itself as long as the review is open, and when told to.
 *
 * @param made what an earlier try to create them has left behind
 */
export function useDryRun(context: ClusterContext, form: Pick<CreateForm, 'step' | 'objects' | 'yaml'>, made: () => readonly CreatedObject[]): DryRun {
  const busy = ref(false);
  const checks = shallowRef<readonly ObjectCheck[]>();
  const checked = ref<string>();
  let latest = 0;

  const isOutdated = computed(() => checks.value !== undefined && checked.value !== form.yaml.value);

  async function run(): Promise<void> {
    const objects = form.objects.value;
    const current = ++latest;
    const text = form.yaml.value;

    if (!objects) {
      return;
    }
    busy.value = true;
    try {
      const answers = await checkAll(context, objects, made());

      if (current === latest) {
        checks.value = answers.map(toObjectCheck);
        checked.value = text;
      }
    } finally {
      if (current === latest) {
        busy.value = false;
      }
    }
  }

  watch(() => form.step.value === 'review' ? form.yaml.value : undefined, (text, _old, onCleanup) => {
    if (text === undefined || text === checked.value) {
      return;
    }
    // What is being changed is looked at when it has come to rest.
    const timer = setTimeout(run, checks.value ? REST_MS : 0);

    onCleanup(() => clearTimeout(timer));
  }, { immediate: true });

  return { busy, checks, isOutdated, run };
}

function toObjectCheck(check: Check): ObjectCheck {
  const { object, outcome } = check;

  return {
    object,
    outcome,
    remarks: check.outcome === 'refused' ? refusalsOf(check.error, object) : check.outcome === 'accepted' ? check.warnings.map(remarkOf) : [],
  };
}

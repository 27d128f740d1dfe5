import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import type { StorageClass } from 'kubernetes-types/storage/v1';
import { defaultStorageClass, hostsOf } from '../core/manifest/surroundings';
import type { Surroundings } from '../core/manifest/validate';
import type { Verdict } from '../rancher/access';
import { mayCreateIn } from '../rancher/create-access';
import { list } from '../rancher/kube';
import type { ClusterContext } from '../rancher/store';
import { useLive, type LoadState } from './useLive';

/** Kinds of which a new cluster makes one each, all of the same name. */
const KINDS = [
  { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  { apiVersion: 'v1', kind: 'Service' },
  { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' },
] as const;

const CLAIM = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };

export interface SurroundingsState {
  /** What the form is checked against; what may not be read is left out. */
  known: ComputedRef<Surroundings>;
  storageClasses: ComputedRef<StorageClass[]>;
  storageState: Ref<LoadState>;
  /** Whether the user may create a cluster in the namespace; `undefined` while unknown. */
  access: Ref<Verdict | undefined>;
}

/** What there is around a cluster that is about to be made in a namespace. */
export function useSurroundings(context: ClusterContext, namespace: () => string, isNew: () => boolean): SurroundingsState {
  const classes = useLive(context, 'storage.k8s.io.storageclass');
  const nodes = useLive(context, 'node');
  const takenNames = ref<string[]>();
  const claims = ref<string[]>();
  const access = ref<Verdict>();

  // A later namespace makes the answers for an earlier one worthless.
  watch([namespace, isNew], async([name, notYet], _old, onCleanup) => {
    let current = true;

    onCleanup(() => {
      current = false;
    });
    takenNames.value = undefined;
    claims.value = undefined;
    access.value = undefined;
    if (!name || notYet) {
      return;
    }
    const [verdict, names, old] = await Promise.all([
      // When it cannot be asked, the API server decides on the real request.
      mayCreateIn(context, name).catch((): Verdict => ({ allowed: true })),
      namesIn(context, name, KINDS),
      namesIn(context, name, [CLAIM]),
    ]);

    if (current) {
      access.value = verdict;
      takenNames.value = names;
      claims.value = old;
    }
  }, { immediate: true });

  const known = computed((): Surroundings => ({
    takenNames: takenNames.value,
    claims:     claims.value,
    ...(classes.state.value === 'ready' ? {
      storageClasses:      classes.items.value.flatMap(({ metadata }) => metadata?.name ?? []),
      defaultStorageClass: defaultStorageClass(classes.items.value),
    } : {}),
    ...(nodes.state.value === 'ready' ? { hosts: hostsOf(nodes.items.value) } : {}),
  }));

  return {
    known, access, storageClasses: classes.items, storageState: classes.state
  };
}

/** Kinds that may not be read are passed over: the names in them show when the objects are checked by the server. */
async function namesIn(context: ClusterContext, namespace: string, kinds: readonly { apiVersion: string; kind: string }[]): Promise<string[]> {
  const lists = await Promise.allSettled(kinds.map((kind) => list(context, { ...kind, namespace })));

  return lists.flatMap((result) => result.status === 'fulfilled' ? result.value.flatMap(({ metadata }) => metadata?.name ?? []) : []);
}

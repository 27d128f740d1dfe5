import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import type { Pod, Secret } from 'kubernetes-types/core/v1';
import type { ClusterSpec } from '../core/manifest/spec';
import { defaultStorageClass, hostsOf, namespacesOf, secretsOf, storageClassesOf, volumesOf, type Surroundings } from '../core/manifest/surroundings';
import { createRights, type CreateRights } from '../rancher/create-access';
import { list, type KubeObject } from '../rancher/kube';
import type { ClusterContext } from '../rancher/store';
import { useAnswer } from './useAnswer';
import { useLive, type LoadState } from './useLive';

/** What a ring makes in its namespace, besides claims and Secrets. */
const NAMED = [
  { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  { apiVersion: 'v1', kind: 'Service' },
  { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' },
  { apiVersion: 'v1', kind: 'ConfigMap' },
  { apiVersion: 'batch/v1', kind: 'Job' },
  { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
] as const;

const CLAIM = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };
const SECRET = { apiVersion: 'v1', kind: 'Secret' };
const POD = { apiVersion: 'v1', kind: 'Pod' };

/** The pods that hold room on a host. */
export const HOLDING_ROOM = 'spec.nodeName!=,status.phase!=Succeeded,status.phase!=Failed';

export interface SurroundingsState {
  /** What the form is checked against; what may not be read is left out. */
  known: ComputedRef<Surroundings>;
  storageState: Ref<LoadState>;
  /** PersistentVolumes are read when the spec first wants some by name. */
  volumesState: Ref<LoadState>;
  /** Whether the user may create each kind in the namespace; left out while unknown. */
  rights: ComputedRef<CreateRights>;
  /** Secrets are read from the first call on, since reading them is asking much: their keys are kept, their values not. */
  loadSecrets(): void;
  secretsState: Ref<LoadState>;
  /** The room on the hosts is not live: reads it again. */
  refreshRoom(): Promise<void>;
}

/** @param own the objects of a ring that is edited: they, their claims and their pods do not stand in its way */
export function useSurroundings(context: ClusterContext, spec: ClusterSpec, namespaceIsNew: Ref<boolean>, own: readonly KubeObject[] = []): SurroundingsState {
  const ownNames = new Set(own.map(({ kind, metadata }) => `${ kind }/${ metadata?.name }`));
  const isOwn = (object: KubeObject) => ownNames.has(nameOf(object));
  const isOwnPod = ({ metadata }: Pod) => metadata?.namespace === spec.namespace && (metadata.ownerReferences ?? []).some(({ kind, name }) => ownNames.has(`${ kind }/${ name }`));

  const classes = useLive(context, 'storage.k8s.io.storageclass');
  const nodes = useLive(context, 'node');
  const namespaces = useLive(context, 'namespace');
  const volumes = useLive(context, 'persistentvolume', {}, { wait: true });

  watch(() => ['static', 'chosen'].includes(spec.storage.source.kind), (wanted) => wanted && volumes.load(), { immediate: true });

  const place = () => namespaceIsNew.value ? undefined : spec.namespace || undefined;
  const wantsSecrets = ref(false);
  const rights = useAnswer(() => place() ?? '', (namespace) => createRights(context, namespace || undefined));
  const named = useAnswer(place, (namespace) => listAll(context, namespace));
  const claims = useAnswer(place, (namespace) => list(context, { ...CLAIM, namespace }));
  const secrets = useAnswer(() => wantsSecrets.value ? place() : undefined, (namespace) => listKeys(context, namespace));
  const pods = useAnswer(() => true, () => list<Pod>(context, POD, { fieldSelector: HOLDING_ROOM }));

  const others = <T extends KubeObject>(objects: readonly T[]) => objects.filter((object) => !isOwn(object));

  const known = computed((): Surroundings => ({
    taken:        others(named.value.value ?? []).map(nameOf),
    newNamespace: namespaceIsNew.value,
    secrets:      secrets.value.value && secretsOf(others(secrets.value.value)),
    // An edited ring is meant to go on with the claims it has.
    claims:       own.length ? undefined : claims.value.value?.flatMap(({ metadata }) => metadata?.name ?? []),
    ...(classes.state.value === 'ready' ? { storageClasses: storageClassesOf(others(classes.items.value)), defaultStorageClass: defaultStorageClass(classes.items.value) } : {}),
    ...(nodes.state.value === 'ready' ? { hosts: hostsOf(nodes.items.value, pods.value.value?.filter((pod) => !isOwnPod(pod))) } : {}),
    ...(volumes.state.value === 'ready' ? { volumes: volumesOf(others(volumes.items.value)) } : {}),
    ...(namespaces.state.value === 'ready' ? { namespaces: namespacesOf(namespaces.items.value) } : {}),
  }));

  return {
    known,
    storageState: classes.state,
    volumesState: volumes.state,
    rights:       computed(() => rights.value.value ?? {}),
    secretsState: secrets.state,
    loadSecrets() {
      wantsSecrets.value = true;
    },
    refreshRoom: pods.again,
  };
}

function nameOf({ kind, metadata }: KubeObject): string {
  return `${ kind }/${ metadata?.name }`;
}

/** Secrets without what is in them. */
async function listKeys(context: ClusterContext, namespace: string): Promise<Secret[]> {
  const secrets = await list<Secret>(context, { ...SECRET, namespace });

  return secrets.map(({ data, ...rest }) => ({ ...rest, data: Object.fromEntries(Object.keys(data ?? {}).map((key) => [key, ''])) }));
}

/** Kinds that may not be read are passed over: the names in them show when the objects are checked by the server. */
async function listAll(context: ClusterContext, namespace: string): Promise<KubeObject[]> {
  const lists = await Promise.allSettled(NAMED.map((kind) => list(context, { ...kind, namespace })));

  return lists.flatMap((result) => result.status === 'fulfilled' ? result.value : []);
}

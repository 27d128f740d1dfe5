import type { Pod } from 'kubernetes-types/core/v1';
import { shallowReactive } from 'vue';
import type { Cluster } from '../core/cluster/cluster';
import type { Observed } from '../core/cluster/facts';
import { joinRing, type RingVerdict } from '../core/cluster/ring';
import type { RingStatus } from '../core/nodetool/status';
import type { ClusterContext } from '../rancher/store';

/** What is kept of a reading: little, since there may be hundreds. */
export interface KnownRing {
  verdict: RingVerdict;
  /** Bytes on the disks of all nodes, as nodetool rounds them; `undefined` if a node's is not known. */
  load: number | undefined;
  /** The pod that said so. */
  pod: string;
  /** Milliseconds since the epoch. */
  at: number;
}

const ringsByStore = new WeakMap<ClusterContext['store'], Map<string, KnownRing>>();

/** What was last read of a cluster's ring, on any page since the browser loaded this one. Reactive. */
export function knownRing(context: ClusterContext, cluster: Cluster): KnownRing | undefined {
  return ringsOf(context).get(keyOf(context, cluster));
}

/** Keeps what was read of a cluster's ring, for {@link knownRing}. */
export function rememberRing(context: ClusterContext, cluster: Cluster, pods: readonly Pod[], { value, pod, at }: Observed<RingStatus>): void {
  const loads = value.datacenters.flatMap(({ nodes }) => nodes.map(({ load }) => load));

  ringsOf(context).set(keyOf(context, cluster), {
    verdict: joinRing({ members: cluster.members, pods, claims: [], ring: value }).verdict,
    load:    loads.reduce((total, load) => total === undefined || load === undefined ? undefined : total + load, 0),
    pod,
    at,
  });
}

function ringsOf({ store }: ClusterContext): Map<string, KnownRing> {
  const rings = ringsByStore.get(store) ?? shallowReactive(new Map<string, KnownRing>());

  ringsByStore.set(store, rings);

  return rings;
}

/** Another cluster of the same name, made later, is another one. */
function keyOf({ clusterId }: ClusterContext, { key, created }: Cluster): string {
  return [clusterId, key, created].join('/');
}

import type { ConfigMap, Pod } from 'kubernetes-types/core/v1';

import type { Cluster, Member } from '../cluster/cluster';
import type { Observed } from '../cluster/facts';
import { flavourOf } from '../cluster/official';
import { joinRing } from '../cluster/ring';
import type { RingStatus } from '../nodetool/status';
import { settingsOf, variableOf } from './member-settings';

/** The datacenter that a driver near this ring must name: it connects to no other, and to none if the name is wrong. */
export interface LocalDatacenter {
  /** Undefined if it is not known. */
  name: string | undefined;
  /** Who says so: the nodes themselves, the manifest, or a snitch that knows one datacenter only. */
  source: 'ring' | 'manifest' | 'snitch' | 'unknown';
  /** Further datacenters in which the cluster has nodes. */
  others: string[];
  /** What the manifest says and the ring does not do. */
  ignored?: string;
}

const SIMPLE_SNITCH = 'SimpleSnitch';
const ITS_DATACENTER = 'datacenter1';

/** Finds the local datacenter: as the nodes of this cluster are in the ring, else as they will be by the manifest. */
export function localDatacenter({ members }: Cluster, pods: readonly Pod[], configMaps: readonly ConfigMap[], ring: Observed<RingStatus> | undefined): LocalDatacenter {
  const listed = ring ? joinRing({ members, pods, claims: [], ring: ring.value }).rows.flatMap(({ pod, status }) => pod !== undefined && status ? [status.datacenter] : []) : [];
  const [name, ...others] = byFrequency(listed);
  const [wanted] = byFrequency(members.flatMap(({ datacenter }) => datacenter ?? []));

  if (name !== undefined) {
    const ignored = wanted !== undefined && !listed.includes(wanted) ? wanted : undefined;

    return { name, source: 'ring', others, ...(ignored !== undefined && { ignored }) };
  }
  if (members.some((member) => snitchOf(member, configMaps) === SIMPLE_SNITCH)) {
    return { name: ITS_DATACENTER, source: 'snitch', others: [], ...(wanted !== undefined && wanted !== ITS_DATACENTER && { ignored: wanted }) };
  }

  return { name: wanted, source: wanted === undefined ? 'unknown' : 'manifest', others: [] };
}

/** The snitch, where the manifest tells: the official image has the simple one unless it is told otherwise. */
function snitchOf(member: Member, configMaps: readonly ConfigMap[]): string | undefined {
  const set = settingsOf(member, configMaps)?.['endpoint_snitch'];
  const given = typeof set === 'string' ? set : variableOf(member, 'CASSANDRA_ENDPOINT_SNITCH');
  const snitch = given?.slice(given.lastIndexOf('.') + 1);
  const flavour = flavourOf(member.image);

  // Its start script takes the gossiping one as soon as it is told both names, whatever else it is told.
  if (flavour === 'example' && member.datacenter !== undefined && member.rack !== undefined) {
    return undefined;
  }

  return snitch ?? (flavour === 'official' || flavour === 'example' ? SIMPLE_SNITCH : undefined);
}

function byFrequency(names: readonly string[]): string[] {
  const counts = new Map<string, number>();

  names.forEach((name) => counts.set(name, (counts.get(name) ?? 0) + 1));

  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([name]) => name);
}

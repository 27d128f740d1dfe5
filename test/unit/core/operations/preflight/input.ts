import type { StatefulSet } from 'kubernetes-types/apps/v1';

import type { Facts } from '../../../../../pkg/cassandra/core/cluster/facts';
import type { Check, CheckResult, PreflightInput } from '../../../../../pkg/cassandra/core/operations/preflight';
import type { CompactionStats } from '../../../../../pkg/cassandra/core/nodetool/compaction-stats';
import type { KeyspaceReplication } from '../../../../../pkg/cassandra/core/nodetool/describe-cluster';
import type { NetStats } from '../../../../../pkg/cassandra/core/nodetool/netstats';
import { description, facts, NOW_SECONDS, seen } from '../../cluster/findings/facts';
import { after, ownStatefulSet } from '../../cluster/objects';

export const NOW = Date.parse(after(NOW_SECONDS));
/** Longer ago than a fact is good for. */
export const LONG_AGO = NOW - 121_000;

export const PODS = ['db-0', 'db-1', 'db-2'];
export const GiB = 1024 ** 3;

export const spread = (name: string, copies: Record<string, number>): KeyspaceReplication => ({ name, strategy: 'NetworkTopologyStrategy', options: Object.fromEntries(Object.entries(copies).map(([place, count]) => [place, String(count)])) });
export const simple = (name: string, copies: number): KeyspaceReplication => ({ name, strategy: 'SimpleStrategy', options: { replication_factor: String(copies) } });

export const netstats = (pod: string, rest: Partial<NetStats> = {}, at = NOW) => [pod, seen<NetStats>({ mode: 'NORMAL', streams: [], ...rest }, pod, at)] as const;
export const compactions = (pod: string, running: CompactionStats['running'] = [], at = NOW) => [pod, seen<CompactionStats>({ pending: 0, pendingByTable: [], running, remaining: undefined }, pod, at)] as const;

/** What there is to know of three well nodes, and what is different. Without `to` no number changes. */
export function input(different: { to?: number } & Partial<Omit<PreflightInput, 'facts'>> & { facts?: Partial<Facts> & { statefulSets?: StatefulSet[] } } = {}): PreflightInput {
  const { to, facts: other, ...rest } = different;
  const known = facts({ description: description({ keyspaces: [spread('shop', { dc1: 3 })] }), ...other });
  const from = Object.fromEntries(known.cluster.members.map(({ name, nodes }) => [name, nodes.desired]));

  return {
    facts:       { ...known, ...(other && 'secondRing' in other ? {} : { secondRing: known.ring && { ...known.ring, pod: 'db-1' } }) },
    from,
    targets:     to === undefined ? from : Object.fromEntries(Object.keys(from).map((name) => [name, to])),
    claims:      'delete',
    rights:      [{ allowed: true, what: 'patch statefulsets.apps' }],
    netstats:    new Map(PODS.map((pod) => netstats(pod))),
    compactions: new Map(PODS.map((pod) => compactions(pod))),
    quotas:      [],
    cleanup:     { scaledUpAt: NOW, pending: [] },
    unread:      {},
    ...rest,
  };
}

/** The cluster's StatefulSet with something else in its spec. */
export function specWith(rest: Partial<NonNullable<StatefulSet['spec']>>, metadata: StatefulSet['metadata'] = {}): StatefulSet {
  const statefulSet = ownStatefulSet('db', undefined, { generation: 2, ...metadata });

  return { ...statefulSet, spec: { ...statefulSet.spec!, ...rest } };
}

/** What a check makes out, without its evidence. */
export function brief({ of }: Check, given: PreflightInput): Pick<CheckResult, 'outcome' | 'args'> {
  const { outcome, args } = of(given);

  return { outcome, args };
}

export const outcomeOf = ({ of }: Check, given: PreflightInput): CheckResult['outcome'] => of(given).outcome;

import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { PodSpec } from 'kubernetes-types/core/v1';

import type { OperationKind } from '../../../../../pkg/cassandra/core/operations/intent';
import { preflight, type CheckResult, type PreflightInput } from '../../../../../pkg/cassandra/core/operations/preflight';
import { description, nodeAt, podAt, ringOf, scaledTo, seen } from '../../cluster/findings/facts';
import { claim, foreignStatefulSet } from '../../cluster/objects';
import { compactions, GiB, input, LONG_AGO, netstats, NOW, simple, specWith, spread } from './input';

type Different = Parameters<typeof input>[0];

const FAST = { name: 'fast', provisioner: 'x', bindingMode: 'Immediate', reclaimPolicy: 'Delete', expandable: true } as const;
const LOCAL = { ...FAST, name: 'local', provisioner: 'kubernetes.io/no-provisioner' };
const ROOM = { cpu: 8, memory: 32 * GiB };

/** The StatefulSet with something else in the spec of its pods. */
function podWith(rest: Partial<PodSpec>, spec: Partial<NonNullable<StatefulSet['spec']>> = {}): StatefulSet[] {
  const statefulSet = specWith(spec);
  const { template } = statefulSet.spec!;

  return [{ ...statefulSet, spec: { ...statefulSet.spec!, template: { ...template, spec: { ...template.spec!, ...rest } } } }];
}

/** The StatefulSet, told other seeds. */
function told(value: string): StatefulSet[] {
  const containers = specWith({}).spec!.template.spec!.containers.map((container) => ({ ...container, env: container.env?.map((each) => each.name === 'CASSANDRA_SEEDS' ? { name: each.name, value } : each) }));

  return podWith({ containers });
}

const madeBy = (metadata: StatefulSet['metadata']): Different => {
  const statefulSet = foreignStatefulSet('db', 'cassandra:5.0');

  return { facts: { statefulSets: [{ ...statefulSet, metadata: { ...statefulSet.metadata, ...metadata } }] } };
};
const dataOn = (volume: object): Different => ({ facts: { statefulSets: podWith({ volumes: [...specWith({}).spec!.template.spec!.volumes ?? [], { name: 'data', ...volume }] }, { volumeClaimTemplates: [] }) } });
const loads = (...each: (number | undefined)[]): Different => ({ facts: { ring: ringOf(...each.map((load, ordinal) => nodeAt(ordinal, { load: load === undefined ? load : load * GiB }))) } });
const keyspaces = (...all: ReturnType<typeof spread>[]): Different => ({ facts: { description: description({ keyspaces: all }) } });
const ofClass = (storageClassName: string | undefined): StatefulSet[] => [specWith({ volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], ...(storageClassName !== undefined && { storageClassName }), resources: { requests: { storage: '1Gi' } } } }] })];
const budget = (disruptionsAllowed: number, spec: object): Different => ({ facts: { budgets: [{
  metadata: { name: 'db', namespace: 'prod' },
  spec:     { selector: { matchLabels: { 'app.kubernetes.io/instance': 'db' } }, ...spec },
  status:   { disruptionsAllowed, currentHealthy: 3, desiredHealthy: 2, expectedPods: 3 },
}] } });
const busy = (count: number): Different => ({
  netstats:    new Map([0, 1, 2].map((ordinal) => netstats(`db-${ ordinal }`, ordinal < count ? { mode: 'DRAINED', streams: [{ id: 'a', operation: 'Repair', sessions: [] }] } : {}))),
  compactions: new Map([0, 1, 2].map((ordinal) => compactions(`db-${ ordinal }`, ordinal < count ? [{ id: 'x', type: 'Cleanup', keyspace: 'shop', table: 'carts', done: 1, total: 2, unit: 'bytes' }] : []))),
});
const retaining = (whenScaled: string): StatefulSet[] => [specWith({ persistentVolumeClaimRetentionPolicy: { whenScaled } })];

/** What differs from three well nodes, whatever operation is asked for. */
const ANY: readonly Different[] = [
  {},
  { rights: [{ allowed: false, what: 'create pods/exec' }] },
  { rights: [{ allowed: false, what: 'create pods/exec' }, { allowed: false, what: 'patch statefulsets.apps' }] },
  madeBy({ ownerReferences: [{ apiVersion: 'cassandra.datastax.com/v1beta1', kind: 'CassandraDatacenter', name: 'dc1', uid: 'u', controller: true }] }),
  madeBy({ annotations: { 'meta.helm.sh/release-name': 'shop' } }),
  madeBy({ labels: { 'app.kubernetes.io/managed-by': 'Helm' } }),
  madeBy({ labels: { 'app.kubernetes.io/managed-by': 'argocd' } }),
  { facts: { statefulSets: [scaledTo(4, 3)] } },
  { facts: { pods: [podAt(0), podAt(1), podAt(2, { going: true })] } },
  { facts: { statefulSets: [scaledTo(4, 3)], pods: [podAt(0), podAt(1, { going: true }), podAt(2, { going: true })] } },
  { facts: { ring: ringOf(nodeAt(0), nodeAt(1), nodeAt(2, { up: false })) } },
  { facts: { ring: ringOf(nodeAt(0), nodeAt(1, { up: false }), nodeAt(2, { up: false })) } },
  { facts: { ring: ringOf(nodeAt(0)) } },
  { facts: { ring: ringOf(nodeAt(0), nodeAt(1), nodeAt(2), nodeAt(7, { up: false }), nodeAt(8)) } },
  { facts: { ring: ringOf(nodeAt(0), nodeAt(1, { state: 'leaving' }), nodeAt(2, { state: 'joining' })) } },
  { facts: { ring: ringOf(nodeAt(0), nodeAt(1), nodeAt(2, { state: 'leaving' })) } },
  { facts: { secondRing: seen(ringOf(nodeAt(0), nodeAt(1)).value, 'db-1') } },
  { facts: { description: description({ schemas: [{ version: 'a', nodes: ['1'] }, { version: 'b', nodes: ['2'] }] }) } },
  { facts: { description: description({ unreachable: ['10.0.0.3'] }) } },
  busy(1), busy(2),
  { facts: { statefulSets: [specWith({ podManagementPolicy: 'Parallel' })] } },
  dataOn({ emptyDir: {} }), dataOn({ hostPath: { path: '/data' } }),
  keyspaces(simple('logs', 1), spread('two', { dc1: 2 })), keyspaces(simple('logs', 1)),
  budget(0, { maxUnavailable: 1 }), budget(1, { minAvailable: 2 }),
];

const UP: readonly Different[] = [
  { facts: { claims: [0, 1, 2, 3].map((ordinal) => claim(`data-db-${ ordinal }`)) } },
  { facts: { claims: [0, 1, 2, 3, 4].map((ordinal) => claim(`data-db-${ ordinal }`)) } },
  { facts: { statefulSets: told('db-0.db,db-3.db') } },
  { facts: { statefulSets: told('db'), services: [{ metadata: { name: 'db', namespace: 'prod' }, spec: { clusterIP: 'None' } }] } },
  { facts: { statefulSets: told('') } },
  { hosts: [{ name: 'node-1', hostname: 'node-1', allocatable: ROOM, free: ROOM }], facts: { hosts: [{ metadata: { name: 'node-1' }, status: { conditions: [{ type: 'Ready', status: 'True' }] } }] } },
  { hosts: [], facts: { hosts: [] } },
  { quotas: [{ metadata: { name: 'q', namespace: 'prod' }, status: { hard: { pods: '3' }, used: { pods: '3' } } }] },
  { quotas: undefined },
  { classes: [FAST], defaultClass: 'fast' },
  { classes: [FAST], volumes: [], facts: { statefulSets: ofClass('slow') } },
  { classes: [FAST], facts: { statefulSets: ofClass(undefined) } },
  { classes: [LOCAL], volumes: [], facts: { statefulSets: ofClass('local') } },
  { classes: [LOCAL], facts: { statefulSets: ofClass('local') } },
];

const DOWN: readonly Different[] = [
  keyspaces(spread('shop', { dc1: 2 }), simple('system_distributed', 3), spread('system_auth', { dc1: 3 })), keyspaces(simple('system_traces', 2)),
  loads(0.1, 0.1, 0.5), loads(1.9, 0.5, 1), loads(1.6, 1.6, 0.9), loads(1.9, 1.9, 1), loads(0.1, 0.1, undefined), loads(undefined, 0.1, 0.1),
  { facts: { statefulSets: told('10.0.0.1,10.0.0.3') } },
  { facts: { statefulSets: told('192.0.2.1,192.0.2.2,192.0.2.3') } },
  { facts: { statefulSets: told('') } },
  { cleanup: { scaledUpAt: NOW, pending: ['db-0'] } },
  { cleanup: { scaledUpAt: NOW, pending: ['db-0', 'db-1'] } },
  { cleanup: null },
  { claims: 'keep', facts: { statefulSets: retaining('Delete') } },
  { claims: 'delete', facts: { statefulSets: retaining('Delete') } },
  // A pod that is in no ring, and whose datacenter nobody tells.
  { facts: { statefulSets: [foreignStatefulSet('db', 'cassandra:5.0')], ring: seen({ datacenters: [{ name: 'dc1', nodes: [nodeAt(1)] }, { name: 'dc2', nodes: [nodeAt(2)] }], notes: [] }) } },
];

const NUMBERS: readonly Different[] = [
  { targets: { db: 3, other: 1 } }, { from: {} }, { to: 0.5 }, { from: { db: 2 } }, { to: 2 }, { to: 4 }, { to: 1e9 }, { to: 3 },
];

/** Nothing was read, everything was read too long ago, and nothing may be read. */
const BLIND: readonly Different[] = ['unread', 'stale', 'refused'].map((why) => {
  const { facts: { ring, secondRing, description: described }, netstats: modes, compactions: running } = input();
  const old = <T extends object>(value: T | undefined) => why === 'stale' && value ? { ...value, at: LONG_AGO } : undefined;
  const oldOf = <T extends object>(answers: ReadonlyMap<string, T> | undefined) => answers && new Map([...answers].flatMap(([pod, value]) => old(value) ? [[pod, { ...value, at: LONG_AGO }] as const] : []));
  const facts = ['rights', 'ring', 'secondRing', 'description', 'keyspaces', 'netstats', 'compactions', 'claims', 'services', 'budgets', 'hosts', 'quotas', 'volumes', 'classes', 'cleanup'];

  return {
    rights:      undefined, quotas:      undefined, cleanup:     undefined,
    netstats:    oldOf(modes),
    compactions: oldOf(running),
    unread:      why === 'refused' ? Object.fromEntries(facts.map((fact) => [fact, 'You may not.'])) : {},
    facts:       { ring: old(ring), secondRing: old(secondRing), description: old(described), claims: undefined, services: undefined, budgets: undefined, hosts: undefined },
  };
});

/** As far as what is looked at first is known. */
const HALF_BLIND: readonly Different[] = [
  { facts: { secondRing: undefined } },
  { facts: { secondRing: seen(input().facts.ring!.value, 'db-1', LONG_AGO) } },
  { facts: { description: description() } },
  { facts: { claims: undefined } },
];

const STARTED: readonly Different[] = [
  { facts: { statefulSets: [scaledTo(0)], pods: [] } },
  { facts: { statefulSets: [scaledTo(0)], pods: [], claims: [] } },
  { facts: { statefulSets: [scaledTo(2)], pods: [], claims: [] } },
];

const COMMON = [...ANY, ...NUMBERS, ...BLIND, ...HALF_BLIND];

/** How many nodes there shall be where nothing else is asked for, and what differs. */
const GIVEN: readonly (readonly [OperationKind, readonly number[], readonly Different[]])[] = [
  ['scaleUp', [4, 5], [...COMMON, ...UP]],
  ['scaleDown', [2, 1, 0], [...COMMON, ...DOWN]],
  ['cleanup', [3], COMMON],
  ['restart', [3], COMMON],
  ['stop', [0], [...COMMON, ...DOWN]],
  ['start', [3], [...COMMON, ...UP, ...STARTED]],
];

const inputs = (to: readonly number[], different: readonly Different[]): PreflightInput[] => to.flatMap((nodes) => different.map((each) => input({ to: nodes, ...each })));

/** Everything that the checks make out, from each kind of input that makes a difference to one of them; each once. */
export const RESULTS: readonly CheckResult[] = [...new Map(GIVEN.flatMap(([kind, to, different]) => inputs(to, different).flatMap((given) => preflight(kind, given)))
  .map((result) => [JSON.stringify([result.code, result.outcome, result.args]), result])).values()];

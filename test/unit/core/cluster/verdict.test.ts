import { describe, expect, it } from 'vitest';

import { findClusters, type Cluster } from '../../../../pkg/cassandra/core/cluster/cluster';
import { joinRing } from '../../../../pkg/cassandra/core/cluster/ring';
import { judgeCluster, type RingKnown, type VerdictReason, type VerdictWord } from '../../../../pkg/cassandra/core/cluster/verdict';
import type { NodeStatus } from '../../../../pkg/cassandra/core/nodetool/status';
import { node, ownStatefulSet, pod, ring } from './objects';

const MINUTE = 60_000;
const old = { generation: 4 };
const of = (status: Parameters<typeof ownStatefulSet>[1], metadata: Parameters<typeof ownStatefulSet>[2] = old): Cluster => findClusters([ownStatefulSet('db', status, metadata)])[0]!;

const ready = of({ replicas: 3, readyReplicas: 3 });
const twoReady = of({ replicas: 3, readyReplicas: 2 });
const oneReady = of({ replicas: 3, readyReplicas: 1 });
const rolling = of({ replicas: 3, readyReplicas: 2, updateRevision: 'r2', updatedReplicas: 1 });

const at = (last: number, rest: Partial<NodeStatus> = {}) => node(`10.0.0.${ last }`, rest);
const pods = [1, 2, 3].map((number) => pod(`db-${ number - 1 }`, { ip: `10.0.0.${ number }` }));

/** What a look at these nodes tells. */
function seen(cluster: Cluster, ...nodes: NodeStatus[]): RingKnown {
  const { verdict } = joinRing({ members: cluster.members, pods: pods.slice(0, cluster.nodes.ready), claims: [], ring: ring(...nodes) });

  return { verdict, age: MINUTE };
}
const down = { up: false };

describe('judgeCluster', () => {
  it.each<[string, Cluster, NodeStatus[], VerdictWord, VerdictReason]>([
    ['all is well', ready, [at(1), at(2), at(3)], 'running', 'ringWhole'],
    ['a node is down behind a ready pod', ready, [at(1), at(2), at(3, down)], 'degraded', 'nodesDown'],
    ['a node is down and its pod not ready', twoReady, [at(1), at(2), at(3, down)], 'degraded', 'nodesDown'],
    ['a node that is neither live nor unreachable', ready, [at(1), at(2), at(3, { up: undefined })], 'degraded', 'nodesDown'],
    ['no quorum, although pods are ready', ready, [at(1), at(2, down), at(3, down)], 'unavailable', 'noQuorum'],
    ['a node that leaves still counts for the quorum', ready, [at(1), at(2, { state: 'leaving' }), at(3, down)], 'degraded', 'nodesDown'],
    ['nodes that join do not', oneReady, [at(1), at(2, down), at(3, { state: 'joining' })], 'unavailable', 'noQuorum'],
    ['half of the nodes is no quorum', ready, [at(1), at(2, down)], 'unavailable', 'noQuorum'],
    ['a rolling restart has its one node down', rolling, [at(1), at(2), at(3, down)], 'updating', 'rollingUpdate'],
    ['a rolling restart with more than that down', rolling, [at(1), at(2), at(3, down), at(4, down), at(5)], 'degraded', 'nodesDown'],
    ['a ready pod outside of the ring', ready, [at(1), at(2)], 'degraded', 'nodesMissing'],
    ['the last node joins', twoReady, [at(1), at(2), at(3, { state: 'joining' })], 'joining', 'nodesJoining'],
    ['one joins, another one is not ready', oneReady, [at(1), at(2), at(3, { state: 'joining' })], 'unavailable', 'mostNotReady'],
    ['a new node has not announced itself', twoReady, [at(1), at(2)], 'scaling', 'nodesOutside'],
    ['a node leaves', ready, [at(1), at(2), at(3, { state: 'leaving' })], 'scaling', 'nodesMoving'],
    ['up in the ring, but not taking connections', twoReady, [at(1), at(2), at(3)], 'degraded', 'nodesNotReady'],
    ['a ring that goes on elsewhere', ready, [at(1), at(2), at(3), at(9)], 'running', 'ringElsewhere'],
    ['a node that comes, in the ring already', of({ replicas: 2, readyReplicas: 2 }), [at(1), at(2), at(3, { state: 'joining' })], 'joining', 'nodesJoining'],
    ['a node that comes', of({ replicas: 2, readyReplicas: 2 }), [at(1), at(2)], 'scaling', 'scalingUp'],
    ['new, over volumes of an earlier ring', of({ replicas: 1, readyReplicas: 0 }, {}), [at(1), at(2, down), at(3, down)], 'provisioning', 'nodesStarting'],
    ['deleted', of({ replicas: 3, readyReplicas: 3 }, { ...old, deletionTimestamp: 'now' }), [at(1), at(2, down)], 'deleting', 'deleting'],
    ['none ready, whatever the ring says', of({ replicas: 3 }), [at(1), at(2), at(3)], 'unavailable', 'noneReady'],
  ])('%s', (_, cluster, nodes, word, reason) => {
    expect(judgeCluster(cluster, seen(cluster, ...nodes))).toMatchObject({ word, reason });
  });

  it('goes by Kubernetes while the ring is not known, and says why it is not', () => {
    expect(judgeCluster(ready)).toMatchObject({ word: 'running', level: 'ok', reason: 'allReady' });
    expect(judgeCluster(ready, { problem: 'denied' })).toMatchObject({ word: 'running', level: 'ok', reason: 'ringDenied' });
    expect(judgeCluster(ready, { problem: 'failed' })).toMatchObject({ word: 'running', reason: 'ringFailed' });
    expect(judgeCluster(twoReady)).toMatchObject({ word: 'degraded', level: 'warning', reason: 'nodesNotReady', args: { ready: 2, desired: 3 } });
    expect(judgeCluster(oneReady, { problem: 'failed' })).toMatchObject({ word: 'unavailable', level: 'error', reason: 'mostNotReady' });
  });

  it('does not know where nothing probes the nodes and the ring is not known', () => {
    const unprobed = of({ replicas: 3, readyReplicas: 3 });

    delete unprobed.members[0]!.statefulSet.spec!.template.spec!.containers[0]!.readinessProbe;
    expect(judgeCluster(unprobed, { problem: 'denied' })).toMatchObject({ word: 'unknown', level: 'unknown', reason: 'notProbed' });
    expect(judgeCluster(unprobed, seen(unprobed, at(1), at(2), at(3)))).toMatchObject({ word: 'running' });
  });

  it('believes a last good look after a failed one, but not one of long ago', () => {
    const look = seen(ready, at(1), at(2), at(3, down));

    expect(judgeCluster(ready, { ...look, problem: 'failed' })).toMatchObject({ word: 'degraded', args: { down: 1, known: 3, up: 2 } });
    expect(judgeCluster(ready, { ...look, age: 11 * MINUTE })).toMatchObject({ word: 'running', reason: 'allReady', args: { down: 0 } });
  });

  it('does not take a pod that starts again and again for one that comes', () => {
    const { verdict } = joinRing({ members: twoReady.members, pods: [...pods.slice(0, 2), pod('db-2', { ready: false })], claims: [], ring: ring(at(1), at(2)) });

    expect(judgeCluster(twoReady, { verdict })).toMatchObject({ word: 'degraded', level: 'warning', reason: 'nodesOutside' });
  });

  it('is scaling while the last nodes of a stopped cluster go', () => {
    const stopping = of({ replicas: 2, readyReplicas: 2 });

    stopping.members[0]!.statefulSet.spec!.replicas = 0;
    const [cluster] = findClusters([stopping.members[0]!.statefulSet]);

    expect(judgeCluster(cluster!, seen(cluster!, at(1), at(2), at(3, down)))).toMatchObject({ word: 'scaling', reason: 'scalingDown' });
  });
});

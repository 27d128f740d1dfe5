import { describe, expect, it } from 'vitest';

import { nodeDown } from '../../../../../pkg/cassandra/core/cluster/findings/node-down';
import { after, ownStatefulSet } from '../objects';
import { brief, facts, nodeAt, NOW_SECONDS, podAt, ringOf, scaledTo } from './facts';

const down = ringOf(nodeAt(0), nodeAt(1), nodeAt(2, { up: false }));
const unready = (seconds: number) => facts({ ring: down, pods: [podAt(0), podAt(1), podAt(2, { ready: false, readyAt: NOW_SECONDS - seconds })] });

describe('nodeDown', () => {
  it('names the pod, and since when it is not ready', () => {
    const [found] = nodeDown.find(unready(600));

    expect(found).toMatchObject({ severity: 'warning', subject: 'db-2', args: { node: 'db-2', pod: 'db-2', ready: 'false', entry: 'own', hostId: 'id-10.0.0.3' }, since: Date.parse(after(NOW_SECONDS - 600)) });
    expect(found?.evidence).toEqual([
      'DN  10.0.0.3  id-10.0.0.3  dc1  rack1', `pod db-2: Ready=False, since ${ after(NOW_SECONDS - 600) }`,
    ]);
  });

  it('is critical when hints are no longer kept for it', () => {
    expect(brief(nodeDown, unready(3 * 3600 + 60))).toMatchObject([{ severity: 'critical' }]);
  });

  it('is worth a note only while a rolling restart is at it', () => {
    const rolling = ownStatefulSet('db', { replicas: 3, readyReplicas: 2, updateRevision: 'r2', updatedReplicas: 1 }, { generation: 2 });
    const [before, later] = [60, 1200].map((seconds) => facts({ statefulSets: [rolling], ring: down, pods: [podAt(0), podAt(1), podAt(2, { ready: false, readyAt: NOW_SECONDS - seconds })] }));

    expect(brief(nodeDown, before!)).toMatchObject([{ severity: 'info' }]);
    expect(brief(nodeDown, later!)).toMatchObject([{ severity: 'warning' }]);
  });

  it('does not know since when a node is down behind a ready pod', () => {
    const [found] = nodeDown.find(facts({ ring: down }));

    expect(found).toMatchObject({ severity: 'warning', args: { ready: 'true' } });
    expect(found).not.toHaveProperty('since');
  });

  it('shows why the container ended, and that the Kubernetes node is gone', () => {
    const pod = podAt(2, { ready: false });

    pod.status!.containerStatuses = [{ name: 'cassandra', image: 'i', imageID: 'i', ready: false, restartCount: 4, state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: { terminated: { exitCode: 137, reason: 'OOMKilled', finishedAt: 'then' } } }];
    const [found] = nodeDown.find(facts({ ring: down, pods: [podAt(0), podAt(1), pod], hosts: [{ metadata: { name: 'node-1' }, status: { conditions: [{ type: 'Ready', status: 'Unknown' }] } }] }));

    expect(found?.evidence.slice(2)).toEqual([
      'container cassandra: waiting, CrashLoopBackOff', 'container cassandra: last ended then, OOMKilled, exit code 137', 'node node-1: Ready=Unknown',
    ]);
  });

  it('takes an entry without a pod for the one pod that has no entry: it comes back under another address', () => {
    const moved = [podAt(0), podAt(1), podAt(7, { ready: false })];

    moved[2]!.metadata!.name = 'db-2';
    expect(brief(nodeDown, facts({ ring: down, pods: moved }))).toMatchObject([{ subject: 'db-2', args: { entry: 'moved' } }]);
    expect(brief(nodeDown, facts({ ring: down, pods: moved.slice(0, 2) }))).toMatchObject([{ subject: 'db-2' }]);
  });

  it('names only the address where the entry may be of several pods, and which these are', () => {
    const [found] = nodeDown.find(facts({ ring: down, pods: [podAt(0)] }));

    expect(found).toMatchObject({ subject: '10.0.0.3', args: { node: '10.0.0.3', pod: 'db-1' } });
    expect(found?.evidence[1]).toBe('pods that the ring does not list: db-1, db-2');
  });

  it('leaves entries that no pod will answer for to other checks, and finds nothing in a ring that is well', () => {
    expect(nodeDown.find(facts({ ring: down, statefulSets: [scaledTo(2)], pods: [podAt(0), podAt(1)] }))).toEqual([]);
    expect(nodeDown.find(facts())).toEqual([]);
    expect(nodeDown.find(facts({ ring: undefined }))).toEqual([]);
  });
});

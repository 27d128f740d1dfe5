import { describe, expect, it } from 'vitest';

import { findClusters } from '../../../../pkg/cassandra/core/cluster/cluster';
import { joinRing } from '../../../../pkg/cassandra/core/cluster/ring';
import { keptClaims, streamedBy, timesBefore } from '../../../../pkg/cassandra/core/operations/estimate';
import type { OperationRecord } from '../../../../pkg/cassandra/core/operations/history';
import type { OperationKind, Replicas } from '../../../../pkg/cassandra/core/operations/intent';
import { planOf } from '../../../../pkg/cassandra/core/operations/plan';
import { node, ownStatefulSet, pod, ring } from '../cluster/objects';

const plan = (kind: OperationKind, from: number, to: number) => planOf({ id: 'i', kind, from: { db: from }, targets: { db: to }, claims: 'keep', force: false, cleanup: 'do', startedBy: 'u', startedAt: 1, done: [] });
const record = (kind: OperationKind, from: Replicas, targets: Replicas, steps: OperationRecord['steps']): OperationRecord => ({ id: kind, kind, from, targets, startedBy: 'u', startedAt: 1, endedAt: 2, outcome: 'complete', steps });
const time = (code: string, name: string, seconds: number) => ({ code, pod: name, seconds });

const { members } = findClusters([ownStatefulSet()])[0]!;
const rows = (...loads: (number | undefined)[]) => joinRing({
  members, claims: [], pods: loads.map((_, index) => pod(`db-${ index }`, { ip: `10.0.0.${ index + 1 }` })), ring: ring(...loads.map((load, index) => node(`10.0.0.${ index + 1 }`, { load }))),
}).rows;

describe('timesBefore', () => {
  it('tells the last time of the same pod, and the average of the others', () => {
    const history = [
      record('scaleUp', { db: 3 }, { db: 5 }, [time('podStarting', 'db-3', 10), time('joining', 'db-3', 50), time('joining', 'db-4', 100), time('cleaning', 'db-0', 4)]),
      record('scaleUp', { db: 3 }, { db: 4 }, [time('joining', 'db-3', 20)]),
    ];

    expect(timesBefore(plan('scaleUp', 4, 6).slice(0, 3), history)).toEqual([{ seconds: 100, of: 'pod' }, { seconds: 60, of: 'others' }, { seconds: 4, of: 'pod' }]);
    expect(timesBefore(plan('scaleUp', 3, 4).slice(0, 1), history)).toEqual([{ seconds: 60, of: 'pod' }]);
  });

  it('takes nothing for a join that was waited for on an old node', () => {
    expect(timesBefore(plan('scaleUp', 3, 4).slice(0, 1), [record('scaleUp', { db: 3 }, { db: 4 }, [time('gossip', 'db-0', 7)])])).toEqual([undefined]);
  });

  it('knows nothing without a history, and reads none that is absurd', () => {
    expect(timesBefore(plan('scaleDown', 4, 3), [])).toEqual([undefined, undefined, undefined]);
    expect(timesBefore(plan('scaleUp', 3, 4).slice(0, 1), [record('scaleUp', { db: 3 }, { db: 1e9 }, [time('joining', 'db-3', 1)])])).toEqual([undefined]);
  });
});

describe('streamedBy', () => {
  it('has a leaving node give all it has', () => {
    expect(streamedBy(plan('scaleDown', 3, 1), members, rows(10, 20, 30))).toEqual([30, undefined, undefined, 20, undefined, undefined]);
    expect(streamedBy(plan('scaleDown', 3, 2), members, rows(10, 20, undefined))[0]).toBeUndefined();
  });

  it('has each joining node get an even share', () => {
    expect(streamedBy(plan('scaleUp', 3, 5), members, rows(20, 20, 20)).slice(0, 3)).toEqual([15, 12, undefined]);
    expect(streamedBy(plan('scaleUp', 3, 4), members, rows(20, undefined, 20))[0]).toBeUndefined();
    expect(streamedBy(plan('scaleUp', 3, 4), members, [])[0]).toBeUndefined();
  });
});

describe('keptClaims', () => {
  it('names what stays behind', () => {
    expect(keptClaims(plan('scaleDown', 3, 1), members)).toEqual(['data-db-2', 'data-db-1']);
    expect(keptClaims(plan('scaleUp', 3, 4), members)).toEqual([]);
  });
});

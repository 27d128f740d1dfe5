import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cleanupOf, cleanupRecordOf } from '../../../../pkg/cassandra/core/operations/cleanup-record';
import { formatHistory, parseHistory, recordOf, type OperationRecord } from '../../../../pkg/cassandra/core/operations/history';
import type { Intent, OperationKind, Replicas } from '../../../../pkg/cassandra/core/operations/intent';
import { findClusters } from '../../../../pkg/cassandra/core/cluster/cluster';
import { ownStatefulSet } from '../cluster/objects';

let time = 0;

/** An operation that ended after the last one. */
function ended(kind: OperationKind, from: number | Replicas, to: number | Replicas, { outcome = 'complete', ...rest }: Partial<Intent> & Partial<Pick<OperationRecord, 'outcome'>> = {}): OperationRecord {
  const replicas = (count: number | Replicas): Replicas => typeof count === 'number' ? { db: count } : count;

  return recordOf({ id: String(++time), kind, from: replicas(from), targets: replicas(to), claims: 'keep', force: false, cleanup: 'skip', startedBy: 'Ann', startedAt: 1, done: [], ...rest }, outcome, time);
}

const podsOf = (count: number, first = 0, set = 'db') => Array.from({ length: count }, (_, index) => `${ set }-${ first + index }`);

/** What is pending after these, the oldest first. */
const pending = (pods: readonly string[], ...operations: OperationRecord[]) => cleanupRecordOf(operations.reverse(), pods)?.pending;

describe('what is left to be cleaned up', () => {
  it('is not on record where nothing was scaled up', () => {
    expect(cleanupRecordOf([], podsOf(3))).toBeNull();
    expect(pending(podsOf(3), ended('restart', 3, 3), ended('cleanup', 3, 3))).toBeUndefined();
    expect(pending(podsOf(3), ended('scaleDown', 4, 3))).toBeUndefined();
  });

  it('is on all nodes but the last one that came', () => {
    const up = ended('scaleUp', 3, 5);

    expect(cleanupRecordOf([up], podsOf(5))).toStrictEqual({ scaledUpAt: up.endedAt, pending: ['db-0', 'db-1', 'db-2', 'db-3'] });
    expect(pending(podsOf(5, 7), ended('scaleUp', 3, 5))).toStrictEqual(podsOf(4, 7));
  });

  it('is on none where all was done in the end', () => {
    expect(pending(podsOf(4), ended('scaleUp', 3, 4, { cleanup: 'do' }))).toStrictEqual([]);
    expect(pending(podsOf(4), ended('scaleUp', 3, 4), ended('cleanup', 4, 4))).toStrictEqual([]);
    expect(pending(podsOf(4), ended('scaleUp', 3, 4), ended('cleanup', 4, 4, { outcome: 'cancelled', done: ['db-0', 'db-1'] }), ended('cleanup', 4, 4, { outcome: 'abandoned', done: ['db-2'] }))).toStrictEqual([]);
  });

  it.each(['cancelled', 'abandoned'] as const)('is on those that were not reached when the clean-up was %s', (outcome) => {
    expect(pending(podsOf(4), ended('scaleUp', 3, 4, { cleanup: 'do', outcome, done: ['db-0'] }))).toStrictEqual(['db-1', 'db-2']);
    expect(pending(podsOf(4), ended('scaleUp', 3, 4), ended('cleanup', 4, 4, { outcome, done: ['db-1'] }), ended('restart', 4, 4))).toStrictEqual(['db-0', 'db-2']);
  });

  it('is what the last scale up left, whatever was cleaned up before it', () => {
    expect(pending(podsOf(5), ended('scaleUp', 3, 4, { cleanup: 'do' }), ended('cleanup', 4, 4), ended('scaleUp', 4, 5))).toStrictEqual(podsOf(4));
    expect(pending(podsOf(5), ended('scaleUp', 3, 4), ended('scaleUp', 4, 5, { cleanup: 'do' }))).toStrictEqual([]);
  });

  it('is on all but the last one that came when not all came', () => {
    expect(pending(podsOf(4), ended('scaleUp', 3, 6, { outcome: 'cancelled' }))).toStrictEqual(podsOf(3));
    expect(pending(podsOf(5), ended('scaleUp', 3, 6, { outcome: 'cancelled' }))).toStrictEqual(podsOf(4));
  });

  it('is that of an earlier scale up where no node came, or all of them have left', () => {
    const down = () => ended('scaleDown', 5, 4);

    expect(pending(podsOf(4), ended('scaleUp', 3, 4), ended('scaleUp', 4, 5, { outcome: 'cancelled' }))).toStrictEqual(podsOf(3));
    expect(pending(podsOf(4), ended('scaleUp', 3, 4), ended('scaleUp', 4, 5, { done: ['db-1'] }), down())).toStrictEqual(['db-0', 'db-2']);
    expect(pending(podsOf(4), ended('scaleUp', 3, 4, { cleanup: 'do' }), ended('scaleUp', 4, 5), down())).toStrictEqual([]);
    expect(pending(podsOf(3), ended('scaleUp', 3, 4), ended('scaleDown', 4, 3))).toBeUndefined();
  });

  it('is not said to be nothing where it is not sure', () => {
    // Somebody else took the node away, or the ring is stopped.
    expect(pending(podsOf(4), ended('scaleUp', 3, 4, { cleanup: 'do' }), ended('scaleUp', 4, 5))).toBeUndefined();
    expect(pending([], ended('scaleUp', 3, 4, { cleanup: 'do' }), ended('scaleUp', 4, 5), ended('stop', 5, 0))).toBeUndefined();
    expect(pending(podsOf(4), ended('scaleUp', 3, 4, { cleanup: 'do' }), ended('scaleUp', 4, 5), ended('scaleDown', 5, 4, { outcome: 'abandoned' }))).toBeUndefined();
  });

  it('does not name nodes that others added later', () => {
    expect(pending(podsOf(6), ended('scaleUp', 3, 4))).toStrictEqual(podsOf(4));
  });

  it('is counted over the racks', () => {
    const pods = [...podsOf(2, 0, 'db-a'), ...podsOf(2, 0, 'db-b')];
    const up = (rest: Partial<Intent> = {}) => ended('scaleUp', { 'db-a': 1, 'db-b': 1 }, { 'db-a': 2, 'db-b': 2 }, rest);

    expect(pending(pods, up())).toStrictEqual(['db-a-0', 'db-a-1', 'db-b-0']);
    expect(pending(pods.slice(0, 3), up())).toStrictEqual(['db-a-0', 'db-b-0']);
    // A rack that was added by hand has nodes that came later.
    expect(pending([...pods, 'db-c-0'], up())).toStrictEqual(['db-a-0', 'db-a-1', 'db-b-0']);
  });
});

/** A ring of which is known what is true: which nodes keep what they gave to which. */
class Ring {
  readonly gave = new Map<string, Set<string>>(podsOf(3).map((pod) => [pod, new Set()]));
  text = '';

  get count(): number {
    return this.gave.size;
  }

  join(): void {
    const pod = `db-${ this.count }`;

    this.gave.forEach((to) => to.add(pod));
    this.gave.set(pod, new Set());
  }

  /** What it was given goes back to those who gave it. */
  leave(): void {
    const pod = `db-${ this.count - 1 }`;

    this.gave.delete(pod);
    this.gave.forEach((to) => to.delete(pod));
  }

  clean(pods: readonly string[]): string[] {
    pods.forEach((pod) => this.gave.get(pod)?.clear());

    return [...pods];
  }

  write(record: OperationRecord): void {
    this.text = formatHistory(parseHistory(this.text), record);
  }
}

interface Done { kind: 'up' | 'down' | 'cleanup' | 'restart'; nodes: number; reached: number; cleanup: 'do' | 'skip'; cleaned: number }

const done = fc.record<Done>({ kind: fc.constantFrom('up', 'down', 'cleanup', 'restart'), nodes: fc.integer({ min: 1, max: 3 }), reached: fc.integer({ min: 0, max: 3 }), cleanup: fc.constantFrom('do', 'skip'), cleaned: fc.integer({ min: 0, max: 9 }) });

function perform(ring: Ring, { kind, nodes, reached, cleanup, cleaned }: Done): void {
  const from = ring.count;

  switch (kind) {
    case 'restart': return ring.write(ended('restart', from, from));
    case 'cleanup': {
      const pods = ring.clean(podsOf(Math.min(cleaned, from)));

      return ring.write(ended('cleanup', from, from, { done: pods, outcome: pods.length === from ? 'complete' : 'cancelled' }));
    }
    case 'down': {
      const leaving = Math.min(nodes, from - 1, reached);

      Array.from({ length: leaving }, () => ring.leave());

      return ring.write(ended('scaleDown', from, Math.max(1, from - nodes), { outcome: leaving === Math.min(nodes, from - 1) ? 'complete' : 'cancelled' }));
    }
    case 'up': {
      const joining = Math.min(nodes, reached);

      Array.from({ length: joining }, () => ring.join());
      const pods = joining === nodes && cleanup === 'do' ? ring.clean(podsOf(Math.min(cleaned, ring.count - 1))) : [];
      const isWhole = joining === nodes && (cleanup === 'skip' || pods.length === ring.count - 1);

      return ring.write(ended('scaleUp', from, from + nodes, { cleanup, done: pods, outcome: isWhole ? 'complete' : 'cancelled' }));
    }
  }
}

describe('whatever was done', () => {
  it('is never said to be cleaned up where it is not', () => {
    fc.assert(fc.property(fc.array(done, { maxLength: 30 }), (all) => {
      const ring = new Ring();

      for (const each of all) {
        perform(ring, each);
        const record = cleanupRecordOf(parseHistory(ring.text), podsOf(ring.count));
        const dirty = [...ring.gave].filter(([, to]) => to.size > 0).map(([pod]) => pod);

        expect(record?.pending ?? dirty).toEqual(expect.arrayContaining(dirty));
      }
    }), { numRuns: 2000 });
  });
});

describe('what a cluster tells of it', () => {
  const member = (name: string, ...operations: OperationRecord[]) => ownStatefulSet(name, undefined, {
    annotations: operations.length === 0 ? {} : { 'cassandra-for-rancher/operation-history': operations.map((one, index) => formatHistory(operations.slice(0, index).reverse(), one)).at(-1) ?? '' },
  });
  const clusterOf = (...sets: ReturnType<typeof member>[]) => findClusters(sets)[0]!;

  it('stands on its StatefulSet', () => {
    expect(cleanupOf(clusterOf(member('db')))).toBeNull();
    expect(cleanupOf(clusterOf(member('db', ended('scaleUp', 2, 3))))?.pending).toStrictEqual(['db-0', 'db-1']);
  });

  it('counts from where the StatefulSet does', () => {
    const { spec, ...rest } = member('db', ended('scaleUp', 2, 3));

    expect(cleanupOf(clusterOf({ ...rest, spec: { ...spec!, ordinals: { start: 5 } } }))?.pending).toStrictEqual(['db-5', 'db-6']);
  });

  it('may stand on two, where a rack was added before the first', () => {
    const up = ended('scaleUp', { db: 2 }, { db: 3 });
    const clean = ended('cleanup', { db: 3 }, { db: 3 });
    const [cluster] = findClusters([member('db', up)]);
    const [other] = findClusters([member('da', clean)]);

    expect(cleanupOf({ ...cluster!, members: [...other!.members, ...cluster!.members] })?.pending).toStrictEqual([]);
  });
});

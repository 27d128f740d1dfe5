import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Intent, OperationKind, Replicas } from '../../../../pkg/cassandra/core/operations/intent';
import { pathOf, planOf, positionOf, spreadOver } from '../../../../pkg/cassandra/core/operations/plan';

const replicas = fc.array(fc.nat(6), { minLength: 1, maxLength: 4 }).map((counts): Replicas => Object.fromEntries(counts.map((count, index) => [`r${ index }`, count])));
const sum = (counts: Replicas) => Object.values(counts).reduce((total, count) => total + count, 0);
const width = (counts: Replicas) => Math.max(...Object.values(counts)) - Math.min(...Object.values(counts));

function told(kind: OperationKind, from: Replicas, targets: Replicas, rest: Partial<Intent> = {}) {
  return planOf({ id: 'i', kind, from, targets, claims: 'delete', force: false, cleanup: 'do', startedBy: 'u', startedAt: 1, done: [], ...rest }).map(({ code, pod, member }) => `${ code } ${ pod ?? member }`);
}

describe('spreadOver', () => {
  it('fills the smallest racks and empties the largest', () => {
    expect(spreadOver({ a: 1, b: 1, c: 1 }, 6)).toEqual({ a: 2, b: 2, c: 2 });
    expect(spreadOver({ a: 1, b: 1, c: 1 }, 4)).toEqual({ a: 2, b: 1, c: 1 });
    expect(spreadOver({ a: 2, b: 2, c: 2 }, 4)).toEqual({ a: 2, b: 1, c: 1 });
    expect(spreadOver({ a: 5, b: 1 }, 7)).toEqual({ a: 5, b: 2 });
  });

  it('has as many nodes as were asked for, moves none from rack to rack, and makes no ring less even', () => {
    fc.assert(fc.property(replicas, fc.nat(30), (current, nodes) => {
      const spread = spreadOver(current, nodes);
      const direction = Math.sign(nodes - sum(current));

      expect(sum(spread)).toBe(nodes);
      expect(Object.keys(current).every((name) => [0, direction].includes(Math.sign(spread[name]! - current[name]!)))).toBe(true);
      expect(width(spread)).toBeLessThanOrEqual(Math.max(1, width(current)));
    }), { numRuns: 300 });
  });
});

describe('pathOf', () => {
  it('takes racks in turns, and goes back the way it came', () => {
    const from = { b: 1, a: 1 };
    const targets = { b: 3, a: 3 };

    expect(pathOf({ from, targets })).toEqual(['b', 'a', 'b', 'a']);
    expect(pathOf({ from: targets, targets: from })).toEqual(['a', 'b', 'a', 'b']);
  });

  it('goes from the one to the other, and finds every place on its way again', () => {
    fc.assert(fc.property(replicas, fc.nat(20), (from, nodes) => {
      const targets = spreadOver(from, nodes);
      const counts: Record<string, number> = { ...from };
      const path = pathOf({ from, targets });

      path.forEach((name, index) => {
        expect(positionOf({ from, targets }, counts)).toBe(index);
        counts[name]! += Math.sign(nodes - sum(from));
      });

      expect(counts).toEqual(targets);
      expect(positionOf({ from, targets }, counts)).toBe(path.length);
    }), { numRuns: 300 });
  });

  it('is nowhere where somebody else changed a number', () => {
    const asked = { from: { a: 1, b: 1 }, targets: { a: 2, b: 2 } };

    expect(positionOf(asked, { a: 2, b: 1, other: 3 })).toBe(1);
    const elsewhere: Replicas[] = [{ a: 1, b: 2 }, { a: 0, b: 1 }, { a: 3, b: 2 }, { a: 2 }];

    expect(elsewhere.map((desired) => positionOf(asked, desired))).toEqual(elsewhere.map(() => undefined));
  });
});

describe('planOf', () => {
  it('tells of nodes that join, and of all but the last being cleaned up', () => {
    expect(told('scaleUp', { a: 1, b: 1 }, { a: 2, b: 2 })).toEqual(['join a-1', 'join b-1', 'cleanup a-0', 'cleanup a-1', 'cleanup b-0']);
    expect(told('scaleUp', { a: 1 }, { a: 2 }, { cleanup: 'skip' })).toEqual(['join a-1']);
  });

  it('tells of nodes that leave, from the highest ordinal', () => {
    expect(told('scaleDown', { a: 3 }, { a: 1 })).toEqual(['decommission a-2', 'removePod a-2', 'deleteClaim a-2', 'decommission a-1', 'removePod a-1', 'deleteClaim a-1']);
    expect(told('scaleDown', { a: 2 }, { a: 1 }, { claims: 'keep' })).toEqual(['decommission a-1', 'removePod a-1', 'keepClaim a-1']);
  });

  it('tells of the rest, and counts from where a StatefulSet does', () => {
    expect(told('restart', { a: 2, b: 1 }, { a: 2, b: 1 })).toEqual(['restart a-1', 'restart a-0', 'restart b-0']);
    expect(told('cleanup', { a: 2 }, { a: 2 })).toEqual(['cleanup a-0', 'cleanup a-1']);
    expect(told('stop', { a: 1, b: 1 }, { a: 0, b: 0 })).toEqual(['drain a-0', 'drain b-0', 'stop a', 'stop b']);
    expect(told('start', { a: 0, b: 1 }, { a: 1, b: 1 })).toEqual(['start a']);
    expect(planOf({ id: 'i', kind: 'restart', from: { a: 1 }, targets: { a: 1 }, claims: 'keep', force: false, cleanup: 'skip', startedBy: 'u', startedAt: 1, done: [] }, { a: 5 })).toEqual([{ code: 'restart', member: 'a', pod: 'a-5' }]);
  });
});

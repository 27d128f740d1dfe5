import { describe, expect, it } from 'vitest';

import { secondView } from '../../../../../pkg/cassandra/core/operations/preflight/second-view';
import { nodeAt, podAt, ringOf, scaledTo, seen } from '../../cluster/findings/facts';
import { ring } from '../../cluster/objects';
import { brief, input, LONG_AGO, outcomeOf } from './input';

const view = (...nodes: ReturnType<typeof nodeAt>[]) => seen(ring(...nodes), 'db-1');

describe('secondView', () => {
  it('wants two nodes to see the same', () => {
    expect(brief(secondView, input())).toEqual({ outcome: 'passed', args: { first: 'db-0', second: 'db-1', count: 0 } });
    const given = input({ facts: { secondRing: view(nodeAt(0), nodeAt(1), nodeAt(2, { up: false })) } });

    expect(brief(secondView, given)).toEqual({ outcome: 'blocking', args: { first: 'db-0', second: 'db-1', count: 1 } });
    expect(secondView.of(given).evidence).toEqual(['10.0.0.3: state: UN on db-0, DN on db-1']);
    expect(outcomeOf(secondView, input({ facts: { secondRing: view(nodeAt(0), nodeAt(1)) } }))).toBe('blocking');
  });

  it('is not passed by one view, nor by the same twice, nor by an old one', () => {
    const { ring: own } = input().facts;

    expect(outcomeOf(secondView, input({ facts: { secondRing: undefined } }))).toBe('unknown');
    expect(outcomeOf(secondView, input({ facts: { secondRing: own } }))).toBe('unknown');
    expect(brief(secondView, input({ facts: { secondRing: seen(own!.value, 'db-1', LONG_AGO) } })).args).toMatchObject({ missing: 'secondRing', why: 'stale' });
    expect(outcomeOf(secondView, input({ facts: { ring: undefined } }))).toBe('unknown');
  });

  it('asks nobody else where a node is alone', () => {
    expect(outcomeOf(secondView, input({ facts: { statefulSets: [scaledTo(1)], pods: [podAt(0)], ring: ringOf(nodeAt(0)), secondRing: undefined } }))).toBe('passed');
  });
});

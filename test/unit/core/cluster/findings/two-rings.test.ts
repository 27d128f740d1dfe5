import { describe, expect, it } from 'vitest';

import { twoRings } from '../../../../../pkg/cassandra/core/cluster/findings/two-rings';
import { ring } from '../objects';
import { facts, nodeAt, ringOf, seen } from './facts';

const first = ringOf(nodeAt(0), nodeAt(1));

describe('twoRings', () => {
  it('finds two pods that do not list each other', () => {
    expect(twoRings.find(facts({ ring: first, secondRing: seen(ring(nodeAt(2)), 'db-2') }))).toEqual([{
      severity: 'critical', args: { first: 'db-0', second: 'db-2' }, evidence: ['nodetool status of db-0: db-0, db-1', 'nodetool status of db-2: db-2'],
    }]);
  });

  it('needs both to miss the other: views that only differ are of one ring', () => {
    expect(twoRings.find(facts({ ring: first, secondRing: seen(ring(nodeAt(0, { up: false }), nodeAt(2)), 'db-2') }))).toEqual([]);
    expect(twoRings.find(facts({ ring: first, secondRing: seen(ring(nodeAt(0)), 'db-0') }))).toEqual([]);
    expect(twoRings.find(facts())).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';

import { rackFloor } from '../../../../../pkg/cassandra/core/operations/preflight/rack-floor';
import { nodeAt, ringOf } from '../../cluster/findings/facts';
import { brief, input, outcomeOf } from './input';

describe('rackFloor', () => {
  it('leaves a node in each rack', () => {
    expect(outcomeOf(rackFloor, input({ to: 1 }))).toBe('passed');
    expect(brief(rackFloor, input({ to: 0 }))).toEqual({ outcome: 'blocking', args: { places: 'dc1/rack1, db' } });
  });

  it('goes by what the ring says where one StatefulSet has several racks', () => {
    const given = (to: number) => input({ to, facts: { ring: ringOf(nodeAt(0, { rack: 'a' }), nodeAt(1, { rack: 'b' }), nodeAt(2, { rack: 'b' })) } });

    expect(outcomeOf(rackFloor, given(2))).toBe('passed');
    expect(brief(rackFloor, given(1)).args).toEqual({ places: 'dc1/b' });
  });

  it('knows nothing without the ring', () => {
    expect(outcomeOf(rackFloor, input({ to: 2, facts: { ring: undefined } }))).toBe('unknown');
  });
});

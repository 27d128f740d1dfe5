import { describe, expect, it } from 'vitest';

import { moving } from '../../../../../pkg/cassandra/core/operations/preflight/moving';
import { nodeAt, ringOf } from '../../cluster/findings/facts';
import { brief, input, outcomeOf } from './input';

describe('moving', () => {
  it.each(['joining', 'leaving', 'moving'] as const)('waits for a node that is %s', (state) => {
    expect(brief(moving, input({ facts: { ring: ringOf(nodeAt(0), nodeAt(1), nodeAt(2), nodeAt(3, { state })) } }))).toEqual({ outcome: 'blocking', args: { count: 1, nodes: '10.0.0.4' } });
  });

  it('passes a ring at rest, and only if it was read', () => {
    expect(outcomeOf(moving, input())).toBe('passed');
    expect(outcomeOf(moving, input({ facts: { ring: undefined } }))).toBe('unknown');
  });
});

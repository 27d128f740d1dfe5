import { describe, expect, it } from 'vitest';

import { nodesUp, nodesUpEased } from '../../../../../pkg/cassandra/core/operations/preflight/nodes-up';
import { nodeAt, ringOf, seen } from '../../cluster/findings/facts';
import { brief, input, LONG_AGO, outcomeOf } from './input';

const down = input({ facts: { ring: ringOf(nodeAt(0), nodeAt(1), nodeAt(2, { up: false })) } });

describe('nodesUp', () => {
  it('wants all nodes up', () => {
    expect(brief(nodesUp, input())).toEqual({ outcome: 'passed', args: { count: 3 } });
    expect(brief(nodesUp, down)).toEqual({ outcome: 'blocking', args: { count: 1, nodes: 'db-2', observer: 'db-0' } });
    expect(nodesUp.of(down).evidence).toEqual(['DN  10.0.0.3  id-10.0.0.3  dc1  rack1']);
  });

  it('takes a node of which nothing is known for one that is down', () => {
    expect(outcomeOf(nodesUp, input({ facts: { ring: ringOf(nodeAt(0), nodeAt(1), nodeAt(2, { up: undefined })) } }))).toBe('blocking');
  });

  it('sees nodes that no pod answers for', () => {
    expect(brief(nodesUp, input({ facts: { ring: ringOf(nodeAt(0), nodeAt(1), nodeAt(2), nodeAt(8, { up: false })) } })).args).toMatchObject({ nodes: '10.0.0.9' });
  });

  it('is not passed by a ring that was not read, or too long ago', () => {
    const { ring } = input().facts;

    expect(brief(nodesUp, input({ facts: { ring: undefined }, unread: { ring: 'No pod answers' } }))).toEqual({ outcome: 'unknown', args: { missing: 'ring', why: 'refused', reason: 'No pod answers' } });
    expect(brief(nodesUp, input({ facts: { ring: seen(ring!.value, 'db-0', LONG_AGO) } })).args).toMatchObject({ why: 'stale' });
  });

  it('may be consented to where nothing is handed over, node by node', () => {
    const other = input({ facts: { ring: ringOf(nodeAt(0), nodeAt(1, { up: false }), nodeAt(2)) } });

    expect(outcomeOf(nodesUpEased, down)).toBe('warning');
    expect(outcomeOf(nodesUpEased, input({ facts: { ring: undefined } }))).toBe('warning');
    expect(outcomeOf(nodesUpEased, input())).toBe('passed');
    expect(nodesUpEased.of(down).consent).not.toBe(nodesUpEased.of(other).consent);
  });
});

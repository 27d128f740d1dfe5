import { describe, expect, it } from 'vitest';

import { ringIsReplicas } from '../../../../../pkg/cassandra/core/operations/preflight/ring-is-replicas';
import { nodeAt, podAt, ringOf, scaledTo } from '../../cluster/findings/facts';
import { brief, input, outcomeOf } from './input';

const three = [0, 1, 2].map((ordinal) => nodeAt(ordinal));

describe('ringIsReplicas', () => {
  it('wants each pod to be a node, and each node a pod', () => {
    expect(brief(ringIsReplicas, input())).toEqual({ outcome: 'passed', args: { replicas: 3, nodes: 3, outside: 0, lost: 0, elsewhere: 0 } });
    expect(brief(ringIsReplicas, input({ facts: { ring: ringOf(nodeAt(0), nodeAt(1)) } }))).toMatchObject({ outcome: 'blocking', args: { nodes: 2, outside: 1 } });
    expect(brief(ringIsReplicas, input({ facts: { ring: ringOf(...three, nodeAt(8, { up: false })) } }))).toMatchObject({ outcome: 'blocking', args: { lost: 1 } });
  });

  it('wants as many as are asked for', () => {
    expect(outcomeOf(ringIsReplicas, input({ facts: { statefulSets: [scaledTo(2, 3)] } }))).toBe('blocking');
    expect(outcomeOf(ringIsReplicas, input({ facts: { statefulSets: [scaledTo(4, 3)], pods: [0, 1, 2].map((ordinal) => podAt(ordinal)) } }))).toBe('blocking');
  });

  it('goes no further where nodes are elsewhere', () => {
    expect(brief(ringIsReplicas, input({ facts: { ring: ringOf(...three, nodeAt(8)) } }))).toMatchObject({ outcome: 'blocking', args: { lost: 0, elsewhere: 1 } });
  });

  it('knows nothing without the ring', () => {
    expect(outcomeOf(ringIsReplicas, input({ facts: { ring: undefined } }))).toBe('unknown');
  });
});

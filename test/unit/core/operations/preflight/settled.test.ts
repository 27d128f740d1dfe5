import { describe, expect, it } from 'vitest';

import { settled } from '../../../../../pkg/cassandra/core/operations/preflight/settled';
import { podAt, scaledTo } from '../../cluster/findings/facts';
import { ownStatefulSet } from '../../cluster/objects';
import { brief, input, outcomeOf } from './input';

describe('settled', () => {
  it('passes a StatefulSet that is at rest', () => {
    expect(outcomeOf(settled, input())).toBe('passed');
  });

  it('waits for pods that are to come, to go, or to be ready', () => {
    expect(brief(settled, input({ facts: { statefulSets: [scaledTo(4, 3)] } }))).toEqual({ outcome: 'blocking', args: { sets: 'db', going: 0 } });
    expect(outcomeOf(settled, input({ facts: { statefulSets: [scaledTo(2, 3)] } }))).toBe('blocking');
    expect(outcomeOf(settled, input({ facts: { statefulSets: [ownStatefulSet('db', { replicas: 3, readyReplicas: 2 }, { generation: 2 })] } }))).toBe('blocking');
    expect(brief(settled, input({ facts: { pods: [podAt(0), podAt(1), podAt(2, { going: true })] } })).args).toEqual({ sets: '', going: 1 });
  });

  it('waits for a roll-out, and for a change that has not been seen yet', () => {
    expect(outcomeOf(settled, input({ facts: { statefulSets: [ownStatefulSet('db', { replicas: 3, readyReplicas: 3, updateRevision: 'r2', updatedReplicas: 1 }, { generation: 2 })] } }))).toBe('blocking');
    expect(outcomeOf(settled, input({ facts: { statefulSets: [ownStatefulSet('db', { replicas: 3, readyReplicas: 3, observedGeneration: 2 }, { generation: 3 })] } }))).toBe('blocking');
  });
});

import { describe, expect, it } from 'vitest';

import type { Service } from 'kubernetes-types/core/v1';

import { seedJoins } from '../../../../../pkg/cassandra/core/operations/preflight/seed-joins';
import { brief, input, outcomeOf, specWith } from './input';

const SERVICE: Service = { metadata: { name: 'db', namespace: 'prod' }, spec: { clusterIP: 'None' } };

function told(seeds: string) {
  const statefulSet = specWith({});
  const pod = statefulSet.spec!.template.spec!;
  const containers = pod.containers.map((container) => ({ ...container, env: container.env?.map((each) => each.name === 'CASSANDRA_SEEDS' ? { name: each.name, value: seeds } : each) }));

  statefulSet.spec!.template = { ...statefulSet.spec!.template, spec: { ...pod, containers } };

  return input({ to: 4, facts: { statefulSets: [statefulSet], services: [SERVICE] } });
}

describe('seedJoins', () => {
  it('lets no node come that is its own seed', () => {
    expect(brief(seedJoins, told('db-0.db,db-3.db'))).toEqual({ outcome: 'blocking', args: { reason: 'own', seeds: 'db-3.db' } });
    expect(outcomeOf(seedJoins, told('db-0.db,db-4.db'))).toBe('passed');
    expect(outcomeOf(seedJoins, input({ to: 4, facts: { services: [SERVICE] } }))).toBe('passed');
  });

  it('asks where a seed may be anybody, or nobody in sight', () => {
    expect(brief(seedJoins, told('db'))).toEqual({ outcome: 'warning', args: { reason: 'service', seeds: 'db' } });
    expect(brief(seedJoins, told(''))).toMatchObject({ outcome: 'warning', args: { reason: 'unseen' } });
  });

  it('knows nothing without Services', () => {
    expect(outcomeOf(seedJoins, input({ to: 4, facts: { services: undefined } }))).toBe('unknown');
  });
});

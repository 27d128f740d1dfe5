import { describe, expect, it } from 'vitest';

import type { StatefulSet } from 'kubernetes-types/apps/v1';

import { operatorOwned, origin } from '../../../../../pkg/cassandra/core/operations/preflight/origin';
import { foreignStatefulSet } from '../../cluster/objects';
import { brief, input, outcomeOf } from './input';

const madeBy = (metadata: StatefulSet['metadata']) => {
  const statefulSet = foreignStatefulSet('db', 'cassandra:5.0');

  return input({ facts: { statefulSets: [{ ...statefulSet, metadata: { ...statefulSet.metadata, ...metadata } }] } });
};
const operator = madeBy({ ownerReferences: [{ apiVersion: 'cassandra.datastax.com/v1beta1', kind: 'CassandraDatacenter', name: 'dc1', uid: 'u', controller: true }] });
const helm = madeBy({ annotations: { 'meta.helm.sh/release-name': 'shop' } });

describe('origin', () => {
  it('refuses what an operator or a release would set back, and says where to do it', () => {
    expect(brief(origin, operator)).toEqual({ outcome: 'blocking', args: { origin: 'operator', name: 'CassandraDatacenter dc1' } });
    expect(brief(origin, helm)).toEqual({ outcome: 'blocking', args: { origin: 'helm', name: 'shop' } });
  });

  it('asks where a tool may set it back, and passes what we or a person made', () => {
    expect(brief(origin, madeBy({ labels: { 'app.kubernetes.io/managed-by': 'argocd' } }))).toEqual({ outcome: 'warning', args: { origin: 'tool', name: 'argocd' } });
    expect(outcomeOf(origin, madeBy({}))).toBe('passed');
    expect(brief(origin, input())).toEqual({ outcome: 'passed', args: { origin: 'managed', name: '' } });
  });

  it('leaves restarts to operators, and not to releases', () => {
    expect(outcomeOf(operatorOwned, operator)).toBe('blocking');
    expect(outcomeOf(operatorOwned, helm)).toBe('passed');
    expect(operatorOwned.code).toBe(origin.code);
  });
});

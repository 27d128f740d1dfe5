import { describe, expect, it } from 'vitest';

import type { ResourceQuota } from 'kubernetes-types/core/v1';

import { quota } from '../../../../../pkg/cassandra/core/operations/preflight/quota';
import { brief, input, outcomeOf } from './input';

const of = (hard: Record<string, string>, used: Record<string, string> = {}, spec: ResourceQuota['spec'] = {}): ResourceQuota => ({ metadata: { name: 'q', namespace: 'prod' }, spec, status: { hard, used } });
const given = (to: number, ...quotas: ResourceQuota[]) => input({ to, quotas, defaultClass: 'fast' });

describe('quota', () => {
  it('wants room for all that come', () => {
    expect(outcomeOf(quota, given(5, of({ pods: '5' }, { pods: '3' })))).toBe('passed');
    expect(brief(quota, given(6, of({ pods: '5' }, { pods: '3' })))).toEqual({ outcome: 'blocking', args: { resources: 'pods' } });
    expect(quota.of(given(6, of({ pods: '5' }, { pods: '3' }))).evidence).toEqual(['ResourceQuota q: pods: hard 5, used 3, wanted 3']);
  });

  it.each(['requests.cpu', 'requests.memory', 'limits.memory', 'requests.storage', 'persistentvolumeclaims', 'fast.storageclass.storage.k8s.io/requests.storage', 'fast.storageclass.storage.k8s.io/persistentvolumeclaims'])('knows %s', (resource) => {
    expect(brief(quota, given(4, of({ [resource]: '3' }, { [resource]: '3' })))).toEqual({ outcome: 'blocking', args: { resources: resource } });
    expect(outcomeOf(quota, given(4, of({ [resource]: '9Ti' }, { [resource]: '3' })))).toBe('passed');
    expect(outcomeOf(quota, given(3, of({ [resource]: '3' }, { [resource]: '3' })))).toBe('passed');
  });

  it('does not mind quotas for other things', () => {
    const full = [{ pods: '3' }, { pods: '3' }] as const;

    expect(outcomeOf(quota, given(4, of({ services: '0', 'other.storageclass.storage.k8s.io/requests.storage': '0' })))).toBe('passed');
    expect(outcomeOf(quota, given(4, of(...full, { scopes: ['BestEffort'] })))).toBe('passed');
    expect(outcomeOf(quota, given(4, of(...full, { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }] } })))).toBe('passed');
    expect(outcomeOf(quota, given(4, of(...full, { scopes: ['NotTerminating'] })))).toBe('blocking');
  });

  it('may be tried where quotas may not be read', () => {
    expect(outcomeOf(quota, input({ to: 4, quotas: undefined }))).toBe('warning');
  });
});

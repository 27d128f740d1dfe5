import { describe, expect, it } from 'vitest';

import type { ClusterSpec } from '../../../../../pkg/cassandra/core/manifest';
import { found } from './found';

const namespaces = [{ name: 'prod', terminating: false }, { name: 'apps', terminating: false }];

describe('networking', () => {
  it.each<[string, Partial<ClusterSpec>, string[]]>([
    ['a Service inside', { clientService: { type: 'ClusterIP', annotations: { 'example.com/a_B.c': 'x' } } }, []],
    ['a bad annotation', { clientService: { type: 'ClusterIP', annotations: { 'a b': 'x' } } }, ['clientService invalidAnnotation']],
    ['an annotation without a key', { clientService: { type: 'ClusterIP', annotations: { '': 'x' } } }, ['clientService invalidAnnotation']],
    ['a Service outside, without logins', { clientService: { type: 'LoadBalancer', annotations: {} } }, ['clientService (openToAll)']],
    ['a Service outside, with logins', { clientService: { type: 'NodePort', annotations: {} }, authentication: { secret: 'login' } }, []],
    ['a Service outside, behind a policy', { clientService: { type: 'NodePort', annotations: {} }, authentication: { secret: 'login' }, networkPolicy: { namespaces: ['apps'] } }, ['clientService (policyShutsOut)']],
    ['a policy', { networkPolicy: { namespaces: ['apps', 'prod'] } }, []],
    ['a policy for nobody', { networkPolicy: { namespaces: [] } }, ['networkPolicy (policyForNobody)']],
    ['a policy for a namespace that is not there', { networkPolicy: { namespaces: ['apps', 'later'] } }, ['networkPolicy (policyNamespaceMissing)']],
    ['a policy for what is no namespace', { networkPolicy: { namespaces: ['apps', 'No'] } }, ['networkPolicy invalidPolicyNamespace']],
  ])('%s', (_, change, expected) => expect(found(change, { namespaces })).toEqual(expected));
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { refusalsOf, remarkOf } from '../../../../pkg/cassandra/core/manifest/refusal';

interface Recorded { status: number; warning?: string; body?: { message?: string; details?: object } | string }

/** What a Kubernetes 1.36.3 answered when objects were applied. */
const recorded = JSON.parse(readFileSync(join(__dirname, '../../recorded/refusals-1.36.3.json'), 'utf8')) as Record<string, Recorded>;

function refusals(name: string, kind = 'StatefulSet') {
  const { status, body } = recorded[name]!;
  const answer = typeof body === 'object' ? { status, message: body.message ?? '', details: body.details } : { status, message: body ?? '' };

  return refusalsOf(answer, { kind, name: 'ring' });
}

describe('refusalsOf', () => {
  it.each([
    ['quota-service', 'Service', { code: 'quota', params: { quota: 'small', requested: 'services=1', used: 'services=0', limited: 'services=0' }, field: 'namespace' }],
    ['quota-statefulset', 'StatefulSet', { code: 'quota', params: { quota: 'small', requested: 'count/statefulsets.apps=1', used: 'count/statefulsets.apps=0', limited: 'count/statefulsets.apps=0' }, field: 'namespace' }],
    ['terminating', 'Service', { code: 'namespaceTerminating', params: { namespace: 'review-gone' }, field: 'namespace' }],
    ['namespace-missing', 'Service', { code: 'namespaceMissing', params: { namespace: 'review-nowhere' }, field: 'namespace' }],
    ['webhook-denied', 'StatefulSet', { code: 'webhook', params: { webhook: 'review-deny.example.org', message: 'image registry docker.io is not allowed here; use registry.example.com' } }],
    ['webhook-unreachable', 'StatefulSet', { code: 'webhookFailed', params: { webhook: 'review-bad.example.org', message: expect.stringContaining('connection refused') } }],
    ['policy-denied', 'StatefulSet', { code: 'policy', params: { policy: 'review-vap', message: 'every workload needs the label owner' } }],
    ['rights', 'StatefulSet', { code: 'rights', params: { user: 'jane', verb: 'patch', resource: 'statefulsets', namespace: 'review-plain' }, field: 'namespace' }],
    ['rights-cluster', 'StorageClass', { code: 'rightsClusterWide', params: { user: 'jane', verb: 'patch', resource: 'storageclasses' }, field: 'storageClass.name' }],
    ['invalid-name', 'Service', { code: 'invalid', params: { path: 'metadata.name', message: expect.stringContaining('lowercase RFC 1123 label') }, field: 'name' }],
    ['invalid-quantity', 'StatefulSet', { code: 'unconvertible', params: { message: expect.stringContaining('quantities must match') } }],
    ['unknown-field', 'StatefulSet', { code: 'unknownField', params: { path: '.spec.template.spec.containers[name="cassandra"].imge' } }],
    ['wrong-type', 'StatefulSet', { code: 'malformed', params: { path: '.spec.replicas', message: 'expected numeric (int or float), got string' } }],
    ['duplicate-key', 'StatefulSet', { code: 'malformed', params: { path: '.spec.template.spec.containers[name="cassandra"].ports', message: 'duplicate entries for key [containerPort=1,protocol="TCP"]' } }],
    ['conflict', 'StatefulSet', { code: 'owned', params: { manager: 'kubectl-edit', path: '.spec.template.spec.containers[name="cassandra"].image' } }],
    ['immutable', 'StatefulSet', { code: 'immutable', params: { path: 'spec', message: expect.stringContaining('updates to statefulset spec') } }],
    ['immutable-service', 'Service', { code: 'immutable', params: { path: 'spec.clusterIPs[0]', message: 'Invalid value: ["10.96.7.7"]: may not change once set' } }],
    ['exists', 'Service', { code: 'exists', params: { kind: 'Service', name: 'ring' }, field: 'name' }],
    ['kind-unknown', 'Gadget', { code: 'kindMissing', params: { kind: 'Gadget' } }],
    ['pss-pod', 'Pod', { code: 'podSecurity', params: { level: 'restricted', message: expect.stringMatching(/^allowPrivilegeEscalation != false/) } }],
    ['name-mismatch', 'Service', { code: 'other', params: { message: 'the name of the object (b) does not match the name on the URL (a)' } }],
  ])('understands %s', (name, kind, refusal) => {
    expect(refusals(name, kind)).toStrictEqual([refusal]);
  });

  it('names everything that is invalid, with the field of the form it comes from', () => {
    expect(refusals('invalid').map(({ code, params: { path }, field }) => [code, path, field])).toStrictEqual([
      ['invalid', 'spec.template.spec.containers[0].ports[0].name', undefined],
      ['invalid', 'spec.template.spec.containers[0].env[0].name', undefined],
      ['invalid', 'spec.template.spec.containers[0].resources.requests', 'resources.memory'],
    ]);
  });

  it('knows every recorded refusal but those that are mistakes of our own', () => {
    const other = Object.keys(recorded).filter((name) => recorded[name]!.status >= 400 && refusals(name)[0].code === 'other');

    expect(other).toStrictEqual(['name-mismatch', 'namespace-mismatch']);
  });

  it.each([0, 502, 503, 504])('takes status %i for no answer', (status) => {
    expect(refusalsOf({ status, message: 'Rancher gave no answer' }, { kind: 'Service', name: 'ring' })).toStrictEqual([{ code: 'unreachable', params: { message: 'Rancher gave no answer' } }]);
  });

  it('leads from a load balancer over quota to the client Service', () => {
    const message = 'services "ring-client" is forbidden: exceeded quota: lb, requested: services.loadbalancers=1, used: services.loadbalancers=0, limited: services.loadbalancers=0';

    expect(refusalsOf({ status: 403, message }, { kind: 'Service', name: 'ring-client' })[0].field).toBe('clientService');
  });
});

describe('remarkOf', () => {
  it('understands what Pod Security would refuse later', () => {
    const [, text = ''] = /"(.*)"$/.exec(recorded['pss-warning']!.warning!)!;

    expect(remarkOf(text.replace(/\\"/g, '"'))).toMatchObject({ code: 'podSecurity', params: { level: 'restricted' } });
  });

  it('hands on what it does not understand', () => {
    expect(remarkOf('spec.x is deprecated')).toStrictEqual({ code: 'other', params: { message: 'spec.x is deprecated' } });
  });
});

import { expect, it } from 'vitest';

import { codesOf, factsOf, madeFindings, objectsOf, ours, SPEC, type Edit } from './facts';
import { BITNAMI } from './foreign';

const WITH = { ...SPEC, authentication: { secret: 'login', create: { username: 'admin', password: 'x' } } };

it('finds passwords without anything that takes the first one away', () => {
  expect(madeFindings(ours(WITH, [['cassandra-for-rancher/superuser-secret', 'other']]))).toEqual([{
    code: 'defaultLogin', severity: 'warning', args: {}, evidence: ['authenticator: PasswordAuthenticator', 'metadata.annotations[cassandra-for-rancher/superuser-secret]: <none>'],
  }]);
  expect(madeFindings(ours(WITH, []))).toEqual([]);
});

it.each<[string, Edit, string]>([
  ['no password', [/ +- name: CASSANDRA_PASSWORD\n.*\n/, ''], '<none>'],
  ['the one that everybody knows', [/(name: CASSANDRA_PASSWORD\n +)valueFrom: .*/, '$1value: cassandra'], 'cassandra'],
])('finds a release of Bitnami with %s', (_, edit, said) => {
  const found = madeFindings(factsOf(objectsOf(BITNAMI, edit))).find(({ code }) => code === 'defaultLogin');

  expect(found?.evidence).toEqual(['authenticator: PasswordAuthenticator', `spec.template.spec.containers[cassandra].env[CASSANDRA_PASSWORD]: ${ said }`]);
});

it('takes a release with a Secret', () => {
  expect(codesOf(madeFindings(factsOf(objectsOf(BITNAMI))))).not.toContain('defaultLogin');
});

import { expect, it } from 'vitest';

import { codesOf, factsOf, madeFindings, objectsOf, ours, SPEC, type Edit } from './facts';
import { BITNAMI } from './foreign';

const path = 'spec.template.spec.containers[cassandra]';
const FILE: Edit = [/ +containers:\n/, '      volumes: [{ name: c, configMap: { name: c } }]\n$&'];
const file = (text: string) => ({ configMaps: [{ metadata: { name: 'c' }, data: { 'cassandra.yaml': text } }] });

it('finds that a stock image asks nobody', () => {
  expect(madeFindings(ours(SPEC, []))).toEqual([{ code: 'noLogins', severity: 'info', args: {}, evidence: [`${ path }.image: cassandra:5.0`] }]);
});

it('finds that the variable people hope for does nothing', () => {
  expect(madeFindings(ours(SPEC, [['env:\n', 'env:\n            - { name: CASSANDRA_AUTHENTICATOR, value: PasswordAuthenticator }\n']]))[0]?.evidence).toEqual([`${ path }.image: cassandra:5.0`, `${ path }.env[CASSANDRA_AUTHENTICATOR]: PasswordAuthenticator`]);
});

it('reads files as Cassandra does', () => {
  expect(codesOf(madeFindings(ours(SPEC, [FILE], file('authenticator: org.apache.cassandra.auth.AllowAllAuthenticator\n'))))).toEqual(['noLogins']);
  expect(codesOf(madeFindings(ours(SPEC, [FILE], file('authenticator:\n  class_name: "AllowAllAuthenticator"\n'))))).toEqual(['noLogins']);
  expect(codesOf(madeFindings(ours(SPEC, [FILE], file('authenticator: com.acme.LdapAuthenticator\n'))))).toEqual([]);
});

it('says nothing where anything may be', () => {
  expect(codesOf(madeFindings(ours(SPEC, [FILE], { configMaps: undefined })))).toEqual([]);
  expect(codesOf(madeFindings(ours(SPEC, [['image: cassandra:5.0', 'image: acme/our-cassandra:1']])))).toEqual([]);
  expect(codesOf(madeFindings(ours(SPEC, [['image: cassandra:5.0\n', 'image: cassandra:5.0\n          command: [sh, -c, "sed -i s/authenticator:.*/authenticator: PasswordAuthenticator/ /etc/cassandra/cassandra.yaml; docker-entrypoint.sh"]\n']])))).toEqual([]);
});

it('knows that Bitnami asks unless told otherwise', () => {
  expect(codesOf(madeFindings(factsOf(objectsOf(BITNAMI, ['env:\n', 'env:\n            - { name: CASSANDRA_AUTHENTICATOR, value: AllowAllAuthenticator }\n']))))).toContain('noLogins');
});

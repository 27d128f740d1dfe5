import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { conceal, CONCEALED, isSecretName } from '../../../../pkg/cassandra/core/cluster/conceal';

describe('conceal', () => {
  it.each([
    ['keystore_password: s3cret\nport: 1', `keystore_password: ${ CONCEALED }\nport: 1`],
    ['truststore_password: "two words" # why', `truststore_password: ${ CONCEALED } # why`],
    ['{ "keystore_password": "s3cret", "a": 1 }', `{ "keystore_password": ${ CONCEALED }, "a": 1 }`],
    ['{keystore_password: s3cret, a: 1}', `{keystore_password: ${ CONCEALED }, a: 1}`],
    ['-Dcom.sun.management.jmxremote.password=s3cret -Xmx1g', `-Dcom.sun.management.jmxremote.password=${ CONCEALED } -Xmx1g`],
    ['password:\nnext: 1', 'password:\nnext: 1'],
    ['authenticator: PasswordAuthenticator', 'authenticator: PasswordAuthenticator'],
    ['-Dpasswd.file=/etc/x', '-Dpasswd.file=/etc/x'],
  ])('%j', (text, expected) => expect(conceal(text)).toBe(expected));

  it('leaves no password behind, however often it is called', () => {
    fc.assert(fc.property(fc.stringMatching(/^[\w!@#$%^&*+=-]{6,20}$/), fc.constantFrom('keystore_password: ', 'jmx.password=', 'secret = ', '"passphrase": '), (secret, before) => {
      const once = conceal(`a: b\n${ before }${ secret }\nc: d`);

      expect(once).not.toContain(secret);
      expect(once).toMatch(/^a: b\n.*\nc: d$/);
      expect(conceal(once)).toBe(once);
    }));
  });
});

describe('isSecretName', () => {
  it.each(['CASSANDRA_PASSWORD', 'JMX_PASSWD', 'AUTH_TOKEN', 'token', 'S3_SECRET', 'API_KEY', 'privateKey'])('%s', (name) => expect(isSecretName(name)).toBe(true));
  it.each(['CASSANDRA_NUM_TOKENS', 'CASSANDRA_PASSWORD_FILE', 'CASSANDRA_PASSWORD_SEEDER', 'KEYSPACE'])('not %s', (name) => expect(isSecretName(name)).toBe(false));
});

import { describe, expect, it } from 'vitest';

import { isImageReference } from '../../../../pkg/cassandra/core/manifest/image-syntax';

describe('isImageReference', () => {
  it.each(['cassandra', 'cassandra:5.0', 'library/cassandra', 'docker.io/library/cassandra:5.0', 'localhost/cassandra', 'localhost:5000/a/b-c/d__e:x', 'reg.example.com:443/a.b/c@sha256:'.concat('0'.repeat(64)), '[2001:db8::1]:5000/cassandra:5', `a:1@sha256:${ 'f'.repeat(64) }`])(
    'takes %s', (text) => expect(isImageReference(text)).toBe(true),
  );

  it.each(['', ' ', 'Cassandra', 'cassandra:', 'cassandra:5.0 ', 'a b', 'a//b', '/a', 'a/', 'a:b:c', 'a@', 'a@sha256:12', 'a@sha256:1@sha256:2', 'a___b', '-a', 'a:-b', 'https://reg/a', `${ 'a'.repeat(400) }`])(
    'refuses "%s"', (text) => expect(isImageReference(text)).toBe(false),
  );
});

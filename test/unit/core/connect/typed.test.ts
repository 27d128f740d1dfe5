import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import type { Login } from '../../../../pkg/cassandra/core/connect/login';
import { typedCqlsh, typedWord, type TypedTarget } from '../../../../pkg/cassandra/core/connect/typed';
import type { ClientTls } from '../../../../pkg/cassandra/core/connect/tls';
import { TYPED_NODETOOL } from '../../../../pkg/cassandra/core/nodetool/command';

const directory = mkdtempSync(join(tmpdir(), 'typed-'));

afterAll(() => rmSync(directory, { recursive: true }));

/** What a shell makes of a line: each word that the program is called with, and its certificate if one is set. */
function run(shell: string, line: string, input = ''): string[] {
  for (const program of ['cqlsh', 'nodetool']) {
    writeFileSync(join(directory, program), '#!/bin/sh\nprintf "%s\\n" "$(printenv SSL_CERTFILE || echo none)" "$@"\n', { mode: 0o755 });
  }

  return execFileSync(shell, [...(shell === 'bash' ? ['--norc'] : []), '-c', line.replaceAll('/tmp/cqlshrc', join(directory, 'cqlshrc'))], { input, encoding: 'utf8', env: { PATH: `${ directory }:${ process.env.PATH }` } }).trimEnd().split('\n');
}

const OPEN: TypedTarget = { login: { wanted: 'no' }, tls: { wanted: 'no', optional: false, clientCertificate: false }, address: '10.42.0.7', port: 9042 };
const inPod = { ca: '/keys/client-ca.pem', keyAndCertificate: '/keys/client.pem' };
const withLogin = (username: NonNullable<Login['secret']>['username']): TypedTarget => ({ ...OPEN, login: { wanted: 'yes', secret: { name: 'superuser', username, password: 'password' } } });
const withTls = (tls: Partial<ClientTls>): TypedTarget => ({ ...OPEN, tls: { wanted: 'yes', optional: false, clientCertificate: false, ...tls } });

describe('a word that is typed', () => {
  it.each([['cassandra', 'cassandra'], ['/keys/a-b_c.pem', '/keys/a-b_c.pem'], ['two words', '\'two words\''], ['it\'s', '\'it\'\\\'\'s\''], ['$(reboot)', '\'$(reboot)\''], ['a;b', '\'a;b\'']])('%s is %s', (text, word) => {
    expect(typedWord(text)).toBe(word);
  });

  it.each([[''], ['a\nb'], ['a\rb'], ['a\tb'], ['\u0003'], ['\u001b[A'], ['a\u007f'], ['José'], ['名'], ['-p'], ['--file=/etc/passwd'], ['x'.repeat(257)]])('%j cannot be typed', (text) => {
    expect(typedWord(text)).toBeUndefined();
  });

  it.each(['sh', 'bash'])('is to %s what the text was', (shell) => {
    fc.assert(fc.property(fc.array(fc.string({ unit: fc.constantFrom(...Array.from({ length: 95 }, (_, code) => String.fromCharCode(32 + code))), minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 20 }), (texts) => {
      const words = texts.map(typedWord);

      fc.pre(!words.includes(undefined));
      expect(run(shell, `printf '%s\\n' ${ words.join(' ') }; echo .`)).toStrictEqual([...texts, '.']);
    }), { numRuns: 20 });
  });
});

describe('the line for cqlsh', () => {
  it('has the address and port of the node, and nothing else that is not wanted', () => {
    expect(typedCqlsh(OPEN)).toBe('cqlsh 10.42.0.7 9042');
    expect(typedCqlsh({ ...OPEN, address: 'fd00:42::7', port: 19042 })).toBe('cqlsh fd00:42::7 19042');
    // What is not known is left to cqlsh, which says what it lacks.
    expect(typedCqlsh({ ...OPEN, login: { wanted: 'unknown' }, tls: { ...OPEN.tls, wanted: 'unknown' } })).toBe('cqlsh 10.42.0.7 9042');
  });

  it.each([undefined, '', 'x', '10.0.0.1; reboot', '$(reboot)', '-e DROP', '10.0.0.1\n'])('has no address that is none: %j', (address) => {
    expect(typedCqlsh({ ...OPEN, address })).toBe('cqlsh localhost 9042');
  });

  it('has the user that the manifest names, as one word', () => {
    expect(typedCqlsh(withLogin({ value: 'cassandra' }))).toBe('cqlsh -u cassandra 10.42.0.7 9042');
    for (const shell of ['sh', 'bash']) {
      expect(run(shell, typedCqlsh(withLogin({ value: 'x\'; rm -rf "$HOME" `id` #' })))).toStrictEqual(['none', '-u', 'x\'; rm -rf "$HOME" `id` #', '10.42.0.7', '9042']);
    }
  });

  it.each<[string, TypedTarget]>([
    ['is in a Secret only', withLogin({ key: 'username' })],
    ['is nowhere', { ...OPEN, login: { wanted: 'yes' } }],
    ['cannot be typed', withLogin({ value: 'a\u0003\nreboot\n' })],
  ])('asks for a user whose name %s', (_, target) => {
    expect(typedCqlsh(target)).toBe('printf \'Username: \'; read -r cql_user; cqlsh -u "$cql_user" 10.42.0.7 9042');
    for (const shell of ['sh', 'bash']) {
      expect(run(shell, typedCqlsh(target), 'o\'neil "$x" \\n\n')).toStrictEqual(['Username: none', '-u', 'o\'neil "$x" \\n', '10.42.0.7', '9042']);
    }
  });

  it('names no key of the Secret: no password is in it', () => {
    expect(typedCqlsh(withLogin({ key: 'username' }))).not.toMatch(/password|superuser|-p\b/);
  });

  it('trusts the ring\'s authority where TLS is wanted', () => {
    const line = typedCqlsh(withTls({ inPod }));

    expect(line).toBe('SSL_CERTFILE=/keys/client-ca.pem cqlsh --ssl 10.42.0.7 9042');
    expect(run('sh', line)).toStrictEqual(['/keys/client-ca.pem', '--ssl', '10.42.0.7', '9042']);
  });

  it('shows the node\'s own certificate where clients must show one', () => {
    const line = typedCqlsh({ ...withTls({ inPod, clientCertificate: true }), login: withLogin({ key: 'username' }).login });

    for (const shell of ['sh', 'bash']) {
      expect(run(shell, line, 'admin\n')).toStrictEqual(['Username: none', '--ssl', '--cqlshrc', join(directory, 'cqlshrc'), '-u', 'admin', '10.42.0.7', '9042']);
      expect(readFileSync(join(directory, 'cqlshrc'), 'utf8')).toBe('[ssl]\ncertfile = /keys/client-ca.pem\nusercert = /keys/client.pem\nuserkey = /keys/client.pem\n');
    }
  });

  it('leaves certificates that it does not know to the image, and TLS away where it need not be', () => {
    expect(typedCqlsh(withTls({}))).toBe('cqlsh --ssl 10.42.0.7 9042');
    expect(typedCqlsh(withTls({ optional: true }))).toBe('cqlsh 10.42.0.7 9042');
    expect(typedCqlsh(withTls({ optional: true, inPod }))).toContain('--ssl');
    expect(typedCqlsh(withTls({ inPod: { ...inPod, ca: '/keys/\n' } }))).toBe('cqlsh --ssl 10.42.0.7 9042');
    expect(typedCqlsh(withTls({ inPod: { ...inPod, keyAndCertificate: '/keys/\n' }, clientCertificate: true }))).toBe('cqlsh --ssl 10.42.0.7 9042');
  });
});

describe('the line for nodetool', () => {
  it('keeps its heap small, and says that it can be typed', () => {
    expect(run('sh', `${ TYPED_NODETOOL }; echo "$MAX_HEAP_SIZE"; nodetool status`)).toStrictEqual(['Ready for nodetool, for example: nodetool status', '128M', 'none', 'status']);
  });
});

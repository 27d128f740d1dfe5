import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';

import { snippetsFor, type SnippetTarget } from '../../../../pkg/cassandra/core/connect/snippets';

const plain: SnippetTarget = { namespace: 'prod', host: 'db.prod.svc', port: 9042, datacenter: 'dc1', node: { pod: 'db-0', container: 'cassandra', image: 'cassandra:5.0', host: 'db-0.db.prod.svc' } };
const login: SnippetTarget['login'] = { secret: { name: 'db-superuser', username: { key: 'username' }, password: 'password' } };
const tls: SnippetTarget['tls'] = { clientCertificate: false, secret: 'db-tls', inPod: { ca: '/keys/client-ca.pem', keyAndCertificate: '/keys/client.pem' } };

const targets: Record<string, SnippetTarget> = {
  plain,
  login: { ...plain, login },
  tls:   { ...plain, tls },
  all:   { ...plain, login, tls: { ...tls, clientCertificate: true } },
};

/** All texts of a target by name. */
function textsOf(target: SnippetTarget): [string, string][] {
  const { cqlsh, programs, deployment } = snippetsFor(target);

  return [...cqlsh.map(({ code, text }): [string, string] => [`cqlsh-${ code }.sh`, text]), ...programs.map(({ language, text }): [string, string] => [language, text]), ['deployment', deployment]];
}

const program = (target: SnippetTarget, language: string) => snippetsFor(target).programs.find((each) => each.language === language)!.text;

// All of these were compiled when they were recorded, and run in the lab: without TLS, with it, and with client certificates.
describe.each(Object.entries(targets))('the snippets (%s)', (name, target) => {
  it.each(textsOf(target))('%s', async(file, text) => {
    await expect(text).toMatchFileSnapshot(join(__dirname, `recorded/${ name }-${ file }.txt`));
  });
});

describe('a snippet', () => {
  it('says where the ring is', () => {
    for (const { text } of snippetsFor(plain).programs) {
      expect(text).toContain('db.prod.svc');
      expect(text).toContain('9042');
      expect(text).toContain('"dc1"');
    }
  });

  it.each(['java', 'python', 'node', 'go'])('in %s speaks of logins and of TLS only where they are wanted', (language) => {
    expect(program(plain, language)).not.toMatch(/PASSWORD|tls|ssl/i);
    expect(program(targets['login']!, language)).toContain('CASSANDRA_PASSWORD');
    expect(program(targets['tls']!, language)).toContain('/etc/cassandra-tls/ca.crt');
    expect(program(targets['tls']!, language)).not.toMatch(/tls\.key|keystore/);
  });

  it('keeps strange names of datacenters in one literal', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (datacenter) => {
      for (const { text } of snippetsFor({ ...plain, datacenter }).programs) {
        expect(text).toContain(JSON.stringify(datacenter));
      }
      expect(load(snippetsFor({ ...plain, datacenter }).deployment)).toMatchObject({ spec: { template: { spec: { containers: [{ env: expect.arrayContaining([{ name: 'CASSANDRA_LOCAL_DATACENTER', value: datacenter }]) }] } } } });
    }));
  });
});

describe('cqlsh', () => {
  it.each(Object.entries(targets))('is a command of the shell, and asks for the password (%s)', (_, target) => {
    for (const { text } of snippetsFor(target).cqlsh) {
      execFileSync('bash', ['-n'], { input: text });
      expect(text).not.toMatch(/ -p |--password|\.data "password"/);
    }
  });

  it('has the name that the manifest gives', () => {
    const byValue = { secret: { name: 's', username: { value: 'admin' }, password: 'p' } };

    expect(snippetsFor({ ...plain, login: byValue }).cqlsh[0]?.text).toBe('kubectl -n prod exec -it db-0 -c cassandra -- cqlsh db-0.db.prod.svc 9042 \\\n  -u admin\n');
  });

  it('is left out where nothing is known of how TLS was set up, or a certificate cannot be had', () => {
    expect(snippetsFor({ ...plain, tls: { clientCertificate: false } }).cqlsh).toStrictEqual([]);
    expect(snippetsFor(targets['all']!).cqlsh.map(({ code }) => code)).toStrictEqual(['inPod']);
  });
});

describe('the application', () => {
  const volumes = (target: SnippetTarget) => load(snippetsFor(target).deployment);

  it('gets the ring\'s CA, and never its key', () => {
    expect(volumes(targets['tls']!)).toMatchObject({ spec: { template: { spec: { volumes: [{ secret: { secretName: 'db-tls', items: [{ key: 'ca.crt', path: 'ca.crt' }] } }] } } } });
    expect(volumes(targets['all']!)).toMatchObject({ spec: { template: { spec: { volumes: [{ secret: { secretName: 'my-app-cassandra-tls' } }] } } } });
  });

  it('has a Secret of its own where the ring\'s is not known', () => {
    expect(snippetsFor({ ...plain, login: {} }).deployment).toContain('name: my-app-cassandra\n');
  });
});

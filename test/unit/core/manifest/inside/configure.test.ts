import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { dump, load } from 'js-yaml';
import { beforeAll, describe, expect, it } from 'vitest';

import { CONFIGURE_SCRIPT } from '../../../../../pkg/cassandra/core/manifest/inside/configure';
import { runScript, temporary } from './run-script';

/** All ways of writing that the files of the releases have: comments in between, lists without indentation, long texts. */
const SHIPPED = `# Licensed
cluster_name: 'Test Cluster'
num_tokens: 16
# initial_token:
hints_directory: /var/lib/cassandra/hints

seed_provider:
    # Addresses
    - class_name: org.apache.cassandra.locator.SimpleSeedProvider
      parameters:
          - seeds: "127.0.0.1:7000"
data_file_directories:
- /var/lib/cassandra/data
# in between
- /more
listen_address: localhost
# broadcast_address: 1.2.3.4
memtable:
  configurations:
    skiplist:
      class_name: SkipListMemtable

    default:
      inherits: skiplist
concurrent_reads : 32
comment: |
  # no comment: it is text

  num_tokens: 1
last: true`;

/** The files of a pod before it starts. */
function pod(settings: Record<string, unknown>, shipped = SHIPPED) {
  const root = temporary();
  const [image, copy, given, keys] = ['image', 'copy', 'settings', 'keys'].map((name) => join(root, name));

  [image, copy, given, keys].forEach((directory) => mkdirSync(directory!));
  writeFileSync(join(image!, 'cassandra.yaml'), shipped);
  writeFileSync(join(image!, 'jvm-server.options'), '-ea\n');
  mkdirSync(join(image!, 'triggers'));
  writeFileSync(join(image!, 'triggers/README.txt'), 'x');
  writeFileSync(join(given!, 'cassandra.yaml'), dump(settings));

  return { root, image: image!, copy: copy!, given: given!, keys: keys!, read: (file: string) => readFileSync(join(copy!, file), 'utf8') };
}

const run = ({ image, copy, given, keys }: ReturnType<typeof pod>, ...tls: string[]) => runScript(CONFIGURE_SCRIPT, [image, copy, given, keys, ...tls]);

describe('the settings', () => {
  const anything = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string()), fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), fc.oneof(fc.integer(), fc.array(fc.string({ unit: 'grapheme' })), fc.string()), { noNullPrototype: true }));
  const keys = [...Object.keys(Object(load(SHIPPED))), 'new_setting', 'seed', 'num_tokens_', 'Last'];

  it('replace those of the image, each as a whole, and no other', () => {
    fc.assert(fc.property(fc.dictionary(fc.constantFrom(...keys), anything, { noNullPrototype: true, minKeys: 1 }), (settings) => {
      const files = pod(settings);

      expect(run(files)).toEqual({ status: 0, stdout: '', stderr: '' });
      expect(load(files.read('cassandra.yaml'))).toEqual({ ...Object(load(SHIPPED)), ...settings });
    }), { numRuns: 60 });
  });

  it('leave the comments, among which are lines that the entrypoint makes settings of', () => {
    const files = pod({ listen_address: 'x', data_file_directories: ['/d'], num_tokens: 8 });

    run(files);
    for (const comment of SHIPPED.split('\n').filter((line) => line.startsWith('#'))) {
      expect(files.read('cassandra.yaml').split('\n')).toContain(comment);
    }
  });

  it.each(['5.0', '4.1'])('go into the file of the lab\'s image %s', (line) => {
    const shipped = readFileSync(`test/lab/internal/image/rootfs/cassandra-${ line }/etc/cassandra/cassandra.yaml`, 'utf8');
    const settings = { authenticator: 'PasswordAuthenticator', role_manager: { class_name: 'X' }, concurrent_reads: 64 };
    const files = pod(settings, shipped);

    run(files);
    expect(load(files.read('cassandra.yaml'))).toEqual({ ...Object(load(shipped)), ...settings });
  });

  it('come with the rest of the image\'s files and with options of the JVM, and again when Kubernetes runs it twice', () => {
    const files = pod({ num_tokens: 8 });

    writeFileSync(join(files.given, 'jvm-server.options'), '-Da=b\n');
    run(files);
    const first = files.read('cassandra.yaml');

    expect(run(files).status).toBe(0);
    expect(files.read('cassandra.yaml')).toBe(first);
    expect(files.read('jvm-server.options')).toBe('-ea\n-Da=b\n');
    expect(files.read('triggers/README.txt')).toBe('x');
  });
});

describe('keys and certificates', () => {
  const pem: Record<string, string> = {};
  const openssl = (args: string, input = '') => execFileSync('openssl', args.split(' '), { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
  const certificate = (kind: string) => {
    const file = join(mkdtempSync(join(tmpdir(), 'inside-')), 'key');

    writeFileSync(file, pem[kind]!);
    try {
      return openssl(`req -x509 -new -key ${ file } -subj /CN=orders -days 1`);
    } finally {
      rmSync(dirname(file), { recursive: true });
    }
  };

  beforeAll(() => {
    pem['rsa'] = openssl('genrsa -traditional 2048');
    pem['ec'] = openssl('ecparam -name prime256v1 -genkey -noout');
    pem['locked'] = openssl('pkcs8 -topk8 -passout pass:secret', pem['rsa']);
    pem['pkcs8'] = openssl('pkcs8 -topk8 -nocrypt', pem['rsa']);
    pem['ed25519'] = openssl('genpkey -algorithm ed25519');
    for (const kind of ['rsa', 'ec', 'ed25519']) {
      pem[`${ kind }.crt`] = certificate(kind);
    }
  });

  /** Runs it with a Secret of these keys. */
  function withSecret(secret: Record<string, string>) {
    const files = pod({ x: 1 });
    const from = join(files.root, 'secret');

    mkdirSync(from);
    Object.entries(secret).forEach(([key, value]) => writeFileSync(join(from, key), value));
    const { status, stderr } = run(files, 'client', 'orders-tls', from);

    return { status, stderr, files };
  }

  it.each([['rsa', 'rsa.crt'], ['pkcs8', 'rsa.crt'], ['ec', 'ec.crt']])('of kind %s become what Cassandra reads, for nobody else to read', (key, crt) => {
    const { status, files } = withSecret({ 'tls.key': pem[key]!, 'tls.crt': pem[crt]!, 'ca.crt': pem['rsa.crt']! });
    const own = join(files.keys, 'client.pem');

    expect(status).toBe(0);
    expect(readFileSync(own, 'utf8')).toBe(openssl('pkcs8 -topk8 -nocrypt', pem[key]) + pem[crt]);
    expect(readFileSync(join(files.keys, 'client-ca.pem'), 'utf8')).toBe(pem['rsa.crt']);
    expect(statSync(own).mode & 0o077).toBe(0);
  });

  it.each<[string, Record<string, string>, string]>([
    ['without the authority', { 'ca.crt': '' }, 'Secret orders-tls has no ca.crt'],
    ['with a key that is none', { 'tls.key': 'x' }, 'Secret orders-tls: tls.key is no private key in PEM, or is locked with a password'],
    ['with a locked key', { 'tls.key': 'locked' }, 'Secret orders-tls: tls.key is no private key in PEM, or is locked with a password'],
    ['with the key of another', { 'tls.key': 'ec' }, 'Secret orders-tls: tls.key is not the key of tls.crt'],
    ['with a kind of key that Cassandra lacks', { 'tls.key': 'ed25519', 'tls.crt': 'ed25519.crt' }, 'Secret orders-tls: tls.key is of a kind that Cassandra cannot use (RSA and EC it can)'],
    ['with a key for a certificate', { 'tls.crt': 'rsa' }, 'Secret orders-tls: tls.crt is no certificate in PEM'],
  ])('a Secret %s is named in one line', (_, wrong, line) => {
    const secret = { 'tls.key': 'rsa', 'tls.crt': 'rsa.crt', 'ca.crt': 'rsa.crt', ...wrong };
    const { status, stderr } = withSecret(Object.fromEntries(Object.entries(secret).map(([key, name]) => [key, pem[name] ?? name])));

    expect({ status, stderr }).toEqual({ status: 1, stderr: `${ line }\n` });
  });

  it('and a Secret without a key at all', () => {
    const files = pod({ x: 1 });

    rmSync(files.keys, { recursive: true });
    expect(run(files, 'internode', 'ring-tls', files.root).stderr).toBe('Secret ring-tls has no tls.crt\n');
  });
});

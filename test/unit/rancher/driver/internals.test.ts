import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * What is used of the driver beside its public interface. Another version may have it under another name: then these fail,
 * and not a session in somebody's browser.
 */
const require = createRequire(import.meta.url);
const lib = join(dirname(require.resolve('cassandra-driver/package.json')), 'lib');
const source = (file: string) => readFileSync(join(lib, file), 'utf8');
const unused = require.resolve('../../../../pkg/cassandra/rancher/driver/shims/unused.js');

interface Rule {
  readonly include: string | string[];
  readonly resolve?: { readonly alias: Record<string, string> };
}

function rules(): Rule[] {
  const config = { module: { rules: [] as Rule[] } };

  (require('../../../../pkg/cassandra/rancher/driver/webpack') as (config: object) => void)(config);

  return config.module.rules;
}

describe('the driver', () => {
  it('is the version that was looked at', () => {
    expect((require('cassandra-driver/package.json') as { version: string }).version).toBe('4.10.0');
  });

  it.each([
    ['connection.js', 'new net.Socket({'],
    ['connection.js', 'this.netClient.connect(this.port, this.address,'],
    // raw-rows.ts
    ['streams.js', 'Parser.prototype.parseRows = function (frameInfo, reader)'],
    ['streams.js', 'row[c.name] = this.encoder.decode(cellBuffer, c.type)'],
    ['streams.js', 'this.push({\n      header: frameInfo.header,\n      row: row,\n      meta: frameInfo.meta'],
    ['readers.js', 'meta.keyspace = this.readString();\n      meta.table = this.readString();'],
    ['readers.js', 'col.ksname = this.readString();\n        col.tablename = this.readString();'],
    // nodes.ts
    ['host-connection-pool.js', 'this.emit(\'open\', err, c)'],
    ['host-connection-pool.js', 'this.emit(\'remove\')'],
    ['host.js', 'warmupPool(keyspace)'],
    ['host.js', 'initializePool()'],
    ['execution-profile.js', 'getDistance(host)'],
    ['client.js', '\'profileManager\''],
    // addresses.ts: what is taken for an address is not looked up, and contact points are read again when all is lost
    ['control-connection.js', 'if (net.isIP(addressOrName))'],
    ['control-connection.js', 'this.options.contactPoints.map('],
    // options.ts: 0 counts as no consistency at all
    ['requests.js', 'this.options.getConsistency() || types.consistencies.one'],
    ['request-execution.js', 'this._parent.client.keyspace = response.keyspaceSet'],
  ])('has in %s: %s', (file, text) => {
    expect(source(file).replace(/\r/g, '')).toContain(text);
  });
});

describe('the bundle', () => {
  const aliases = Object.assign({}, ...rules().map(({ resolve }) => resolve?.alias)) as Record<string, string>;

  /** Every file of the driver that comes along, and what they ask for that is no file of it. */
  function reached(): { files: Set<string>; modules: Set<string> } {
    const files = new Set<string>();
    const modules = new Set<string>();
    const entries = ['client.js', 'errors.js', 'streams.js', 'policies/index.js', 'policies/address-resolution.js', 'types/index.js'].map((file) => join(lib, file));

    for (let file = entries.pop(); file; file = entries.pop()) {
      if (files.has(file) || file.endsWith('.json')) {
        continue;
      }
      files.add(file);
      for (const [, name = ''] of readFileSync(file, 'utf8').replace(/^ *\*.*$/gm, '').matchAll(/\brequire\(['"]([^'"]+)['"]\)/g)) {
        const resolved = name.startsWith('.') ? createRequire(file).resolve(name) : name;

        if (!name.startsWith('.')) {
          modules.add(name.replace(/^node:/, ''));
        } else if (aliases[resolved.replace(/\.js$/, '')] !== unused && aliases[resolved] !== unused) {
          entries.push(resolved);
        }
      }
    }

    return { files, modules };
  }

  it('has all that the driver asks for', () => {
    const { modules } = reached();

    expect([...modules].filter((name) => !(name in aliases)).sort()).toEqual(['events', 'long', 'stream']);
  });

  it('leaves out what makes functions out of text, and what is not Cassandra\'s', () => {
    const { files } = reached();

    expect([...files].filter((file) => /mapping|datastax|geometry|insights|gssapi/.test(file))).toEqual([]);
    for (const file of files) {
      expect(readFileSync(file, 'utf8')).not.toMatch(/\beval\(|new Function\(|require\('vm'\)/);
    }
  });

  it('uses every replacement that is there', () => {
    const shims = dirname(unused);
    const used = JSON.stringify(rules());

    expect(readdirSync(shims).filter((file) => !used.includes(join(shims, file)))).toEqual([]);
  });
});

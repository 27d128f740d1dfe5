import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';

const root = join(__dirname, '../..');
const strings = (locale: string) => flatten(load(readFileSync(join(root, `l10n/${ locale }.yaml`), 'utf8')));

/** `{ a: { b: 'text' } }` → `a.b` → `text`. */
function flatten(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') {
    return new Map([[path, value]]);
  }
  if (typeof value !== 'object' || value === null) {
    throw new Error(`${ path } is no text: ${ String(value) }`);
  }

  return new Map(Object.entries(value).flatMap(([key, inner]) => [...flatten(inner, path ? `${ path }.${ key }` : key)]));
}

/** The names of a message's ICU arguments. */
const args = (message: string): string[] => [...new Set([...message.matchAll(/\{\s*(\w+)\s*[,}]/g)].map(([, name]) => name ?? ''))].sort();

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);

    return entry.isDirectory() && !['node_modules', '.shell'].includes(entry.name) ? sources(path) : /\.(ts|vue)$/.test(entry.name) ? [readFileSync(path, 'utf8')] : [];
  });
}

describe('the two languages', () => {
  const english = strings('en-us');
  const chinese = strings('zh-hans');

  it('have the same keys', () => {
    expect([...chinese.keys()].sort()).toStrictEqual([...english.keys()].sort());
  });

  it.each([...english])('%s takes the same arguments', (key, message) => {
    expect(args(chinese.get(key) ?? '')).toStrictEqual(args(message));
  });

  it('are both without empty texts', () => {
    expect([...english, ...chinese].filter(([, text]) => !text.trim())).toStrictEqual([]);
  });
});

/** The name of Cassandra's own file looks like a key. */
const FILE = 'cassandra.yaml';

describe('the code', () => {
  it('asks only for keys that exist', () => {
    const english = strings('en-us');
    const asked = sources(join(root, 'pkg/cassandra')).flatMap((text) => [...text.matchAll(/['"`](cassandra\.[\w.]+\w)['"`]/g)].map(([, key]) => key ?? ''));

    expect(asked.length).toBeGreaterThan(0);
    expect([...new Set(asked)].filter((key) => key !== FILE && !english.has(key))).toStrictEqual([]);
  });
});

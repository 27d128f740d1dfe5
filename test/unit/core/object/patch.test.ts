import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { diff } from '../../../../pkg/cassandra/core/object/diff';
import { patch, type Patch } from '../../../../pkg/cassandra/core/object/patch';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const key = fc.constantFrom('a', 'b', 'name', 'port', '1', '2', '__proto__', 'constructor');

/** Values that look alike often enough to be changed in parts: few keys, lists with and without identities. */
const { value } = fc.letrec<{ value: Json; map: Record<string, Json> }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 },
    fc.constantFrom<Json>(null, true, 0, 1, '', 'x'),
    tie('map'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.uniqueArray(fc.tuple(fc.constantFrom('p', 'q', 'r', '7', '10'), tie('map')), { selector: ([name]) => name, maxLength: 4 })
      .map((items) => items.map(([name, rest]): Json => ({ ...rest, name }))),
  ),
  map: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
}));

const apply = (target: unknown, change: Patch | undefined) => change ? patch(target, change) : target;
const record = fc.record({ left: value, right: value, list: value }, { requiredKeys: [] });

describe('diff and patch', () => {
  it('lead from any value to any other', () => {
    fc.assert(fc.property(value, value, (from, to) => {
      expect(apply(from, diff(from, to))).toEqual(to);
    }), { numRuns: 2000 });
  });

  it('find no difference exactly where there is none', () => {
    fc.assert(fc.property(value, value, (a, b) => {
      expect(diff(a, structuredClone(a))).toBeUndefined();
      expect(diff(a, b) === undefined).toBe(JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)));
    }), { numRuns: 1000 });
  });

  it('change nothing on a second run, nor what they are given', () => {
    fc.assert(fc.property(value, value, value, (from, to, other) => {
      const change = diff(from, to);
      const before = structuredClone([other, change]);
      const once = apply(other, change);

      expect(apply(once, change)).toEqual(once);
      expect([other, change]).toEqual(before);
    }), { numRuns: 1000 });
  });

  it('keep the fields of another value that do not differ between the two', () => {
    fc.assert(fc.property(record, record, value, value, (from, to, mine, other) => {
      const change = diff({ ...from, kept: mine }, { ...to, kept: mine });

      expect(apply({ ...from, kept: other }, change)).toEqual({ ...to, kept: other });
    }), { numRuns: 500 });
  });

  it('keep the items of another list that do not differ, behind what they stood behind', () => {
    const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', '1', '2', '30'));
    const foreign = fc.uniqueArray(fc.constantFrom('x', 'y', 'z'));

    fc.assert(fc.property(names, names, foreign, fc.integer({ min: 0, max: 5 }), (from, to, strangers, at) => {
      const items = (list: string[]) => list.map((name) => ({ name }));
      const target = [...from.slice(0, at), ...strangers, ...from.slice(at)];
      const result = [apply(items(target), diff(items(from), items(to)))].flat().map((item) => Object(item).name);

      expect(result.filter((name) => !strangers.includes(name))).toEqual(to);
      expect(result.filter((name) => strangers.includes(name))).toEqual(strangers);
    }), { numRuns: 1000 });
  });

  it('survive JSON', () => {
    fc.assert(fc.property(value, value, (from, to) => {
      const change = diff(from, to);

      expect(JSON.parse(JSON.stringify({ change }))).toEqual({ ...(change ? { change } : {}) });
    }));
  });
});

describe('a patch', () => {
  const env = (...entries: [string, string][]) => ({ containers: [{ name: 'cassandra', image: 'cassandra:5.0', env: entries.map(([name, text]) => ({ name, value: text })) }] });

  it('says no more than what differs', () => {
    expect(diff(env(['A', '1'], ['B', '2']), env(['A', '1'], ['B', '3']))).toEqual({ fields: { containers: { items: { cassandra: { fields: { env: { items: { B: { fields: { value: { set: '3' } } } } } } } } } } });
  });

  it('lets what others added stay', () => {
    const change = diff(env(['A', '1'], ['C', '3']), env(['A', '1'], ['B', '2'], ['C', '3']));
    const live = { containers: [{ name: 'sidecar' }, { ...env(['A', '0'], ['INJECTED', 'x'], ['C', '3']).containers[0], imagePullPolicy: 'Always' }] };

    expect(apply(live, change)).toEqual({
      containers: [{ name: 'sidecar' }, { name: 'cassandra', image: 'cassandra:5.0', env: [['A', '0'], ['INJECTED', 'x'], ['B', '2'], ['C', '3']].map(([name, text]) => ({ name, value: text })), imagePullPolicy: 'Always' }],
    });
  });

  it('does not make halves of things that are gone', () => {
    const change = diff(env(['A', '1']), env(['A', '2']));

    expect(apply({ containers: [] }, change)).toEqual({ containers: [] });
    expect(apply({}, change)).toEqual({});
    expect(apply({ containers: 'text' }, change)).toEqual({ containers: 'text' });
  });

  it.each<[string, Json, Json]>([
    ['mounts by path, for a volume may be mounted twice', [{ name: 'v', mountPath: '/a' }, { name: 'v', mountPath: '/b' }], [{ name: 'v', mountPath: '/a' }, { name: 'v', mountPath: '/b', readOnly: true }]],
    ['claim templates by the name inside', [{ metadata: { name: 'data' }, spec: { a: 1 } }], [{ metadata: { name: 'data' }, spec: { a: 2 } }]],
    ['ports by number where they have no name', [{ containerPort: 9042 }, { containerPort: 7000 }], [{ containerPort: 9042, hostPort: 1 }, { containerPort: 7000 }]],
  ])('tells %s', (_, from, to) => {
    expect(diff(from, to)).toHaveProperty('items');
  });

  it.each<[string, Json, Json]>([
    ['arguments', ['drain'], ['drain', '-f']],
    ['items with one identity', [{ name: 'a' }, { name: 'a', b: 1 }], [{ name: 'a' }]],
  ])('replaces lists of %s', (_, from, to) => {
    expect(diff(from, to)).toEqual({ set: to });
  });
});

/** The same value with the fields of its maps in one order. */
function sorted(json: Json): Json {
  if (Array.isArray(json)) {
    return json.map(sorted);
  }

  return json !== null && typeof json === 'object' ? { map: Object.entries(json).sort(([a], [b]) => a < b ? -1 : 1).map(([name, inner]) => [name, sorted(inner)]) } : json;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { itemKey, keyspaceId } from '../../../../../pkg/cassandra/core/cql/schema/items';
import { keysAbove, SYSTEM_KEY, treeRows, type TreeRow } from '../../../../../pkg/cassandra/core/cql/schema/tree';
import { treeAction } from '../../../../../pkg/cassandra/core/cql/schema/tree-keys';
import { shop } from './rows';

const open = (...keyspaces: readonly string[]) => new Set([SYSTEM_KEY, ...keyspaces.map((name) => itemKey(keyspaceId(name)))]);
const lines = (rows: readonly TreeRow[]) => rows.map(({ level, label, isOpen }) => `${ '  '.repeat(level - 1) }${ isOpen === undefined ? '' : isOpen ? 'v ' : '> ' }${ label }`);

describe('the tree of a schema', () => {
  it('shows keyspaces, and those of Cassandra folded after them', () => {
    expect(lines(treeRows(shop, new Set()))).toEqual(['> Odd"', '> shop', '> ']);
  });

  it('shows what is in those that are open', () => {
    expect(lines(treeRows(shop, open('Odd"', 'system')))).toEqual(['v Odd"', '  Select', '> shop', 'v ', '  v system', '    local', '  > system_views']);
  });

  it('tells each row its place among its siblings', () => {
    const rows = treeRows(shop, open('shop'));

    expect(rows.filter(({ level }) => level === 1).map(({ position, siblings }) => `${ position }/${ siblings }`)).toEqual(['1/3', '2/3', '3/3']);
    expect(rows.find(({ label }) => label === 'orders')).toMatchObject({ level: 2, position: 2, siblings: 8 });
  });

  it.each([
    ['ORD', ['v shop', '  orders']],
    ['shop', ['> shop']],
    ['shop.ord', ['v shop', '  orders']],
    ['odd".', ['v Odd"', '  Select']],
    ['step(int', ['v shop', '  step(int, int)']],
    ['near', ['v shop', '  orders']],
    ['sett', ['v ', '  v system_views', '    settings']],
    ['nothing', []],
    ['  ', ['> Odd"', '> shop', '> ']],
  ])('finds %s', (search, expected) => {
    expect(lines(treeRows(shop, new Set(), search))).toEqual(expected);
  });

  it('says by which index a table was found', () => {
    expect(treeRows(shop, new Set(), 'like_').at(-1)).toMatchObject({ label: 'orders', index: 'like_sku' });
    expect(treeRows(shop, new Set(), 'orders').at(-1)?.index).toBeUndefined();
  });

  it('opens what hides an item', () => {
    const id = { kind: 'table', keyspace: 'system_views', name: 'settings' } as const;

    expect(treeRows(shop, new Set(keysAbove(shop, id))).some(({ key }) => key === itemKey(id))).toBe(true);
  });

  it('has a thousand tables at once', () => {
    const [keyspace] = [...shop.keyspaces.values()];
    const table = [...keyspace!.tables.values()][0]!;
    const many = { ...shop, keyspaces: new Map([['Odd"', { ...keyspace!, tables: new Map(Array.from({ length: 1000 }, (_, index) => [`t${ index }`, { ...table, name: `t${ index }` }])) }]]) };

    expect(treeRows(many, open('Odd"'))).toHaveLength(1001);
    expect(treeRows(many, new Set(), 't99').map(({ label }) => label)).toEqual(['Odd"', 't99', ...Array.from({ length: 10 }, (_, index) => `t99${ index }`)]);
  });
});

describe('keys in the tree', () => {
  const rows = treeRows(shop, open('Odd"'));
  const [odd, select, shopRow, fold, system] = rows.map(({ key }) => key);

  it.each([
    ['down', odd, 'ArrowDown', 'focus', select], ['down at the end', rows.at(-1)!.key, 'ArrowDown', undefined, undefined], ['up', select, 'ArrowUp', 'focus', odd],
    ['up at the start', odd, 'ArrowUp', undefined, undefined], ['the end', odd, 'End', 'focus', rows.at(-1)!.key], ['home', fold, 'Home', 'focus', odd],
    ['into what is open', odd, 'ArrowRight', 'focus', select], ['opening', shopRow, 'ArrowRight', 'open', shopRow], ['right on a leaf', select, 'ArrowRight', undefined, undefined],
    ['to the one above', select, 'ArrowLeft', 'focus', odd], ['closing', odd, 'ArrowLeft', 'close', odd], ['left on top', shopRow, 'ArrowLeft', undefined, undefined],
    ['choosing', select, 'Enter', 'choose', select], ['the space bar', select, ' ', 'choose', select],
    ['a letter', odd, 's', 'focus', select], ['the same letter again', select, 'S', 'focus', shopRow], ['a letter from the start again', system, 'o', 'focus', odd],
    ['no such letter', odd, 'x', undefined, undefined], ['Tab', odd, 'Tab', undefined, undefined],
  ])('%s', (_, at, pressed, does, key) => {
    expect(treeAction(rows, at!, pressed)).toEqual(does && { does, key });
  });

  it('do not close what a search holds open', () => {
    const found = treeRows(shop, new Set(), 'orders');

    expect(treeAction(found, found[0]!.key, 'ArrowLeft')).toBeUndefined();
  });

  it('only ever lead to rows that are there', () => {
    fc.assert(fc.property(fc.subarray(rows.map(({ key }) => key)), fc.constantFrom(...rows), fc.constantFrom('ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'Enter', 's', 'é'), (keys, { key: at }, pressed) => {
      const shown = treeRows(shop, new Set(keys));
      const action = treeAction(shown, at, pressed);

      expect(action === undefined || shown.some(({ key }) => key === action.key)).toBe(true);
    }));
  });
});

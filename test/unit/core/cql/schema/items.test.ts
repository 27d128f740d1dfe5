import { describe, expect, it } from 'vitest';

import { classify } from '../../../../../pkg/cassandra/core/cql/classify';
import { findItem, itemKey, itemLabel, itemsIn, keyspaceId, selectSome } from '../../../../../pkg/cassandra/core/cql/schema/items';
import { shop } from './rows';

const all = [...shop.keyspaces.values()].flatMap((keyspace) => [keyspaceId(keyspace.name), ...itemsIn(keyspace)]);

describe('what there is in a schema', () => {
  it('is told by kind', () => {
    expect(itemsIn(shop.keyspaces.get('shop')!).map((id) => `${ id.kind } ${ itemLabel(id) }`)).toEqual([
      'table hits', 'table orders', 'view by_sku', 'type address', 'type phone', 'function double(int)', 'function step(int, int)', 'aggregate total(int)',
    ]);
  });

  it.each(all.map((id) => [`${ id.kind } ${ id.name }`, id] as const))('finds %s again', (_, id) => {
    const item = findItem(shop, structuredClone(id));

    expect(item?.kind).toBe(id.kind);
    expect(item?.keyspace.name).toBe(id.keyspace);
  });

  it('has a key of its own', () => {
    expect(new Set(all.map(itemKey)).size).toBe(all.length);
  });

  it.each([
    [{ kind: 'table', keyspace: 'nowhere', name: 'orders' }], [{ kind: 'table', keyspace: 'shop', name: 'Orders' }], [{ kind: 'view', keyspace: 'shop', name: 'orders' }],
    [{ kind: 'function', keyspace: 'shop', name: 'double', args: ['text'] }], [{ kind: 'aggregate', keyspace: 'shop', name: 'total' }],
  ] as const)('does not find %o', (id) => {
    expect(findItem(shop, id)).toBeUndefined();
  });

  it('is looked into by a statement that reads, whatever its name', () => {
    expect(selectSome({ keyspace: 'Odd"', name: 'Select' })).toBe('SELECT * FROM "Odd"""."Select" LIMIT 100;');
    expect(classify(selectSome({ keyspace: 'Odd"', name: `it's; DROP` }))).toMatchObject({ kind: 'select', effect: 'read', targets: [{ keyspace: 'Odd"', name: `it's; DROP` }] });
  });
});

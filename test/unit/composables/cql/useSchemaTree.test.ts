import { describe, expect, it } from 'vitest';
import { shallowRef } from 'vue';

import { useSchemaTree } from '../../../../pkg/cassandra/composables/cql/useSchemaTree';
import { itemKey, keyspaceId, type ItemId } from '../../../../pkg/cassandra/core/cql/schema/items';
import type { Schema } from '../../../../pkg/cassandra/core/cql/schema/model';
import { shop } from '../../core/cql/schema/rows';

const ORDERS: ItemId = { kind: 'table', keyspace: 'shop', name: 'orders' };

function start() {
  const schema = shallowRef<Schema>(shop);
  const tree = useSchemaTree(() => schema.value);

  return { schema, tree, row: (label: string) => tree.rows.value.find((row) => row.label === label)!, labels: () => tree.rows.value.map(({ label }) => label) };
}

describe('useSchemaTree', () => {
  it('opens a keyspace that is chosen, and folds it when it is clicked again', () => {
    const { tree, row, labels } = start();

    tree.click(row('shop'));
    expect(tree.item.value).toMatchObject({ kind: 'keyspace' });
    expect(labels()).toContain('orders');
    tree.click(row('shop'));
    expect(labels()).not.toContain('orders');
    expect(tree.item.value).toMatchObject({ kind: 'keyspace' });
  });

  it('shows what was chosen elsewhere', () => {
    const { tree, labels } = start();

    tree.choose({ kind: 'table', keyspace: 'system_views', name: 'settings' });
    expect(labels()).toContain('settings');
    expect(tree.active.value).toBe(itemKey({ kind: 'table', keyspace: 'system_views', name: 'settings' }));
  });

  it('knows when what was chosen is gone, and when it is there again', () => {
    const { schema, tree } = start();
    const without = new Map(shop.keyspaces);

    without.delete('shop');
    tree.choose(ORDERS);
    schema.value = { ...shop, keyspaces: without };
    expect([tree.chosen.value, tree.item.value]).toEqual([ORDERS, undefined]);
    expect(tree.active.value).toBe(tree.rows.value[0]?.key);
    schema.value = { ...shop };
    expect(tree.item.value).toMatchObject({ kind: 'table' });
  });

  it('goes, opens, folds and chooses by keys', () => {
    const { tree, labels } = start();

    ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'Enter'].forEach((key) => expect(tree.press(key)).toBe(true));
    expect(tree.chosen.value).toEqual(ORDERS);
    ['ArrowLeft', 'ArrowLeft'].forEach((key) => tree.press(key));
    expect(labels()).not.toContain('orders');
    expect(tree.press('Tab')).toBe(false);
  });

  it('opens the fold of what is Cassandra\'s own without choosing anything', () => {
    const { tree, labels } = start();

    tree.press('End');
    tree.press('Enter');
    expect([tree.chosen.value, labels().includes('system')]).toEqual([undefined, true]);
  });

  it('looks for names, and always has a row that the keyboard reaches', () => {
    const { tree } = start();

    tree.choose(keyspaceId('Odd"'));
    tree.search.value = 'orders';
    expect(tree.active.value).toBe(tree.rows.value[0]?.key);
    tree.search.value = 'nothing of the sort';
    expect([tree.active.value, tree.press('ArrowDown')]).toEqual([undefined, false]);
    tree.search.value = '';
    expect(tree.active.value).toBe(itemKey(keyspaceId('Odd"')));
  });

  it('can leave', () => {
    const { tree } = start();

    tree.choose(ORDERS);
    tree.leave();
    expect([tree.chosen.value, tree.item.value]).toEqual([undefined, undefined]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { formatQueries, MOST_NAME, MOST_QUERIES, MOST_QUERY, SavedQueries, type SavedQuery } from '../../../../pkg/cassandra/core/console/saved-queries';
import { garbage } from '../cql/arbitrary';
import { FakeStorage, FORBIDDEN } from './fake-session';

const KEY = 'queries';

function saved(...queries: SavedQuery[]): SavedQueries {
  const list = new SavedQueries(new FakeStorage(), KEY);

  queries.forEach(({ name, text }) => list.save(name, text));

  return list;
}

describe('SavedQueries', () => {
  it('keeps queries by name, without passwords', () => {
    const list = saved({ name: 'b', text: 'SELECT 2' });

    expect(list.save(' a ', 'SELECT 1')).toEqual({ query: { name: 'a', text: 'SELECT 1' }, isHidden: false });
    expect(list.save('c', `ALTER ROLE a WITH PASSWORD = 'secret'`)).toEqual({ query: { name: 'c', text: 'ALTER ROLE a WITH PASSWORD = ••••••' }, isHidden: true });
    expect(list.list().map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(list.export()).not.toContain('secret');
    expect(list.remove('B')).toBe(true);
    expect(list.list().map(({ name }) => name)).toEqual(['a', 'c']);
  });

  it.each([
    ['', 'x', 'noName'], ['  ', 'x', 'noName'], ['x'.repeat(MOST_NAME + 1), 'x', 'longName'], ['n', ' ', 'empty'], ['n', 'x'.repeat(MOST_QUERY + 1), 'tooLong'], [' TAKEN', 'x', 'nameTaken'],
  ])('refuses %.20j, %.20j: %s', (name, text, refusal) => {
    const list = saved({ name: 'Taken', text: 'SELECT 1' });

    expect(list.save(name, text)).toEqual({ refusal });
    expect(list.list()).toEqual([{ name: 'Taken', text: 'SELECT 1' }]);
  });

  it('replaces one if it is told so, and keeps so many', () => {
    const list = saved({ name: 'Taken', text: 'SELECT 1' });

    list.save('taken', 'SELECT 2', true);
    expect(list.list()).toEqual([{ name: 'taken', text: 'SELECT 2' }]);
    list.import(formatQueries(Array.from({ length: MOST_QUERIES + 5 }, (_, index) => ({ name: `q${ index }`, text: 'x' }))));
    expect(list.list()).toHaveLength(MOST_QUERIES);
    expect(list.save('new', 'x')).toEqual({ refusal: 'tooMany' });
    expect(list.save('taken', 'x', true)).toMatchObject({ isHidden: false });
  });

  it('says if nothing can be kept', () => {
    const list = new SavedQueries(FORBIDDEN, KEY);

    expect([list.list(), list.save('a', 'x'), list.remove('a'), list.import(formatQueries([]))]).toEqual([[], { refusal: 'notKept' }, false, 'notKept']);
  });

  it('has what all tabs have saved', () => {
    const storage = new FakeStorage();
    const [one, other] = [new SavedQueries(storage, KEY), new SavedQueries(storage, KEY)];

    one.list();
    other.save('b', 'x');
    one.save('a', 'x');
    other.remove('b');
    one.save('c', 'x');
    expect(other.list().map(({ name }) => name)).toEqual(['a', 'c']);
  });

  it('imports without changing what is there', () => {
    const list = saved({ name: 'a', text: 'SELECT 1' }, { name: 'a (2)', text: 'SELECT 9' });
    const text = JSON.stringify({
      format: 'cassandra-for-rancher/queries',
      queries: [{ name: 'A', text: 'SELECT 1' }, { name: 'a', text: 'SELECT 2' }, { name: 'n', text: `LOGIN a 'secret'`, more: 1 }, { name: 5 }, null, { name: 'x'.repeat(500), text: 'x' }],
    });

    expect(list.import(text)).toEqual({ added: ['n'], renamed: ['a (3)'], same: ['A'], hidden: ['n'], leftOut: 3 });
    expect(list.list()).toEqual([{ name: 'a', text: 'SELECT 1' }, { name: 'a (2)', text: 'SELECT 9' }, { name: 'a (3)', text: 'SELECT 2' }, { name: 'n', text: 'LOGIN a ••••••' }]);
    // Once more changes nothing.
    expect(list.import(text)).toMatchObject({ added: [], renamed: [], same: ['A', 'a', 'n'] });
  });

  it.each([['{', 'notJson'], ['\u0000\uffff', 'notJson'], ['[]', 'notQueries'], ['{"queries":[]}', 'notQueries'], ['{"format":"cassandra-for-rancher/queries","queries":5}', 'notQueries'], ['x'.repeat(5_000_000), 'tooLong']])('does not import %.60j: %s', (text, refusal) => {
    expect(saved().import(text)).toBe(refusal);
  });

  it('reads its own export, and any rubbish', () => {
    const query = fc.record({ name: fc.string({ minLength: 1, maxLength: 20 }).filter((name) => name.trim() !== ''), text: garbage.filter((text) => text.trim() !== '') });

    fc.assert(fc.property(fc.array(query, { maxLength: 10 }), (queries) => {
      const list = saved(...queries);
      const other = saved();

      other.import(list.export());
      expect(other.list()).toEqual(list.list());
    }));
    fc.assert(fc.property(fc.oneof(fc.json(), garbage), (text) => {
      const storage = new FakeStorage();

      storage.setItem(KEY, text);
      expect(new SavedQueries(storage, KEY).list()).toEqual([]);
    }));
  });
});

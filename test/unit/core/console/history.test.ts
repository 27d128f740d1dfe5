import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { addToHistory, History, historyEntryOf, parseHistory, type HistoryEntry } from '../../../../pkg/cassandra/core/console/history';
import { planText } from '../../../../pkg/cassandra/core/console/plan';
import { DEFAULT_SETTINGS } from '../../../../pkg/cassandra/core/console/settings';
import { garbage } from '../cql/arbitrary';
import { FakeStorage, FORBIDDEN } from './fake-session';

const KEY = 'history/c';
const texts = (entries: readonly HistoryEntry[]) => entries.map(({ text }) => text);

describe('historyEntryOf', () => {
  it('keeps no password', () => {
    expect(historyEntryOf(`CREATE ROLE a WITH PASSWORD = 'secret'; SELECT 1`, 5, 'k')).toEqual({ text: 'CREATE ROLE a WITH PASSWORD = ••••••; SELECT 1', at: 5, keyspace: 'k' });
    expect(historyEntryOf(`LOGIN a 'secret'`, 5)?.text).toBe('LOGIN a ••••••');
    // It ends far behind where the text is cut.
    expect(JSON.stringify(historyEntryOf(`ALTER ROLE a WITH PASSWORD = 'sec'ret AND ${ 'secret '.repeat(3_000) }'`, 5))).not.toMatch(/secret/);
  });

  it.each(['', ' \n', ' '.repeat(2_000_000), 'x'.repeat(10_000_000)])('keeps nothing of what is not run', (text) => {
    expect(historyEntryOf(text, 5)).toBeUndefined();
  });

  it('cuts a long one so that its half cannot be run', () => {
    fc.assert(fc.property(fc.nat(200), fc.constantFrom(`INSERT INTO a.b (c) VALUES ('x😀');`, 'DELETE FROM a.b WHERE c = 1 AND d = 2; ', '/* a */ ', '-- a\nSELECT 1; ', '$$ a; $$ '), (shift, unit) => {
      const text = `UPDATE a.b SET d = '${ 'y'.repeat(shift) }' WHERE c = 1; ${ unit.repeat(Math.ceil(9_000 / unit.length)) }`.trim();
      const entry = historyEntryOf(text, 5);
      const { steps, refusals } = planText(entry?.text ?? '', { ...DEFAULT_SETTINGS, readOnly: false });

      expect(entry?.length).toBe(text.length);
      expect(entry?.text.length).toBeLessThan(8_300);
      // What is whole of it stands in the text as well; if there is more, it is refused.
      const whole = new Set(planText(text, { ...DEFAULT_SETTINGS, readOnly: false }).steps.map(({ statement }) => statement));

      expect(refusals.some(({ code }) => code === 'unfinished') || steps.every(({ statement }) => whole.has(statement))).toBe(true);
    }), { numRuns: 60 });
  });
});

describe('addToHistory', () => {
  it('puts the newest first, and the same not twice in a row', () => {
    let history: HistoryEntry[] = [];

    for (const [text, at, keyspace] of [['a', 1], ['b', 2], ['b', 3], ['a', 4], ['a', 5, 'k']] as const) {
      history = addToHistory(history, { text, at, ...(keyspace && { keyspace }) });
    }
    expect(history.map(({ text, at }) => [text, at])).toEqual([['a', 5], ['a', 4], ['b', 3], ['a', 1]]);
  });

  it('keeps so many, and so much', () => {
    const many = Array.from({ length: 500 }, (_, at) => ({ text: `SELECT ${ at }`, at }));
    const large = Array.from({ length: 100 }, (_, at) => ({ text: `${ at }`.repeat(4_000), at }));

    expect(many.reduce<HistoryEntry[]>(addToHistory, [])).toHaveLength(200);
    const kept = large.reduce<HistoryEntry[]>(addToHistory, []);

    expect(kept[0]?.at).toBe(99);
    expect(JSON.stringify(kept).length).toBeLessThanOrEqual(131_072);
    expect(kept.length).toBeGreaterThan(10);
  });
});

describe('parseHistory', () => {
  it.each([
    undefined, '', '{', 'null', '5', '{}', '"a"', '[null, 5, [], "a", {}]', '[{"text":5,"at":1}]', '[{"text":"a"}]', '[{"text":"a","at":"x"}]', '[{"text":"a","at":-1}]', '[{"text":"","at":1}]',
    '[{"text":"a","at":1,"keyspace":5}]', '[{"text":"a","at":1,"length":"x"}]', JSON.stringify([{ text: 'x'.repeat(9_000), at: 1 }]), '['.repeat(300_000),
  ])('finds nothing in %.60j', (text) => {
    expect(parseHistory(text)).toEqual([]);
  });

  it('takes what is right, and no more of it', () => {
    expect(parseHistory('[{"text":"a","at":1,"rows":[1],"__proto__":{"x":1}}, 5, {"text":"b","at":2,"keyspace":"k","length":9}]')).toEqual([{ text: 'a', at: 1 }, { text: 'b', at: 2, keyspace: 'k', length: 9 }]);
  });

  it('reads anything', () => {
    fc.assert(fc.property(fc.oneof(fc.json(), garbage), (text) => {
      expect(Array.isArray(parseHistory(text))).toBe(true);
    }));
  });
});

describe('History', () => {
  it('has what all tabs have run, whichever wrote last', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(2), fc.constantFrom('a', 'b', 'c', 'd')), { maxLength: 40 }), (runs) => {
      const storage = new FakeStorage();
      const tabs = [0, 1, 2].map(() => new History(storage, KEY));

      runs.forEach(([tab, text], at) => tabs[tab]?.add(text, at));
      const expected = runs.map(([, text]) => text).filter((text, index, all) => text !== all[index + 1]).reverse();

      for (const tab of tabs) {
        expect(texts(tab.entries())).toEqual(expected);
      }
    }));
  });

  it('does not bring back what another tab has taken away', () => {
    const storage = new FakeStorage();
    const [one, other] = [new History(storage, KEY), new History(storage, KEY)];

    one.add('a', 1);
    one.add('b', 2);
    expect(texts(other.entries())).toEqual(['b', 'a']);
    expect(other.remove({ text: 'a', at: 1 })).toBe(true);
    one.add('c', 3);
    expect(texts(other.entries())).toEqual(['c', 'b']);
    one.clear();
    other.add('d', 4);
    expect(texts(one.entries())).toEqual(['d']);
    expect(storage.texts.size).toBe(1);
  });

  it('is one for each cluster', () => {
    const storage = new FakeStorage();

    new History(storage, 'history/x').add('a', 1);
    expect(new History(storage, 'history/y').entries()).toEqual([]);
  });

  it('gives up its older half where there is no room, and all where nothing may be kept', () => {
    const storage = new FakeStorage();
    const history = new History(storage, KEY);

    Array.from({ length: 16 }, (_, at) => history.add(`SELECT ${ at }`, at));
    storage.most = 200;
    expect(history.add('newest', 99)).toBe(true);
    expect(texts(history.entries())[0]).toBe('newest');
    expect(history.entries().length).toBeLessThan(16);
    storage.most = 1;
    expect(history.add('more', 100)).toBe(false);
    expect(texts(history.entries())[0]).toBe('newest');
    const nowhere = new History(FORBIDDEN, KEY);

    expect([nowhere.add('a', 1), nowhere.entries(), nowhere.clear(), nowhere.remove({ text: 'a', at: 1 })]).toEqual([false, [], false, false]);
  });

  it('starts anew on rubbish', () => {
    const storage = new FakeStorage();

    storage.setItem(KEY, '\u0000rubbish');
    expect(new History(storage, KEY).add('a', 1)).toBe(true);
    expect(texts(new History(storage, KEY).entries())).toEqual(['a']);
  });
});

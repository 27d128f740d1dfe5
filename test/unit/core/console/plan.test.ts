import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { missingConsents } from '../../../../pkg/cassandra/core/console/consent';
import { planText, spotOf } from '../../../../pkg/cassandra/core/console/plan';
import { MOST_STEPS, MOST_TEXT } from '../../../../pkg/cassandra/core/console/refusal';
import { DEFAULT_SETTINGS } from '../../../../pkg/cassandra/core/console/settings';
import { garbage } from '../cql/arbitrary';

const WRITING = { ...DEFAULT_SETTINGS, readOnly: false };
const range = (text: string, part: string) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });

describe('planText', () => {
  it('takes a text into steps, each with the settings that those before it leave', () => {
    const { steps, refusals } = planText('SELECT * FROM a.b; USE k; CONSISTENCY QUORUM\nPAGING 5; SELECT * FROM t', DEFAULT_SETTINGS);

    expect(refusals).toEqual([]);
    expect(steps.map(({ index, statement, settings: { keyspace, consistency, pageSize } }) => [index, statement, keyspace, consistency, pageSize])).toEqual([
      [0, 'SELECT * FROM a.b', undefined, 'ONE', 100],
      [1, 'USE k', undefined, 'ONE', 100],
      [2, 'CONSISTENCY QUORUM', 'k', 'ONE', 100],
      [3, 'PAGING 5', 'k', 'QUORUM', 100],
      [4, 'SELECT * FROM t', 'k', 'QUORUM', 5],
    ]);
    expect(steps[4]?.classified.targets).toEqual([{ kind: 'table', keyspace: 'k', name: 't', changed: false }]);
  });

  it.each<[string, unknown[]]>([
    ['', [{ code: 'empty' }]],
    [' -- nothing\n;;', [{ code: 'empty' }]],
    ['SELECT 1', []],
    [`SELECT 1; SELECT 'a`, [{ code: 'unfinished', reason: 'string', where: { start: 17, end: 19 } }]],
    ['DELETE FROM a.b WHERE c = 1 /* AND d = 2', [{ code: 'unfinished', reason: 'comment', where: { start: 28, end: 40 } }]],
    ['BEGIN BATCH INSERT INTO a.b (c) VALUES (1);', [{ code: 'unfinished', reason: 'batch', where: { start: 0, end: 43 } }]],
    ['SELECT 1; INSERT INTO a.b (c) VALUES (1)', [{ code: 'readOnly', where: { start: 10, end: 40 } }]],
    ['nonsense', [{ code: 'readOnly', where: { start: 0, end: 8 } }]],
    ['CREATE TABLE a.b (c int PRIMARY KEY)', [{ code: 'readOnly', where: { start: 0, end: 36 } }]],
    [`LOGIN bob 'secret'`, [{ code: 'notHere', kind: 'login', where: { start: 0, end: 18 } }]],
    [`COPY a.b TO 'c';`, [{ code: 'notHere', kind: 'copy', where: { start: 0, end: 15 } }]],
    [`CAPTURE 'c'`, [{ code: 'notHere', kind: 'capture', where: { start: 0, end: 11 } }]],
    ['SHOW REPLICAS 5 k', [{ code: 'notHere', kind: 'replicas', where: { start: 0, end: 17 } }]],
    ['  CONSISTENCY MANY', [{ code: 'expected', kind: 'consistency', expected: expect.arrayContaining(['QUORUM']), where: { start: 14, end: 18 } }]],
    [`SOURCE 'a.cql'`, [{ code: 'source', file: 'a.cql', where: { start: 0, end: 14 } }]],
  ])('%j is refused as it should be', (text, expected) => {
    expect(planText(text, DEFAULT_SETTINGS).refusals).toEqual(expected);
  });

  it.each<[string, unknown[]]>([
    ['INSERT INTO a.b (c) VALUES (1)', []],
    ['DROP TABLE a.b; TRUNCATE a.b; DROP TABLE d.b', [{ code: 'destructive', confirm: 'b', steps: [0, 1] }, { code: 'destructive', confirm: 'b', steps: [2] }]],
    ['USE k; TRUNCATE "T"', [{ code: 'destructive', confirm: 'T', steps: [1] }]],
    ['UPDATE system_auth.roles SET is_superuser = true WHERE role = \'a\'', [{ code: 'protected', confirm: 'roles', steps: [0] }]],
    ['USE system; DELETE FROM local WHERE key = \'local\'', [{ code: 'protected', confirm: 'local', steps: [1] }]],
    ['SELECT * FROM a.b ALLOW FILTERING; SELECT * FROM a.c ALLOW FILTERING', [{ code: 'allowFiltering', steps: [0, 1] }]],
    ['SELECT * FROM system_views.clients WHERE port = 1 ALLOW FILTERING', []],
    ['DROP ROLE bob', [{ code: 'destructive', confirm: 'bob', steps: [0] }]],
  ])('%s is asked about', (text, expected) => {
    const { consents, refusals } = planText(text, WRITING);

    expect(refusals).toEqual([]);
    expect(consents).toMatchObject(expected);
    expect(consents).toHaveLength(expected.length);
  });

  it.each<[string, Partial<typeof WRITING>, unknown[]]>([
    ['SELECT * FROM t; SELECT * FROM a.b', {}, [{ code: 'noKeyspace', steps: [0] }]],
    ['SELECT * FROM t', { keyspace: 'k' }, []],
    ['USE k; SELECT * FROM t', {}, []],
    ['GRANT SELECT ON t TO bob; GRANT admin TO bob', {}, [{ code: 'noKeyspace', steps: [0] }]],
    ['CONSISTENCY ANY; SELECT * FROM a.b; INSERT INTO a.b (c) VALUES (1)', {}, [{ code: 'level', steps: [1] }]],
    ['SELECT * FROM a.b; INSERT INTO a.b (c) VALUES (1)', { consistency: 'SERIAL' }, [{ code: 'level', steps: [1] }]],
    ['nonsense', {}, [{ code: 'unknown', steps: [0] }]],
  ])('%s has something to know', (text, settings, expected) => {
    expect(planText(text, { ...WRITING, ...settings }).notices).toEqual(expected);
  });

  it('runs what is selected, and asks if it is a part of what writes', () => {
    const text = 'SELECT 1;\nDELETE FROM a.b WHERE c = 1 AND d = 2;\n';
    const whole = 'DELETE FROM a.b WHERE c = 1 AND d = 2';
    const part = 'DELETE FROM a.b WHERE c = 1';

    expect(planText(text, WRITING, range(text, whole))).toMatchObject({ steps: [{ statement: whole, where: range(text, whole) }], consents: [] });
    expect(planText(text, WRITING, range(text, `${ whole };\n`)).consents).toEqual([]);
    expect(planText(text, WRITING, range(text, part))).toMatchObject({ steps: [{ statement: part, where: range(text, part) }], consents: [{ code: 'partOfStatement', steps: [0] }] });
    expect(planText(text, WRITING, range(text, 'ELECT 1'))).toMatchObject({ steps: [{ statement: 'ELECT 1', classified: { kind: 'unknown' } }], consents: [{ code: 'partOfStatement' }] });
    expect(planText('SELECT 12', WRITING, { start: 0, end: 8 }).consents).toEqual([]);
    expect(planText(text, WRITING, { start: 9, end: 10 }).refusals).toEqual([{ code: 'empty' }]);
  });

  it('runs the statement that the cursor means', () => {
    const text = 'SELECT 1;\nSELECT 2;';

    expect(planText(text, DEFAULT_SETTINGS, { start: 12, end: 12 }).steps).toMatchObject([{ statement: 'SELECT 2', isPart: false }]);
    expect(planText('', DEFAULT_SETTINGS, { start: 0, end: 0 }).refusals).toEqual([{ code: 'empty' }]);
  });

  it('reads the texts that SOURCE names where it stands', () => {
    const sources = new Map([['a', `USE k;\nSOURCE 'b'\nSELECT 2`], ['b', 'SELECT\n  1']]);
    const plan = planText(`SOURCE 'a'; SELECT 3`, DEFAULT_SETTINGS, undefined, sources);

    expect(plan.refusals).toEqual([]);
    expect(plan.steps.map(({ statement, where, settings }) => [statement, where.source, settings.keyspace])).toEqual([
      ['USE k', 'a', undefined], ['SELECT\n  1', 'b', 'k'], ['SELECT 2', 'a', 'k'], ['SELECT 3', undefined, 'k'],
    ]);
    expect(spotOf(plan, { source: 'a', start: 18, end: 20 })).toMatchObject({ line: 3, column: 1 });
  });

  it('does not read files that name each other for ever', () => {
    const sources = new Map([['a', `SOURCE 'b'`], ['b', `SOURCE 'a'`]]);

    expect(planText(`SOURCE 'a'`, DEFAULT_SETTINGS, undefined, sources).refusals).toEqual([{ code: 'sourceLoop', file: 'a', where: { source: 'b', start: 0, end: 10 } }]);
    // Each names the next one twice: a million times the last.
    const doubling = new Map(Array.from({ length: 40 }, (_, index) => [`${ index }`, `SOURCE '${ index + 1 }'\nSOURCE '${ index + 1 }'\n${ ' '.repeat(500) }`]));
    const { refusals } = planText(`SOURCE '0'`, DEFAULT_SETTINGS, undefined, new Map([...doubling, ['40', 'SELECT 1']]));

    expect(refusals).toMatchObject([{ code: 'tooLong' }]);
  });

  it('refuses at once what is too long, and runs a large value', () => {
    const began = performance.now();
    const huge = 'INSERT INTO a.b (c) VALUES (1);'.repeat(330_000);

    expect(planText(huge, WRITING)).toMatchObject({ steps: [], refusals: [{ code: 'tooLong', length: huge.length, most: MOST_TEXT }] });
    expect(planText(huge, WRITING, { start: 0, end: 30 }).refusals).toMatchObject([{ code: 'tooLong' }]);
    expect(planText(`INSERT INTO a.b (c) VALUES (0x${ 'ff'.repeat(500_000) })`, WRITING)).toMatchObject({ refusals: [], steps: [{ classified: { kind: 'insert' } }] });
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(planText('SELECT 1;'.repeat(MOST_STEPS + 5), WRITING).refusals).toEqual([{ code: 'tooMany', most: MOST_STEPS }]);
  });

  it('says where in its text every step and refusal of any text is', () => {
    fc.assert(fc.property(garbage, fc.boolean(), fc.option(fc.tuple(fc.nat(), fc.nat()), { nil: undefined }), (text, readOnly, ends) => {
      const [start = 0, end = 0] = (ends ?? []).map((each) => each % (text.length + 1)).sort((a, b) => a - b);
      const plan = planText(text, { ...DEFAULT_SETTINGS, readOnly }, ends && { start, end });

      expect(plan.steps.length + plan.refusals.length).toBeGreaterThan(0);
      for (const { statement, where } of plan.steps) {
        expect(text.slice(where.start, where.end)).toBe(statement);
      }
      for (const refusal of plan.refusals) {
        expect(!('where' in refusal) || (refusal.where.start <= refusal.where.end && refusal.where.end <= text.length)).toBe(true);
      }
      // With the switch on, what is not refused cannot write.
      expect(!readOnly || plan.refusals.length > 0 || plan.steps.every(({ classified }) => classified.guard === 'none')).toBe(true);
      // What destroys is asked about, each.
      const asked = new Set(plan.consents.flatMap(({ confirm, steps }) => confirm === undefined ? [] : steps));

      expect(plan.steps.every(({ index, classified }) => asked.has(index) === (classified.confirm !== undefined))).toBe(true);
    }), { numRuns: 1_000 });
  });
});

describe('missingConsents', () => {
  const { consents } = planText('DROP TABLE a."My T"; SELECT * FROM a.b ALLOW FILTERING', WRITING);
  const [drop = '', filtering = ''] = consents.map(({ key }) => key);

  it.each<[string, Record<string, string | true>, string[]]>([
    ['nothing', {}, ['destructive', 'allowFiltering']],
    ['a click where a name is wanted', { [drop]: true, [filtering]: true }, ['destructive']],
    ['another name', { [drop]: 'my t', [filtering]: true }, ['destructive']],
    ['a name where a click is wanted', { [drop]: 'My T', [filtering]: 'yes' }, ['allowFiltering']],
    ['both', { [drop]: ' My T ', [filtering]: true }, []],
  ])('after %s', (_, answers, expected) => {
    expect(missingConsents(consents, answers).map(({ code }) => code)).toEqual(expected);
  });
});

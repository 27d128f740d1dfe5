import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it, vi } from 'vitest';

import { useConsoleWords } from '../../../../pkg/cassandra/composables/cql/useConsoleWords';
import { entryOf } from '../../../../pkg/cassandra/core/console/entry';
import { consoleErrorOf } from '../../../../pkg/cassandra/core/console/errors';
import { planText } from '../../../../pkg/cassandra/core/console/plan';
import { DEFAULT_SETTINGS } from '../../../../pkg/cassandra/core/console/settings';
import { CqlError } from '../../../../pkg/cassandra/core/cql/session';
import { refused } from '../../core/console/fake-session';

/** Keys with their arguments, and an error for a key that there is not. */
vi.mock('../../../../pkg/cassandra/composables/useText', () => ({
  useText: () => (key: string, args?: Record<string, unknown>) => {
    const file = load(readFileSync(join(__dirname, '../../../../l10n/en-us.yaml'), 'utf8'));
    const found = key.split('.').reduce<unknown>((inner, part) => (inner as Record<string, unknown> | undefined)?.[part], file);

    expect(found, key).toBeTypeOf('string');

    return key.replace('cassandra.cql.', '') + (args ? ` ${ JSON.stringify(args) }` : '');
  },
}));
vi.mock('../../../../pkg/cassandra/composables/useFormat', () => ({ useFormat: () => ({ number: String }) }));

const words = useConsoleWords();

describe('refusals', () => {
  it.each([
    ['refusal.empty', ''],
    ['refusal.readOnly', 'INSERT INTO a.b (c) VALUES (1)'],
    ['refusal.unfinished.string', `SELECT 'a`],
    ['refusal.unfinished.name', 'SELECT "a'],
    ['refusal.unfinished.comment', 'SELECT 1 /* a'],
    ['refusal.unfinished.batch', 'BEGIN BATCH'],
    ['refusal.notHere.copy', 'COPY a.b TO STDOUT'],
    ['refusal.notHere.capture', 'CAPTURE'],
    ['refusal.notHere.login', 'LOGIN a'],
    ['refusal.notHere.replicas', 'SHOW REPLICAS 1 k'],
    ['refusal.expected {"what":"ONseparatorOFF"}', 'TRACING MAYBE'],
    ['refusal.expected {"what":"expected.file"}', 'SOURCE'],
    ['refusal.expected {"what":"expected.uuid"}', 'SHOW SESSION x'],
    ['refusal.source {"file":"a"}', `SOURCE 'a'`],
    ['refusal.tooMany {"most":"2000"}', 'SELECT 1;'.repeat(2_001)],
    ['refusal.tooLong {"length":"1048577","most":"1048576"}', 'x'.repeat(1_048_577)],
  ])('%s', (expected, text) => {
    const [refusal] = planText(text, DEFAULT_SETTINGS).refusals;

    expect(refusal && words.refusal(refusal)).toBe(expected);
  });
});

describe('errors', () => {
  it.each<[CqlError | Error, string, string[]]>([
    [refused(0x1000, 'Cannot achieve consistency level QUORUM: 2 required but only 1 alive'), 'error.unavailable', []],
    [refused(0x2200, 'Cannot execute this query … use ALLOW FILTERING'), 'error.invalid', ['errorHint.allowFiltering']],
    [refused(0x2100, 'User bob has no SELECT permission on <table a.b> or any of its parents'), 'error.unauthorized', ['errorDetail.permission {"user":"bob","permission":"SELECT","resource":"<table a.b>"}']],
    [refused(0x2400, 'Cannot add already existing table "b" to keyspace "a"'), 'error.alreadyExists', ['errorDetail.exists {"name":"a.b"}']],
    [new CqlError('timeout', ''), 'error.timeout', []],
    [new Error('odd'), 'error.unknown', []],
  ])('%s', (thrown, title, notes) => {
    const error = consoleErrorOf(thrown);

    expect(words.errorTitle(error)).toBe(title);
    expect(words.errorNotes(error)).toEqual(expect.arrayContaining(notes));
  });

  it('tell the numbers of replicas', () => {
    const notes = (message: string, code: number) => words.errorNotes(consoleErrorOf(refused(code, message)));

    expect(notes('Not enough replicas available for query at consistency QUORUM (2 required but only 1 alive)', 0x1000)).toEqual(['errorDetail.alive {"consistency":"QUORUM","required":2,"alive":1}']);
  });
});

describe('what became of a statement', () => {
  const of = (text: string) => {
    const [step] = planText(text, { ...DEFAULT_SETTINGS, readOnly: false }).steps;

    return entryOf(step!);
  };
  const timeout = consoleErrorOf(new CqlError('timeout', ''));
  const syntax = consoleErrorOf(refused(0x2000, ''));

  it('is open where nobody has heard the end of a write', () => {
    const write = of('INSERT INTO a.b (c) VALUES (1)');

    expect(words.fate({ ...write, state: 'failed', error: timeout })).toBe('mayHaveHappened');
    expect(words.fate({ ...write, state: 'stopped' })).toBe('mayHaveHappened');
    expect(words.fate({ ...write, state: 'failed', error: syntax })).toBeUndefined();
    expect(words.fate({ ...of('SELECT 1'), state: 'stopped' })).toBeUndefined();
    expect(words.fate({ ...write, state: 'skipped', skipped: 'keyspace' })).toBe('skipped.keyspace');
  });

  it.each(['consistency', 'serialConsistency', 'paging', 'tracing', 'expanded'] as const)('%s is told as it is', (name) => {
    const expected = { consistency: '"ONE"', serialConsistency: '"SERIAL"', paging: 'answer.pages {\\"size\\":\\"100\\"}', tracing: 'answer.off', expanded: 'answer.off' }[name];

    expect(words.setting(name, DEFAULT_SETTINGS)).toContain(expected);
  });
});

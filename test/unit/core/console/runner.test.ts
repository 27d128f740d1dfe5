import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';

import type { ConsentAnswers } from '../../../../pkg/cassandra/core/console/consent';
import type { Entry } from '../../../../pkg/cassandra/core/console/entry';
import { planText } from '../../../../pkg/cassandra/core/console/plan';
import { runConsole, type RunOptions } from '../../../../pkg/cassandra/core/console/runner';
import { changeSetting, DEFAULT_SETTINGS, type SettingChange } from '../../../../pkg/cassandra/core/console/settings';
import { CqlError, type Page } from '../../../../pkg/cassandra/core/cql/session';
import { garbage } from '../cql/arbitrary';
import { FakeSession, never, NOTHING, pageOf, refused } from './fake-session';

const WRITING = { ...DEFAULT_SETTINGS, readOnly: false };

/** Runs a text to its end, or to where it is stopped. */
async function run(text: string, session: FakeSession, { settings = WRITING, abort = new AbortController(), ...more }: Partial<RunOptions> & { settings?: typeof WRITING; abort?: AbortController } = {}) {
  const told: Entry[] = [];
  const changes: SettingChange[] = [];
  const plan = planText(text, settings);
  const summary = await runConsole(plan, session, {
    consents: {}, describe: never, onEntry: (entry) => told.push(entry), onSetting: (change) => changes.push(change), now: () => 1_000, ...more,
  }, abort.signal);

  return { ...summary, plan, told, changes, states: summary.entries.map(({ state }) => state) };
}

/** Fails for what it finds in a statement. */
const failing = (part: string, error: Error = refused(0x2200, 'no')) => new FakeSession((statement) => statement.includes(part) ? Promise.reject(error) : pageOf([1]));

describe('runConsole', () => {
  it('runs one after another, and tells of each', async() => {
    let underWay = 0;
    const session = new FakeSession(async() => {
      expect(underWay++).toBe(0);
      await Promise.resolve();
      underWay--;

      return pageOf([1, 2], undefined, { warnings: ['slow'], trace: 'id', coordinator: '10.0.0.3' });
    });
    const { told, outcome, entries } = await run('SELECT 1; SELECT 2', session, { settings: { ...WRITING, tracing: true, node: '10.0.0.3', consistency: 'QUORUM' } });

    expect(session.sent).toMatchObject([{ statement: 'SELECT 1', execution: { consistency: 'QUORUM', serialConsistency: 'SERIAL', pageSize: 100, tracing: true, node: '10.0.0.3' } }, { statement: 'SELECT 2' }]);
    expect(told.map(({ index, state, result }) => [index, state, result !== undefined])).toEqual([
      [0, 'waiting', false], [1, 'waiting', false], [0, 'running', false], [0, 'running', true], [0, 'done', true], [1, 'running', false], [1, 'running', true], [1, 'done', true],
    ]);
    expect(outcome).toBe('done');
    expect(entries[0]).toMatchObject({ statement: 'SELECT 1', kind: 'select', warnings: ['slow'], trace: 'id', coordinator: '10.0.0.3', startedAt: 1_000, durationMs: 0, schemaChanged: false, settings: { consistency: 'QUORUM' } });
    expect(entries[0]?.result?.state.rows).toHaveLength(2);
  });

  it('ends at the first error, in the third of five', async() => {
    const session = failing('FORM', refused(0x2000, `line 2:2 mismatched input 'FORM' expecting K_FROM`));
    const { states, outcome, entries } = await run('SELECT 1; SELECT 2;\n\n SELECT a\n  FORM b; SELECT 4; SELECT 5', session);

    expect(session.sent).toHaveLength(3);
    expect(outcome).toBe('failed');
    expect(states).toEqual(['done', 'done', 'failed', 'skipped', 'skipped']);
    expect(entries[3]?.skipped).toBe('failed');
    expect(entries[2]).toMatchObject({ error: { code: 'syntax', serverCode: 0x2000 }, errorAt: { start: 33, end: 37, line: 4, column: 3 } });
  });

  it('goes on after an error if it is told so, but not in a session that has ended', async() => {
    const goesOn = vi.fn((entry: Entry) => entry.index === 0);
    const session = failing('bad');

    expect((await run('SELECT bad; SELECT 2; SELECT bad; SELECT 4', session, { goesOn })).states).toEqual(['failed', 'done', 'failed', 'skipped']);
    expect(goesOn).toHaveBeenCalledTimes(2);
    expect((await run('SELECT bad; SELECT 2', failing('bad', new CqlError('closed', '')), { goesOn: () => true })).states).toEqual(['failed', 'skipped']);
  });

  it.each(['destructive', 'none'])('sends nothing without the consents: %s', async(answer) => {
    const session = new FakeSession();
    const text = 'SELECT 1; DROP TABLE a.b; SELECT * FROM a.c ALLOW FILTERING';
    const [drop = '', filtering = ''] = planText(text, WRITING).consents.map(({ key }) => key);
    const consents: ConsentAnswers = answer === 'none' ? {} : { [filtering]: true, [drop]: 'a.b' };

    expect(await run(text, session, { consents })).toMatchObject({ outcome: 'refused', entries: [], told: [] });
    expect(session.sent).toEqual([]);
    expect(await run(text, session, { consents: { [filtering]: true, [drop]: 'b' } })).toMatchObject({ outcome: 'done', schemaChanged: true });
    expect(session.statements).toEqual(['SELECT 1', 'DROP TABLE a.b', 'SELECT * FROM a.c ALLOW FILTERING']);
  });

  it('sends nothing of what is refused', async() => {
    const session = new FakeSession();

    expect((await run('SELECT 1; INSERT INTO a.b (c) VALUES (1)', session, { settings: DEFAULT_SETTINGS })).outcome).toBe('refused');
    expect((await run(`SELECT 1; SELECT 'a`, session)).outcome).toBe('refused');
    expect((await run('x'.repeat(10_000_000), session)).outcome).toBe('refused');
    expect(session.sent).toEqual([]);
  });

  it('stops in the middle, though the server does not answer, and keeps what has come', async() => {
    const abort = new AbortController();
    const session = new FakeSession((statement) => statement === 'SELECT 2' ? never<Page>() : pageOf([1], 'more'));
    const running = run('SELECT 1; SELECT 2; SELECT 3', session, { abort });

    await vi.waitFor(() => expect(session.sent).toHaveLength(2));
    abort.abort();
    const { states, outcome, entries } = await running;

    expect(states).toEqual(['done', 'stopped', 'skipped']);
    expect(outcome).toBe('stopped');
    expect(entries[2]?.skipped).toBe('stopped');
    expect(session.sent[1]?.execution.signal?.aborted).toBe(true);
    expect(entries[0]?.result?.state).toMatchObject({ hasMore: true, rows: [[Uint8Array.of(1)]] });
  });

  it('stops while it reads to the end, and while it asks whether to go on', async() => {
    const abort = new AbortController();
    const session = new FakeSession((_, { from }) => from === '2' ? never<Page>() : pageOf([1], from === '1' ? '2' : '1'));
    const reading = run('PAGING OFF; SELECT 1; SELECT 2', session, { abort });

    await vi.waitFor(() => expect(session.sent).toHaveLength(3));
    abort.abort();
    const { states, entries } = await reading;

    expect(states).toEqual(['done', 'stopped', 'skipped']);
    expect(entries[1]?.result?.state).toMatchObject({ hasMore: true, loading: false, error: undefined });
    expect(entries[1]?.result?.state.rows).toHaveLength(2);

    const second = new AbortController();
    const asking = run('SELECT bad; SELECT 2', failing('bad'), { abort: second, goesOn: never });

    setTimeout(() => second.abort(), 5);
    expect((await asking).outcome).toBe('stopped');
  });

  it('has done what was answered when it was stopped', async() => {
    const abort = new AbortController();
    const session = new FakeSession(() => pageOf([1], 'more'));
    const running = run('INSERT INTO a.b (c) VALUES (1) IF NOT EXISTS; SELECT 2', session, { abort, onEntry: ({ result }) => result && abort.abort() });

    expect((await running).states).toEqual(['done', 'skipped']);
  });

  it('runs nothing that is stopped before it begins', async() => {
    const abort = new AbortController();
    const session = new FakeSession();

    abort.abort();
    expect(await run('SELECT 1; TRACING ON', session, { abort })).toMatchObject({ outcome: 'stopped', states: ['skipped', 'skipped'], changes: [] });
    expect(session.sent).toEqual([]);
  });

  it('reads all pages where paging is off, and the first row where it is on', async() => {
    const pages = (_: string, { from = '0' }: { from?: string }) => pageOf(from === '2' ? [7] : [], from === '4' ? undefined : String(Number(from) + 1));
    const paged = new FakeSession(pages);
    const whole = new FakeSession(pages);

    expect((await run('SELECT 1', paged)).entries[0]?.result?.state).toMatchObject({ pages: 3, hasMore: true });
    expect((await run('PAGING OFF; SELECT 1', whole)).entries[1]?.result?.state).toMatchObject({ pages: 5, hasMore: false });
    expect(whole.sent.map(({ execution }) => [execution.from, execution.pageSize])).toEqual([[undefined, 1_000], ['1', 1_000], ['2', 1_000], ['3', 1_000], ['4', 1_000]]);
  });

  it('keeps the rows of a result whose next page fails, which can be asked for again', async() => {
    let fails = true;
    const session = new FakeSession((_, { from }) => {
      if (from !== undefined && fails) {
        throw new CqlError('unreachable', 'node gone');
      }

      return from === undefined ? pageOf([1], '1') : pageOf([2]);
    });
    const { entries, outcome } = await run('PAGING OFF; SELECT 1; SELECT 2', session);
    const result = entries[1]?.result;

    expect(outcome).toBe('failed');
    expect(entries.map(({ state }) => state)).toEqual(['done', 'failed', 'skipped']);
    expect(entries[1]?.error?.code).toBe('unreachable');
    expect(result?.state.rows).toHaveLength(1);
    fails = false;
    expect(await result?.loadMore()).toBe(true);
    expect(result?.state).toMatchObject({ hasMore: false, error: undefined, rows: [[Uint8Array.of(1)], [Uint8Array.of(2)]] });
  });

  it('asks for later pages as for the first, without another trace', async() => {
    const session = new FakeSession((_, { from }) => pageOf([1], from === undefined ? 'x' : undefined));
    const { entries } = await run('SELECT 1', session, { settings: { ...WRITING, tracing: true, node: 'n', consistency: 'TWO', pageSize: 7 } });

    await entries[0]?.result?.loadMore();
    expect(session.sent[1]?.execution).toMatchObject({ from: 'x', node: 'n', consistency: 'TWO', pageSize: 7 });
    expect(session.sent[1]?.execution.tracing).toBeUndefined();
  });

  it('answers commands, which change what comes after them', async() => {
    const session = new FakeSession();
    const { entries, changes, settings } = await run('CONSISTENCY QUORUM\nPAGING 20\nTRACING\nEXPAND ON\nHELP DESCRIBE\nCLEAR\nHISTORY\nSELECT 1', session);

    expect(changes).toEqual([{ set: 'consistency', to: 'QUORUM' }, { set: 'paging', to: true }, { set: 'pageSize', to: 20 }, { set: 'expanded', to: true }]);
    expect(changes.reduce(changeSetting, WRITING)).toEqual(settings);
    expect(entries.map(({ answer }) => answer)).toEqual([
      { kind: 'setting', name: 'consistency' }, { kind: 'setting', name: 'paging' }, { kind: 'setting', name: 'tracing' }, { kind: 'setting', name: 'expanded' },
      { kind: 'help', topics: ['DESCRIBE'] }, { kind: 'clear' }, { kind: 'history' }, { kind: 'nothing' },
    ]);
    expect(entries[0]?.settings.consistency).toBe('QUORUM');
    expect(session.sent).toMatchObject([{ statement: 'SELECT 1', execution: { consistency: 'QUORUM', pageSize: 20 } }]);
  });

  it('asks the node what SHOW shows, and knows where a trace is', async() => {
    const session = new FakeSession(() => pageOf([1]));
    const { entries } = await run('CONSISTENCY ANY; SHOW VERSION; SHOW HOST; SHOW SESSION 50554d6e-29bb-11e5-b345-feff819cdc9f', session);

    expect(session.statements).toEqual([expect.stringMatching(/^SELECT .*release_version.* FROM system\.local/), expect.stringMatching(/^SELECT cluster_name.* FROM system\.local/)]);
    expect(session.sent.map(({ execution }) => execution.consistency)).toEqual(['ONE', 'ONE']);
    expect(entries.slice(1).map(({ answer, result }) => answer ?? result?.state.rows.length)).toEqual([1, 1, { kind: 'trace', id: '50554d6e-29bb-11e5-b345-feff819cdc9f' }]);
  });

  it('runs nothing after EXIT', async() => {
    expect(await run('SELECT 1; EXIT; SELECT 2', new FakeSession())).toMatchObject({ outcome: 'done', states: ['done', 'done', 'skipped'], entries: [{}, {}, { skipped: 'exit' }] });
  });

  it.each([['5.0.9', true], ['4.0-beta4', true], ['6.0-alpha1', true], ['3.11.19', false], ['3.0.24', false]])('lets Cassandra %s describe itself: %s', async(release, isItself) => {
    const session = new FakeSession(() => pageOf([1]), release);
    const describe = vi.fn(async() => 'CREATE TABLE …');
    const { entries } = await run('desc TABLE t', session, { describe, settings: { ...WRITING, keyspace: 'k' } });

    expect(session.statements).toEqual(isItself ? ['desc TABLE t'] : []);
    expect(entries[0]?.answer).toEqual(isItself ? undefined : { kind: 'definitions', text: 'CREATE TABLE …' });
    expect(describe.mock.calls).toEqual(isItself ? [] : [[{ kind: 'describe', what: 'table', name: 't' }, 'k', expect.any(AbortSignal)]]);
  });

  it('enters a keyspace with what follows, and skips what was meant for one that could not be entered', async() => {
    const using = (statement: string) => statement === 'USE k' ? { ...NOTHING, keyspace: 'k' } : statement.startsWith('USE') ? Promise.reject(refused(0x2200, `Keyspace 'gone' does not exist`)) : pageOf([1]);
    const text = 'USE k; SELECT * FROM t; USE gone; TRUNCATE t; SELECT * FROM t; GRANT SELECT ON t TO a; SELECT * FROM k.t; CREATE ODD; USE k; SELECT * FROM t';
    const session = new FakeSession(using);
    const [truncate = ''] = planText(text, WRITING).consents.map(({ key }) => key);
    const { entries, changes, settings } = await run(text, session, { consents: { [truncate]: 't' }, goesOn: () => true });

    expect(entries.map(({ state, skipped }) => skipped ?? state)).toEqual(['done', 'done', 'failed', 'keyspace', 'keyspace', 'keyspace', 'done', 'keyspace', 'done', 'done']);
    expect(session.statements).not.toContain('TRUNCATE t');
    expect(changes).toEqual([{ set: 'keyspace', to: 'k' }, { set: 'keyspace', to: 'k' }]);
    expect(settings.keyspace).toBe('k');
    expect(entries[0]?.answer).toEqual({ kind: 'keyspace', keyspace: 'k' });
  });

  it.each<[string, Page | Error, boolean]>([
    ['CREATE TABLE a.b (c int PRIMARY KEY)', NOTHING, true],
    ['CREATE TABLE a.b (c int PRIMARY KEY)', new CqlError('timeout', ''), true],
    ['CREATE TABLE a.b (c int PRIMARY KEY)', refused(0x2400, ''), false],
    ['INSERT INTO a.b (c) VALUES (1)', NOTHING, false],
    [`CREATE ROLE a WITH PASSWORD = 'secret'`, NOTHING, false],
    ['NEW KIND OF STATEMENT', NOTHING, true],
  ])('%s after %o: the schema is to be read again', async(text, answer, expected) => {
    const session = new FakeSession(() => answer instanceof Error ? Promise.reject(answer) : answer);

    expect((await run(text, session)).schemaChanged).toBe(expected);
  });

  it('shows no password, and sends it', async() => {
    const session = new FakeSession();
    const { told } = await run(`CREATE ROLE a WITH PASSWORD = 'secret' AND LOGIN = true`, session);

    expect(session.statements[0]).toContain('secret');
    expect(told.map(({ statement }) => statement)).toEqual(told.map(() => 'CREATE ROLE a WITH PASSWORD = •••••• AND LOGIN = true'));
    expect(JSON.stringify(told)).not.toContain('secret');
  });

  it('ends when results have taken all the room', async() => {
    const session = new FakeSession(() => pageOf([1, 2, 3]));
    const { entries, outcome } = await run('SELECT 1;'.repeat(30), session, { limits: { rows: 100, bytes: 500 } });

    expect(outcome).toBe('failed');
    expect(session.sent.length).toBe(7);
    expect(entries[7]?.skipped).toBe('room');
  });

  it('comes to an end with any text and any answers', async() => {
    const answers = fc.constantFrom<() => Page>(() => NOTHING, () => pageOf([1]), () => pageOf([], 'x'), () => ({ ...NOTHING, keyspace: 'z' }), () => {
      throw refused(0x2200, 'no');
    }, () => {
      throw new TypeError('broken');
    });

    await fc.assert(fc.asyncProperty(garbage, fc.infiniteStream(answers), fc.boolean(), async(text, stream, goes) => {
      const session = new FakeSession((_, { from }) => from === undefined ? stream.next().value() : pageOf([]));
      const plan = planText(text, WRITING);
      const consents = Object.fromEntries(plan.consents.map(({ key, confirm }) => [key, confirm ?? true] as const));
      const { entries, outcome } = await run(text, session, { consents, goesOn: () => goes, describe: async() => '' });

      expect(entries.every(({ state }) => ['done', 'failed', 'skipped'].includes(state))).toBe(true);
      expect(outcome === 'refused').toBe(plan.refusals.length > 0);
      expect(outcome !== 'done' || entries.every(({ state, skipped }) => state === 'done' || skipped === 'exit' || skipped === 'keyspace')).toBe(true);
    }), { numRuns: 300 });
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, shallowRef, type EffectScope } from 'vue';

import type { ConsoleKeys } from '../../../../pkg/cassandra/composables/cql/consoleKeys';
import { useConsole, type Console } from '../../../../pkg/cassandra/composables/cql/useConsole';
import type { CqlSchema } from '../../../../pkg/cassandra/composables/cql/useCqlSchema';
import { readSchema } from '../../../../pkg/cassandra/core/cql/schema/read';
import type { Schema } from '../../../../pkg/cassandra/core/cql/schema/model';
import { CqlError, type CqlSession, type Page } from '../../../../pkg/cassandra/core/cql/session';
import { FakeSession, never, NOTHING, pageOf, refused } from '../../core/console/fake-session';
import { fakeBrowser } from './browser';

vi.mock('../../../../pkg/cassandra/composables/useText', () => ({ useText: () => (key: string) => key }));

const KEYS: ConsoleKeys = { history: 'history', queries: 'queries', draft: 'draft' };

let browser: ReturnType<typeof fakeBrowser>;
let scopes: EffectScope[];

beforeEach(() => {
  browser = fakeBrowser();
  scopes = [];
});

afterEach(() => {
  scopes.forEach((scope) => scope.stop());
  vi.unstubAllGlobals();
});

/** A session that goes where USE takes it. */
const using = (statement: string): Page => statement.startsWith('USE ') ? { ...NOTHING, keyspace: statement.slice(4) } : pageOf([1]);

function start(first: CqlSession | 'none' = new FakeSession(using), { readOnly = false, schema = shallowRef<Schema>() } = {}) {
  const session = shallowRef(first === 'none' ? undefined : first);
  const scope = effectScope();
  const reload = vi.fn(async(_?: string) => undefined);
  const shared: CqlSchema = { state: shallowRef('ready'), schema, error: shallowRef(), reload };
  const handle = scope.run(() => useConsole(session, shared, KEYS))!;

  scopes.push(scope);
  handle.change({ set: 'readOnly', to: readOnly });

  return { session, scope, reload, handle };
}

/** The statements of the newest run, and how far they are. */
const states = ({ runs }: Console) => runs.value[0]?.entries.value.map(({ state, skipped }) => skipped ?? state);
const ended = (handle: Console) => vi.waitFor(() => expect(handle.running.value).toBeUndefined());

async function run(handle: Console, text: string, ...selection: Parameters<Console['run']>): Promise<void> {
  handle.text.value = text;
  handle.run(...selection);
  await ended(handle);
}

describe('what is run', () => {
  it('is all, the selection, or the statement at the cursor', async() => {
    const session = new FakeSession();
    const { handle } = start(session);
    const text = 'SELECT 1; SELECT 2; SELECT 3';

    await run(handle, text);
    await run(handle, text, { start: 10, end: 28 });
    await run(handle, text, { start: 12, end: 12 });
    expect(session.statements).toEqual(['SELECT 1', 'SELECT 2', 'SELECT 3', 'SELECT 2', 'SELECT 3', 'SELECT 2']);
    expect(handle.history.entries.value.map((entry) => entry.text)).toEqual(['SELECT 2', 'SELECT 2; SELECT 3', text]);
    expect(handle.runs.value.map(({ entries, outcome }) => [entries.value.length, outcome.value])).toEqual([[1, 'done'], [2, 'done'], [3, 'done']]);
  });

  it('is nothing without a session, while something is run, and while it is asked whether to', async() => {
    const session = new FakeSession(() => never<Page>());
    const { handle } = start('none');
    const second = start(session).handle;

    handle.text.value = second.text.value = 'SELECT 1';
    handle.run();
    expect([handle.mayRun.value, handle.runs.value]).toEqual([false, []]);
    second.run();
    second.run();
    await vi.waitFor(() => expect(session.sent).toHaveLength(1));
    expect(second.runs.value).toHaveLength(1);
    second.stop();
    await ended(second);
    second.text.value = 'DROP TABLE a.b';
    second.run();
    second.run();
    expect([second.asking.value?.plan.steps.length, second.mayRun.value, second.runs.value.length]).toEqual([1, false, 1]);
  });

  it('is nothing of what is refused, which is said before', async() => {
    const session = new FakeSession();
    const { handle } = start(session, { readOnly: true });

    await run(handle, 'SELECT 1; INSERT INTO a.b (c) VALUES (1)');
    expect(handle.refusal.value?.plan.refusals).toMatchObject([{ code: 'readOnly' }]);
    await run(handle, `SELECT 'a`);
    expect(handle.refusal.value?.plan.refusals).toMatchObject([{ code: 'unfinished' }]);
    await run(handle, 'x'.repeat(1_048_577));
    expect(handle.refusal.value?.plan.refusals).toMatchObject([{ code: 'tooLong' }]);
    expect([session.sent, handle.runs.value, handle.history.entries.value]).toEqual([[], [], []]);
    await run(handle, 'SELECT 1');
    expect(handle.refusal.value).toBeUndefined();
  });

  it('waits for consents, and is judged anew if the settings have become others', async() => {
    const session = new FakeSession(using);
    const { handle } = start(session);
    const consent = async() => {
      const [{ key } = { key: '' }] = handle.asking.value?.plan.consents ?? [];

      handle.consent({ [key]: 'b' });
      await ended(handle);
    };

    await run(handle, 'DROP TABLE a.b');
    handle.consent();
    expect([handle.asking.value, session.sent]).toEqual([undefined, []]);
    handle.run();
    handle.change({ set: 'readOnly', to: true });
    await consent();
    expect([handle.refusal.value?.plan.refusals[0]?.code, session.sent]).toEqual(['readOnly', []]);
    handle.change({ set: 'readOnly', to: false });
    handle.run();
    await consent();
    expect(session.statements).toEqual(['DROP TABLE a.b']);
  });

  it('has the texts of files for one time only', async() => {
    const session = new FakeSession();
    const { handle } = start(session);

    await run(handle, `SELECT 1; SOURCE 'a.cql'`);
    expect(handle.refusal.value?.plan.refusals).toMatchObject([{ code: 'source', file: 'a.cql' }]);
    handle.giveSource('a.cql', `SELECT 2; SOURCE 'b.cql'`);
    expect(handle.refusal.value?.plan.refusals).toMatchObject([{ code: 'source', file: 'b.cql' }]);
    handle.giveSource('b.cql', 'SELECT 3');
    await ended(handle);
    expect(session.statements).toEqual(['SELECT 1', 'SELECT 2', 'SELECT 3']);
    expect(handle.history.entries.value.map(({ text }) => text)).toEqual([`SELECT 1; SOURCE 'a.cql'`]);
    handle.run();
    expect(handle.refusal.value?.plan.refusals).toMatchObject([{ code: 'source', file: 'a.cql' }]);
  });
});

describe('a run', () => {
  it('asks whether to go on after each failure, or after none any more', async() => {
    const session = new FakeSession((statement) => statement.includes('bad') ? Promise.reject(refused(0x2200, 'no')) : pageOf([1]));
    const { handle } = start(session);
    const asked = (index: number) => vi.waitFor(() => expect(handle.question.value?.failed.index).toBe(index));

    handle.text.value = 'SELECT bad; SELECT 2; SELECT bad; SELECT 4; SELECT bad';
    handle.run();
    await asked(0);
    expect(states(handle)).toEqual(['failed', 'waiting', 'waiting', 'waiting', 'waiting']);
    expect(handle.question.value?.left).toBe(4);
    handle.answer('goOn');
    await asked(2);
    handle.answer('end');
    await ended(handle);
    expect(states(handle)).toEqual(['failed', 'done', 'failed', 'failed', 'failed']);

    handle.run();
    await asked(0);
    handle.answer('all');
    await ended(handle);
    expect(handle.runs.value[0]?.entries.value.map(({ state }) => state)).toEqual(['failed', 'done', 'failed', 'done', 'failed']);
    expect(handle.question.value).toBeUndefined();
  });

  it('is stopped, also while it asks', async() => {
    const session = new FakeSession((statement) => statement.includes('bad') ? Promise.reject(refused(0x2200, 'no')) : never<Page>());
    const { handle } = start(session);

    handle.text.value = 'SELECT bad; SELECT 2';
    handle.run();
    await vi.waitFor(() => expect(handle.question.value).toBeDefined());
    handle.stop();
    await ended(handle);
    expect([handle.question.value, handle.runs.value[0]?.outcome.value]).toEqual([undefined, 'stopped']);
    await Promise.all([run(handle, 'SELECT 1'), vi.waitFor(() => expect(session.sent).toHaveLength(2)).then(handle.stop)]);
    expect(states(handle)).toEqual(['stopped']);
  });

  it('ends with the console', async() => {
    const session = new FakeSession(() => never<Page>());
    const { handle, scope } = start(session);

    handle.text.value = 'SELECT 1';
    handle.run();
    await vi.waitFor(() => expect(session.sent).toHaveLength(1));
    scope.stop();
    expect(session.sent[0]?.execution.signal?.aborted).toBe(true);
  });

  it('has the schema read again by the node that changed it', async() => {
    const { handle, reload } = start(new FakeSession(() => ({ ...NOTHING, coordinator: '10.0.0.7' })));

    await run(handle, 'SELECT 1');
    expect(reload).not.toHaveBeenCalled();
    await run(handle, 'CREATE TABLE a.b (c int PRIMARY KEY)');
    expect(reload.mock.calls).toEqual([['10.0.0.7']]);
  });

  it('clears what was before it, opens the history, and changes settings', async() => {
    const { handle } = start();

    await run(handle, 'SELECT 1');
    await run(handle, 'SELECT 2');
    await run(handle, 'CLEAR\nHISTORY\nCONSISTENCY QUORUM\nSELECT 3');
    expect(handle.runs.value).toHaveLength(1);
    expect(states(handle)).toEqual(['done', 'done', 'done', 'done']);
    expect([handle.panel.value, handle.settings.value.consistency]).toEqual(['history', 'QUORUM']);
  });

  it('describes by the schema where the server cannot', async() => {
    const schema = shallowRef(readSchema({ keyspaces: { rows: [{ keyspace_name: 'k', durable_writes: true, replication: new Map([['class', 'x']]) }] } }, '3.11.19'));
    const { handle, reload } = start(new FakeSession(using, '3.11.19'), { schema });

    await run(handle, 'DESCRIBE KEYSPACES\nDESC TABLE k.gone');
    expect(reload).toHaveBeenCalledTimes(2);
    expect(handle.runs.value[0]?.entries.value).toMatchObject([
      { answer: { kind: 'definitions', text: 'k' } }, { state: 'failed', error: { code: 'unknown', message: 'cassandra.cql.notDescribed' } },
    ]);
  });
});

describe('the keyspace', () => {
  it('is entered before anything is run, and entered again by a new session', async() => {
    const session = new FakeSession(using);
    const { handle, session: current } = start(session);
    const entering = handle.enter('Shop');

    expect([handle.mayRun.value, handle.isEntering.value]).toEqual([false, true]);
    await entering;
    expect([session.statements, handle.settings.value.keyspace, handle.mayRun.value]).toEqual([['USE "Shop"'], 'Shop', true]);

    const next = new FakeSession(using);

    current.value = undefined;
    expect([handle.settings.value.keyspace, handle.mayRun.value]).toEqual([undefined, false]);
    current.value = next;
    expect(handle.mayRun.value).toBe(false);
    await vi.waitFor(() => expect(handle.settings.value.keyspace).toBe('Shop'));
    expect(next.statements).toEqual(['USE "Shop"']);
  });

  it('stays what it was if the server refuses', async() => {
    const { handle } = start(new FakeSession((statement) => statement.includes('gone') ? Promise.reject(refused(0x2200, 'no such')) : using(statement)));

    await handle.enter('k');
    await handle.enter('gone');
    expect([handle.settings.value.keyspace, handle.refused.value?.message, handle.isEntering.value]).toEqual(['k', 'no such', false]);
    await handle.enter('k');
    expect(handle.refused.value).toBeUndefined();
  });

  it('is none in a new session that may not enter it', async() => {
    const { handle, session } = start();

    await handle.enter('k');
    session.value = new FakeSession(() => Promise.reject(new CqlError('closed', 'gone')));
    await vi.waitFor(() => expect(handle.refused.value?.code).toBe('closed'));
    session.value = new FakeSession(using);
    await nextTick();
    expect([handle.settings.value.keyspace, handle.mayRun.value]).toEqual([undefined, true]);
  });

  it('is none any more when the session says that it is in none', async() => {
    const { handle } = start(new FakeSession((statement) => statement.startsWith('USE') ? using(statement) : Promise.reject(refused(0x2200, 'No keyspace has been specified. USE a keyspace'))));

    await run(handle, 'USE k');
    expect(handle.settings.value.keyspace).toBe('k');
    await run(handle, 'SELECT * FROM t');
    expect(handle.settings.value.keyspace).toBeUndefined();
  });
});

describe('what is kept', () => {
  it('has no passwords, and nothing of a part of a statement', async() => {
    const { handle } = start(new FakeSession());
    const text = `CREATE ROLE a WITH PASSWORD = 'geheim'`;

    await run(handle, text);
    expect(JSON.stringify([...browser.local.texts])).toContain('CREATE ROLE');
    await run(handle, text, { start: text.indexOf(`'`), end: text.length });
    handle.consent({ partOfStatement: true });
    await ended(handle);
    expect(handle.runs.value).toHaveLength(2);
    scopes.forEach((scope) => scope.stop());
    expect(JSON.stringify([...browser.local.texts, ...browser.session.texts])).not.toContain('geheim');
  });

  it('is what all tabs have run', async() => {
    const one = start().handle;
    const other = start().handle;

    await run(one, 'SELECT 1');
    await run(other, 'SELECT 2');
    browser.tellOfOtherTab('other key');
    expect(one.history.entries.value).toHaveLength(1);
    browser.tellOfOtherTab('history');
    await run(one, 'SELECT 3');
    expect(one.history.entries.value.map(({ text }) => text)).toEqual(['SELECT 3', 'SELECT 2', 'SELECT 1']);
  });
});

describe('two thousand statements', () => {
  it('are told picture by picture, not one by one', async() => {
    const session = new FakeSession();
    const { handle } = start(session);
    const lists = new Set<unknown>();

    handle.text.value = 'SELECT 1;'.repeat(2_000);
    handle.run();
    while (handle.running.value) {
      browser.draw();
      lists.add(handle.runs.value[0]?.entries.value);
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect(session.sent).toHaveLength(2_000);
    expect(browser.frames.length).toBeLessThan(500);
    expect(states(handle)?.filter((state) => state === 'done')).toHaveLength(2_000);
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, shallowRef, type EffectScope } from 'vue';

import type { CqlConnectionState } from '../../../../pkg/cassandra/composables/cql/connection';
import { sharedSchema } from '../../../../pkg/cassandra/composables/cql/useCqlSchema';
import { CqlError, type Cell, type Page } from '../../../../pkg/cassandra/core/cql/session';
import { FakeSession, node, page } from './fake-session';

const KEYSPACES = 'SELECT * FROM system_schema.keyspaces';

let scope: EffectScope;

const text = (value: string): Cell => new TextEncoder().encode(value);

function keyspaces(names: readonly string[], more: Partial<Page> = {}): Page {
  return page({ columns: [{ keyspace: 'system_schema', table: 'keyspaces', name: 'keyspace_name', type: { kind: 'scalar', name: 'text' } }], rows: names.map((name) => [text(name)]), ...more });
}

/** A ring that has these keyspaces and nothing in them. */
function ring(...names: string[]): FakeSession {
  return new FakeSession([node('10.42.0.0', { connected: false }), node('10.42.0.1'), node('10.42.0.2')], (statement) => statement === KEYSPACES ? keyspaces(names) : page());
}

function start(session?: FakeSession) {
  const state = shallowRef<CqlConnectionState>(session ? { kind: 'open', session } : { kind: 'idle' });

  scope = effectScope();
  const shared = scope.run(() => sharedSchema({ state }))!;

  return { state, shared, names: () => shared.schema.value && [...shared.schema.value.keyspaces.keys()] };
}

const settled = () => new Promise((resolve) => {
  setTimeout(resolve);
});

afterEach(() => scope.stop());

describe('the schema of a page', () => {
  it('is not read before somebody looks at it, and then once for all', async() => {
    const session = ring('shop');
    const { shared, names } = start(session);

    await settled();
    expect([shared.state.value, session.asked]).toEqual(['idle', []]);
    shared.want();
    shared.want();
    expect(shared.state.value).toBe('loading');
    await settled();
    expect([shared.state.value, names(), session.asked.filter(({ statement }) => statement === KEYSPACES).length]).toEqual(['ready', ['shop'], 1]);
  });

  it('is one node\'s, to the last page', async() => {
    const session = ring();

    session.answer = (statement, { from }) => statement !== KEYSPACES ? page() : from === undefined ? keyspaces(['a', 'b'], { next: 'p2' }) : keyspaces([`after ${ from }`]);
    const { shared, names } = start(session);

    shared.want();
    await settled();
    expect(names()).toEqual(['a', 'after p2', 'b']);
    expect([...new Set(session.asked.map(({ execution }) => execution.node))]).toEqual(['10.42.0.1']);
  });

  it('is read again from the node that has changed it, while the old one stays', async() => {
    const session = ring('shop');
    const { shared, names } = start(session);

    shared.want();
    await settled();
    session.asked.length = 0;
    session.answer = (statement) => statement === KEYSPACES ? keyspaces(['shop', 'new']) : page();
    const again = shared.reload('10.42.0.2');

    expect([shared.state.value, names()]).toEqual(['loading', ['shop']]);
    await again;
    expect([names(), session.asked[0]?.execution.node]).toEqual([['new', 'shop'], '10.42.0.2']);
  });

  it('is read one at a time, and once more for all that is asked meanwhile', async() => {
    const session = ring('shop');
    const { shared } = start(session);
    const first = shared.reload();
    const second = shared.reload();
    const third = shared.reload('10.42.0.2');

    await first;
    await Promise.all([second, third]);
    const asked = session.asked.filter(({ statement }) => statement === KEYSPACES);

    expect(asked.map(({ execution }) => execution.node)).toEqual(['10.42.0.1', '10.42.0.2']);
  });

  it('keeps why it could not be read, and what is there already, until it can', async() => {
    const session = ring('shop');
    const { shared, names } = start(session);

    await shared.reload();
    const { answer } = session;

    session.answer = () => {
      throw new CqlError('timeout', 'no answer');
    };
    await shared.reload();
    expect([shared.state.value, shared.error.value?.code, names()]).toEqual(['error', 'timeout', ['shop']]);
    session.answer = answer;
    await shared.reload();
    expect([shared.state.value, shared.error.value]).toEqual(['ready', undefined]);
  });

  it('is read as far as the login may', async() => {
    const session = ring('shop');
    const { answer } = session;

    session.answer = (statement, execution) => {
      if (statement.endsWith('.functions')) {
        throw new CqlError('refused', 'User reader has no SELECT permission', 0x2100);
      }

      return answer(statement, execution);
    };
    const { shared, names } = start(session);

    await shared.reload();
    expect([names(), shared.schema.value?.notes]).toEqual([['shop'], [{ part: 'functions', code: 'denied', message: 'User reader has no SELECT permission' }]]);
  });

  it('goes with its session, and comes with the next', async() => {
    const { state, shared, names } = start();

    shared.want();
    await shared.reload();
    expect(shared.state.value).toBe('idle');
    state.value = { kind: 'open', session: ring('shop') };
    await nextTick();
    expect(shared.state.value).toBe('loading');
    await vi.waitFor(() => expect(names()).toEqual(['shop']));
    state.value = { kind: 'connecting' };
    await nextTick();
    expect([shared.state.value, names()]).toEqual(['idle', undefined]);
    state.value = { kind: 'open', session: ring('other') };
    await vi.waitFor(() => expect(names()).toEqual(['other']));
  });

  it('of an earlier session is dropped when it comes late', async() => {
    const late = ring('late');
    let answer: (page: Page) => void = () => {};

    late.answer = (statement) => statement === KEYSPACES ? new Promise((resolve) => {
      answer = resolve;
    }) : page();
    const { state, shared, names } = start(late);

    shared.want();
    await settled();
    state.value = { kind: 'open', session: ring('now') };
    await settled();
    answer(keyspaces(['late']));
    await vi.waitFor(() => expect(names()).toEqual(['now']));
    expect(late.asked[0]?.execution.signal?.aborted).toBe(true);
  });
});

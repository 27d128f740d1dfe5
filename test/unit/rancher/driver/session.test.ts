import { afterEach, describe, expect, it, vi } from 'vitest';
import { CONSISTENCIES } from '../../../../pkg/cassandra/core/cql/commands';
import { CqlError } from '../../../../pkg/cassandra/core/cql/session';
import type { Execution } from '../../../../pkg/cassandra/core/cql/session';
import {
  error, INT, int, rows, schemaChange, short, string, TEXT, VOID
} from './native-frames';
import type { Answer } from './native-frames';
import { uuidOf } from './native-node';
import type { Asked, NodePlan } from './native-node';
import { startPods } from './pods';
import type { Pods, PodsOptions } from './pods';

const ONE: Execution = { consistency: 'ONE', pageSize: 100 };
const IPS = ['10.42.1.7', '10.42.2.7', '10.42.3.7'];

let pods: Pods;

async function ring(plan: Partial<NodePlan> = {}, options: PodsOptions = {}, ips = IPS): Promise<void> {
  pods = await startPods(ips.map((ip, i) => ({ ip, rack: `r${ i + 1 }`, ...plan })), options);
}

/** A ring of one node that gives this answer to everything. */
async function answering(answer: (asked: Asked) => Answer | undefined) {
  await ring({ answer }, {}, IPS.slice(0, 1));

  return pods.open();
}

async function errorOf(promise: Promise<unknown>): Promise<CqlError> {
  const thrown: unknown = await promise.then(() => undefined, (reason: unknown) => reason);

  expect(thrown).toBeInstanceOf(CqlError);

  return thrown as CqlError;
}

afterEach(() => pods.close());

describe('opening a session', () => {
  it('learns the ring and connects to every node of it', async() => {
    await ring();
    const session = await pods.open();

    expect(session).toMatchObject({ clusterName: 'Test Ring', release: '5.0.9' });
    await vi.waitFor(() => expect(session.nodes()).toEqual(IPS.map((host, i) => ({
      host, hostId: uuidOf(host), datacenter: 'dc1', rack: `r${ i + 1 }`, release: '5.0.9', pod: `ring-${ i }`, connected: true
    }))));
    expect(pods.nodes.map(({ sockets }) => sockets.size)).toEqual([1, 1, 1]);
    expect(pods.nodes.flatMap(({ startups }) => startups).every((startup) => startup.includes('Cassandra for Rancher'))).toBe(true);
  });

  it('logs in', async() => {
    await ring({ login: { username: 'admin', password: 'päss' } });
    const session = await pods.open({ credentials: { username: 'admin', password: 'päss' } });

    await vi.waitFor(() => expect(session.nodes().every(({ connected }) => connected)).toBe(true));
  });

  it.each([
    ['credentials', { username: 'admin', password: 'wrong' }, 'Provided username admin and/or password are incorrect', 0x0100],
    ['loginRequired', undefined, 'The ring wants a login', undefined],
  ])('says %s', async(code, credentials, message, serverCode) => {
    await ring({ login: { username: 'admin', password: 'secret' } });

    expect(await errorOf(pods.open({ credentials }))).toMatchObject({ code, message, serverCode });
  });

  it('leaves nodes alone that have no pod here', async() => {
    await ring({}, { elsewhere: [{ ip: '10.99.0.1', datacenter: 'dc2' }] });
    const started = performance.now();
    const session = await pods.open();

    expect(session.nodes().at(-1)).toEqual({
      host: '10.99.0.1', hostId: uuidOf('10.99.0.1'), datacenter: 'dc2', rack: 'r1', release: '5.0.9', pod: undefined, connected: false
    });
    expect(performance.now() - started).toBeLessThan(4000);
    expect(await errorOf(session.execute('SELECT 1', { ...ONE, node: '10.99.0.1' }))).toMatchObject({ code: 'unreachable', message: 'Node 10.99.0.1 has no pod in this cluster' });
    expect(await errorOf(session.execute('SELECT 1', { ...ONE, node: '10.99.0.2' }))).toMatchObject({ code: 'unreachable', message: 'The ring has no node 10.99.0.2' });
  });

  it('says that the user may not forward ports', async() => {
    await ring({}, { refuse: () => 403 });
    pods.host.denied.add('create pods/portforward');

    expect(await errorOf(pods.open())).toMatchObject({ code: 'denied', message: 'You are not allowed to create pods/portforward in namespace "db"' });
  });

  it('says that nothing listens', async() => {
    await ring({}, { listening: () => false });

    expect(await errorOf(pods.open())).toMatchObject({ code: 'unreachable', message: expect.stringContaining('connection refused') });
  });

  it('finds the node that listens', async() => {
    await ring({}, { listening: (pod) => pod === 'ring-2' });
    const session = await pods.open();

    expect(session.nodes().map(({ connected }) => connected)).toEqual([false, false, true]);
    expect(await errorOf(session.execute('SELECT 1', { ...ONE, node: IPS[0] }))).toMatchObject({ code: 'unreachable', message: expect.stringContaining('connection refused') });
  });

  it('asks pods first that are ready', async() => {
    await ring({ answer: () => VOID });
    pods.nodes[0]!.frozen = true;
    const started = performance.now();

    await pods.open({ pods: IPS.map((ip, i) => ({ name: `ring-${ i }`, ip, ready: i > 0 })) });
    expect(performance.now() - started).toBeLessThan(4000);
  });

  it.each([
    ['hangs up', ''],
    ['answers with a TLS alert', '15030300020250'],
  ])('takes a node that %s for one that wants TLS', async(_, answer) => {
    await ring({ raw: (socket) => socket.once('data', () => socket.end(Buffer.from(answer, 'hex'))) }, {}, IPS.slice(0, 1));

    expect(await errorOf(pods.open())).toMatchObject({ code: 'tls' });
  });

  it('can be aborted, and leaves no connection behind', async() => {
    await ring();
    pods.nodes.forEach((node) => {
      node.frozen = true;
    });
    const controller = new AbortController();
    const opening = errorOf(pods.open({ signal: controller.signal }));

    await vi.waitFor(() => expect(pods.server.sockets.size).toBeGreaterThan(0));
    controller.abort();
    expect(await opening).toMatchObject({ code: 'aborted' });
    await vi.waitFor(() => expect(pods.server.sockets.size).toBe(0));
  });

  it('needs a pod', async() => {
    await ring();

    expect(await errorOf(pods.open({ pods: [] }))).toMatchObject({ code: 'unreachable' });
  });

  it('keeps rings apart that have the same addresses', async() => {
    await ring({ answer: () => rows({ columns: [['v', TEXT]], rows: [[Buffer.from('first')]] }) }, {}, IPS.slice(0, 1));
    const first = await pods.open();
    const others = pods;

    await ring({ answer: () => rows({ columns: [['v', TEXT]], rows: [[Buffer.from('second')]] }) }, {}, IPS.slice(0, 1));
    const second = await pods.open();

    expect(Buffer.from((await first.execute('SELECT v', ONE)).rows[0]![0]!).toString()).toBe('first');
    expect(Buffer.from((await second.execute('SELECT v', ONE)).rows[0]![0]!).toString()).toBe('second');
    await others.close();
  });
});

describe('executing', () => {
  it('hands on cells as they came', async() => {
    const big = Buffer.alloc(300_000, 7);
    const session = await answering(() => rows({
      columns: [['a', INT], ['b', TEXT], ['a', TEXT], ['c', INT]],
      rows:    [[int(1), Buffer.from('x'), null, Buffer.of()], [Buffer.from('no int at all'), null, Buffer.from('ä'), big]],
    }));
    const page = await session.execute('SELECT *', ONE);

    expect(page.columns).toEqual([['a', 'int'], ['b', 'text'], ['a', 'text'], ['c', 'int']].map(([name, type]) => ({
      keyspace: 'shop', table: 'carts', name, type: { kind: 'scalar', name: type }
    })));
    expect(page.rows.map((row) => row.map((cell) => cell && Buffer.from(cell)))).toEqual([
      [int(1), Buffer.from('x'), null, Buffer.of()],
      [Buffer.from('no int at all'), null, Buffer.from('ä'), big],
    ]);
  });

  it('tells the coordinator, and nothing that there is not', async() => {
    const session = await answering(() => VOID);
    const page = await session.execute('INSERT', ONE);

    expect(page).toEqual({
      columns: [], rows: [], warnings: [], next: undefined, trace: undefined, keyspace: undefined, coordinator: IPS[0], durationMs: expect.any(Number)
    });
  });

  it('tells the place of columns without rows, and of several tables', async() => {
    const session = await answering(({ text }) => rows({
      keyspace: 'k', table: 't', columns: [['x', INT]], rows: [], tablePerColumn: text.includes('each')
    }));
    const column = {
      keyspace: 'k', table: 't', name: 'x', type: { kind: 'scalar', name: 'int' }
    };

    expect((await session.execute('once', ONE)).columns).toEqual([column]);
    expect((await session.execute('each', ONE)).columns).toEqual([column]);
  });

  it('asks page by page', async() => {
    const session = await answering(({ from = '00' }) => rows({
      columns: [['n', TEXT]], rows: [[Buffer.from(from)]], next: from === '00' ? 'cafe' : undefined
    }));
    const first = await session.execute('SELECT n', { ...ONE, pageSize: 1 });
    const second = await session.execute('SELECT n', { ...ONE, pageSize: 1, from: first.next });

    expect([first.next, second.next]).toEqual(['cafe', undefined]);
    expect(pods.nodes[0]!.asked).toMatchObject([{ pageSize: 1, from: undefined }, { pageSize: 1, from: 'cafe' }]);
  });

  it('hands on warnings and the trace', async() => {
    const session = await answering(({ tracing }) => ({ ...VOID, warnings: ['careful', 'slow'], trace: tracing ? Buffer.from(uuidOf('1.2.3.4').replace(/-/g, ''), 'hex') : undefined }));

    expect(await session.execute('SELECT', { ...ONE, tracing: true })).toMatchObject({ warnings: ['careful', 'slow'], trace: uuidOf('1.2.3.4') });
    expect((await session.execute('SELECT', ONE)).trace).toBeUndefined();
  });

  it.each(CONSISTENCIES.map((consistency, code) => [consistency, code] as const))('asks with %s', async(consistency, code) => {
    const session = await answering(() => VOID);

    await session.execute('SELECT', { ...ONE, consistency });
    expect(pods.nodes[0]!.asked[0]).toMatchObject({ consistency: code, serialConsistency: undefined, timestamp: false, tracing: false });
  });

  it.each([['SERIAL', 8], ['LOCAL_SERIAL', 9]] as const)('asks with the serial consistency %s', async(serialConsistency, code) => {
    const session = await answering(() => VOID);

    await session.execute('SELECT', { ...ONE, serialConsistency });
    expect(pods.nodes[0]!.asked[0]).toMatchObject({ serialConsistency: code });
  });

  it('asks one node if told to', async() => {
    await ring({ answer: () => VOID });
    const session = await pods.open();

    for (const node of [...IPS, ...IPS]) {
      expect((await session.execute('SELECT', { ...ONE, node })).coordinator).toBe(node);
    }
    expect(pods.nodes.map(({ asked }) => asked.length)).toEqual([2, 2, 2]);
  });

  it('takes all connections to a keyspace', async() => {
    await ring();
    const session = await pods.open();

    await vi.waitFor(() => expect(session.nodes().every(({ connected }) => connected)).toBe(true));
    expect((await session.execute(' /* to */ use "Shop"', ONE)).keyspace).toBe('Shop');
    for (const node of IPS) {
      await errorOf(session.execute('SELECT', { ...ONE, node }));
    }
    for (const node of pods.nodes) {
      expect(node.asked.map(({ text }) => text).slice(-2)).toEqual(['USE "Shop"', 'SELECT']);
    }
  });

  it('gets out of a keyspace that was dropped', async() => {
    let dropped = false;

    await ring({
      answer: ({ text }) => /^USE "?gone/i.test(text) && dropped ? error(0x2200, 'Keyspace \'gone\' does not exist') : /^USE/i.test(text) ? { ...VOID, ...useOf(text) } : VOID
    });
    const session = await pods.open();

    await session.execute('USE gone', { ...ONE, node: IPS[0] });
    dropped = true;
    expect((await session.execute('SELECT', { ...ONE, node: IPS[1] })).coordinator).toBe(IPS[1]);
    expect((await session.execute('USE other', { ...ONE, node: IPS[2] })).keyspace).toBe('other');
    expect(pods.nodes.map(({ asked }) => asked.map(({ text }) => text))).toEqual([['USE gone'], ['USE "gone"', 'SELECT'], ['USE other']]);
  });

  it('waits until the nodes agree on a changed schema', async() => {
    await ring({ answer: schemaChange });
    const session = await pods.open();

    expect((await session.execute('CREATE TABLE', ONE)).columns).toEqual([]);
  });

  it('avoids a node that has stopped answering', async() => {
    await ring({ answer: () => VOID });
    const session = await pods.open();

    await vi.waitFor(() => expect(session.nodes().every(({ connected }) => connected)).toBe(true));
    pods.nodes[1]!.frozen = true;
    const stuck = errorOf(session.execute('SELECT', { ...ONE, node: IPS[1], timeoutMs: 1000 }));

    await new Promise((resolve) => setTimeout(resolve, 100));
    for (let i = 0; i < 6; i++) {
      expect((await session.execute('SELECT', ONE)).coordinator).not.toBe(IPS[1]);
    }
    expect(await stuck).toMatchObject({ code: 'timeout' });
  });
});

/** As `keyspaceSet` of the keyspace that a text names. */
function useOf(text: string): Answer {
  const [, name = ''] = /^USE "?(\w+)/i.exec(text) ?? [];

  return { opcode: 8, body: Buffer.concat([int(3), string(name)]) };
}

describe('trouble', () => {
  it.each([
    ['a syntax error', error(0x2000, 'line 1:7 no viable alternative at input'), 0x2000, 'line 1:7 no viable alternative at input'],
    ['missing rights', error(0x2100, 'User joe has no SELECT permission on <table shop.carts>'), 0x2100, 'User joe has no SELECT permission on <table shop.carts>'],
    ['a table that exists', error(0x2400, 'Cannot add existing table', string('shop'), string('carts')), 0x2400, 'Cannot add existing table'],
    ['nodes that are missing', error(0x1000, 'Cannot achieve', short(4), int(2), int(1)), 0x1000, 'Not enough replicas available for query at consistency QUORUM (2 required but only 1 alive)'],
    ['a timeout of the server', error(0x1200, 'Operation timed out', short(4), int(1), int(2), Buffer.of(0)), 0x1200, 'Server timeout during read query at consistency QUORUM (1 replica(s) responded over 2 required)'],
    ['an error of a kind unknown', error(0x7777, 'odd'), 0x7777, 'odd'],
  ])('hands on %s', async(_, answer, serverCode, message) => {
    const session = await answering(() => answer);

    expect(await errorOf(session.execute('SELECT', ONE))).toMatchObject({ code: 'refused', serverCode, message });
    // Nothing is tried again behind the user's back.
    expect(pods.nodes[0]!.asked).toHaveLength(1);
  });

  it('gives up after the time that was given', async() => {
    const session = await answering(() => undefined);

    expect(await errorOf(session.execute('SELECT', { ...ONE, timeoutMs: 50 }))).toMatchObject({ code: 'timeout', message: `The host ${ IPS[0] }:9042 did not reply before timeout 50 ms` });
  });

  it('stops waiting when told to, and goes on with other statements', async() => {
    const session = await answering(({ text }) => text === 'slow' ? { ...VOID, afterMs: 200 } : VOID);
    const controller = new AbortController();
    const slow = errorOf(session.execute('slow', { ...ONE, signal: controller.signal }));

    controller.abort();
    expect(await slow).toMatchObject({ code: 'aborted' });
    expect(await errorOf(session.execute('never sent', { ...ONE, signal: AbortSignal.abort() }))).toMatchObject({ code: 'aborted' });
    await session.execute('other', ONE);
    expect(pods.nodes[0]!.asked.map(({ text }) => text)).toEqual(['slow', 'other']);
  });

  it('says that the connection was lost, and makes a new one', async() => {
    const session = await answering(({ text }) => text === 'lost' ? undefined : VOID);
    const lost = errorOf(session.execute('lost', ONE));

    await vi.waitFor(() => expect(pods.nodes[0]!.asked).toHaveLength(1));
    const told = vi.fn();
    const stop = session.onNodes(told);

    pods.server.sockets.forEach((socket) => socket.terminate());
    expect(await lost).toMatchObject({ code: 'unreachable', message: expect.stringContaining('1006') });
    expect(session.nodes()[0]!.connected).toBe(false);
    expect(told).toHaveBeenCalled();
    await vi.waitFor(() => expect(session.nodes()[0]!.connected).toBe(true), 10_000);
    await session.execute('again', ONE);
    stop();
  }, 20_000);

  it('goes to another node when one is lost while pages are read', async() => {
    await ring({ answer: ({ from = '0' }) => rows({ columns: [['n', INT]], rows: [[int(parseInt(from, 16))]], next: `0${ parseInt(from, 16) + 1 }` }) });
    const session = await pods.open();

    await vi.waitFor(() => expect(session.nodes().every(({ connected }) => connected)).toBe(true));
    const first = await session.execute('SELECT n', ONE);
    const gone = IPS.indexOf(first.coordinator);

    pods.nodes[gone]!.sockets.forEach((socket) => socket.destroy());
    await vi.waitFor(() => expect(session.nodes()[gone]!.connected).toBe(false));
    const second = await session.execute('SELECT n', { ...ONE, from: first.next });

    expect(second.coordinator).not.toBe(first.coordinator);
    expect(second.next).toBe('02');
  });

  it('follows a pod to its new address', async() => {
    await ring({ answer: () => VOID }, {}, IPS.slice(0, 1));
    const session = await pods.open();

    pods.plans[0] = { ...pods.plans[0]!, ip: '10.42.9.9' };
    session.setPods([{ name: 'ring-0', ip: '10.42.9.9', ready: true }]);
    pods.server.sockets.forEach((socket) => socket.terminate());
    await vi.waitFor(() => expect(session.nodes().find(({ host }) => host === '10.42.9.9')).toMatchObject({ connected: true, pod: 'ring-0' }), 15_000);
    expect((await session.execute('SELECT', ONE)).coordinator).toBe('10.42.9.9');
  }, 20_000);

  it('ends with what is under way, and takes nothing new', async() => {
    const session = await answering(() => undefined);
    const waiting = errorOf(session.execute('SELECT', ONE));

    await vi.waitFor(() => expect(pods.nodes[0]!.asked).toHaveLength(1));
    await session.close();
    expect(await waiting).toMatchObject({ code: 'closed' });
    expect(await errorOf(session.execute('SELECT', ONE))).toMatchObject({ code: 'closed' });
    await vi.waitFor(() => expect(pods.server.sockets.size).toBe(0));
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { exec, EXIT_UNKNOWN, ExecError } from '../../../pkg/cassandra/rancher/exec';
import type { ExecRequest } from '../../../pkg/cassandra/rancher/exec';
import {
  exited, failed, frame, startExecServer, SUCCESS
} from './exec-server';
import type { ExecServer } from './exec-server';
import { failure, FakeHost } from './fake-host';
import type { FakeObject } from './fake-host';
import { countListeners } from './count-listeners';

const V5 = 'v5.channel.k8s.io';
const V4 = 'v4.channel.k8s.io';
const STATUS: ExecRequest = { namespace: 'db', pod: 'ring-0', container: 'cassandra', command: ['nodetool', 'status'] };
/** As Kubernetes 1.36 with containerd 1.6 and runc said it. */
const NO_PROGRAM = 'Internal error occurred: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "3a9b": OCI runtime exec failed: exec failed: unable to start container process: exec: "nodetool": executable file not found in $PATH: unknown';
const POD = '/api/v1/namespaces/db/pods/ring-0';

let server: ExecServer;

async function serve(...args: Parameters<typeof startExecServer>): Promise<void> {
  server = await startExecServer(...args);
}

function run(request: Partial<ExecRequest> = {}, host = new FakeHost(POD)) {
  return exec(host.context, { ...STATUS, ...request }, server.open);
}

async function errorOf(running: Promise<unknown>): Promise<ExecError> {
  const thrown: unknown = await running.then(() => undefined, (error: unknown) => error);

  expect(thrown).toBeInstanceOf(ExecError);

  return thrown as ExecError;
}

afterEach(() => {
  vi.restoreAllMocks();

  return server.close();
});

describe('exec', () => {
  describe.each([V5, V4])('over %s', (protocol) => {
    it('keeps standard output, standard error and the exit code apart', async() => {
      await serve(protocol, (socket) => {
        socket.send(frame(1, ''));
        socket.send(frame(1, 'UN  10.0.0.1\n'));
        socket.send(frame(2, 'warning\n'));
        socket.send(frame(1, 'UN  10.0.0.2\n'));
        socket.send(frame(255, Uint8Array.of(1)));
        socket.send(exited(3));
        socket.close();
      });

      expect(await run()).toMatchObject({
        stdout: 'UN  10.0.0.1\nUN  10.0.0.2\n', stderr: 'warning\n', exitCode: 3, truncated: false
      });
    });

    it('takes the final Status also when the connection then breaks', async() => {
      await serve(protocol, (socket) => socket.send(SUCCESS, () => socket.terminate()));

      expect((await run()).exitCode).toBe(0);
    });

    it('decodes characters that are split across messages, per stream', async() => {
      const bytes = Buffer.from('Zürich 🜚');

      await serve(protocol, (socket) => {
        for (const byte of bytes) {
          socket.send(frame(1, Uint8Array.of(byte)));
          socket.send(frame(2, Uint8Array.of(byte)));
        }
        socket.send(SUCCESS);
        socket.close();
      });

      expect(await run()).toMatchObject({ stdout: 'Zürich 🜚', stderr: 'Zürich 🜚' });
    });
  });

  it('sends program and arguments one by one, unquoted', async() => {
    await serve(V5, (socket) => socket.send(SUCCESS, () => socket.close()));
    await run({ command: ['echo', 'a b', '$(c)&d=+', ''] });

    expect(server.last.url?.pathname).toBe('/k8s/clusters/c-abc/api/v1/namespaces/db/pods/ring-0/exec');
    expect(server.last.url?.searchParams.getAll('command')).toEqual(['echo', 'a b', '$(c)&d=+', '']);
    expect(server.last.url?.searchParams.get('container')).toBe('cassandra');
    expect(server.last.url?.searchParams.has('stdin')).toBe(false);
    expect(server.last.offered).toEqual([V5, V4]);
  });

  it('sends standard input in parts and then closes it', async() => {
    const input = 'é'.repeat(50_000);
    const received: Buffer[] = [];

    await serve(V5, (socket) => socket.on('message', (data: Buffer) => {
      if (data[0] === 255) {
        expect(data).toEqual(Buffer.of(255, 0));
        socket.send(frame(1, Buffer.concat(received)));
        socket.send(SUCCESS);
        socket.close();
      } else {
        expect(data[0]).toBe(0);
        received.push(data.subarray(1));
      }
    }));

    expect((await run({ stdin: input })).stdout).toBe(input);
    expect(received.length).toBeGreaterThan(1);
    expect(server.last.url?.searchParams.get('stdin')).toBe('1');
    expect(server.last.offered).toEqual([V5]);
  });

  it('cuts output at the limit, hangs up and says so', async() => {
    await serve(V5, (socket) => {
      socket.send(frame(1, '1234'));
      socket.send(frame(2, 'abc'));
      socket.send(frame(1, '5é'));
    });
    const result = await run({ maxOutputBytes: 6 });

    // The limit falls into the middle of é: half a character is left out.
    expect(result).toMatchObject({
      stdout: '12345', stderr: 'abc', truncated: true, exitCode: EXIT_UNKNOWN
    });
    await server.clientGone();
  });

  it('takes output of exactly the limit as complete', async() => {
    await serve(V5, (socket) => {
      socket.send(frame(1, '123456'));
      socket.send(SUCCESS);
      socket.close();
    });

    expect(await run({ maxOutputBytes: 6 })).toMatchObject({ stdout: '123456', truncated: false, exitCode: 0 });
  });

  it('gives up after the timeout and hangs up', async() => {
    await serve(V5, (socket) => socket.send(frame(1, 'slow')));
    const error = await errorOf(run({ timeoutMs: 80 }));

    expect(error).toMatchObject({ code: 'timeout', message: '"nodetool" in pod "ring-0" did not end within 0.08 s' });
    await server.clientGone();
  });

  it('stops when the caller aborts, hangs up and leaves no listener', async() => {
    const controller = new AbortController();
    const listeners = countListeners(controller.signal);

    await serve(V5, () => controller.abort());

    expect((await errorOf(run({ signal: controller.signal }))).code).toBe('aborted');
    expect(listeners()).toBe(0);
    await server.clientGone();
  });

  it('does not connect at all when already aborted', async() => {
    let connected = false;

    await serve(V5, () => {
      connected = true;
    });

    expect((await errorOf(run({ signal: AbortSignal.abort() }))).code).toBe('aborted');
    expect(connected).toBe(false);
  });

  it('leaves no listener and no timer after success', async() => {
    const controller = new AbortController();
    const listeners = countListeners(controller.signal);
    const set = vi.spyOn(globalThis, 'setTimeout');
    const clear = vi.spyOn(globalThis, 'clearTimeout');

    await serve(V5, (socket) => socket.send(SUCCESS, () => socket.close()));
    await run({ signal: controller.signal, timeoutMs: 12_345 });
    const timer = set.mock.results[set.mock.calls.findIndex(([, delay]) => delay === 12_345)]?.value;

    expect(listeners()).toBe(0);
    expect(timer).toBeDefined();
    expect(clear).toHaveBeenCalledWith(timer);
  });

  describe('when the command cannot be run', () => {
    it.each([
      ['denied', 'pods "ring-0" is forbidden', { code: 403, reason: 'Forbidden', message: 'pods "ring-0" is forbidden' }],
      ['notFound', 'gone', { code: 404, reason: 'NotFound', message: 'gone' }],
      ['notFound', 'exec: "nodetool": executable file not found in $PATH', { code: 500, reason: 'InternalError', message: NO_PROGRAM }],
      ['notFound', 'container not found ("cassandra")', { code: 500, reason: 'InternalError', message: 'container not found ("cassandra")' }],
      ['unreachable', 'dial tcp 10.0.0.1:10250: refused', { code: 500, reason: 'InternalError', message: 'Internal error occurred: dial tcp 10.0.0.1:10250: refused' }],
      ['unreachable', 'no exit code inside', { reason: 'NonZeroExitCode', message: 'no exit code inside' }],
      ['unreachable', 'Expired', { reason: 'Expired' }],
      ['unreachable', 'The command could not be run', {}],
    ])('says %s: %s', async(code, message, status) => {
      await serve(V5, (socket) => socket.send(failed(status), () => socket.close()));

      expect(await errorOf(run())).toMatchObject({ code, message });
    });

    it('says protocol for a Status that is not JSON', async() => {
      await serve(V4, (socket) => socket.send(frame(3, 'nonsense'), () => socket.close()));

      expect(await errorOf(run())).toMatchObject({ code: 'protocol', message: 'The exit status was not understood: nonsense' });
    });

    it('says unreachable when the connection ends without a Status', async() => {
      await serve(V5, (socket) => socket.send(frame(1, 'half'), () => socket.terminate()));

      expect(await errorOf(run())).toMatchObject({ code: 'unreachable', message: 'The connection to pod "ring-0" was lost before the command ended (close code 1006)' });
    });

    it('says protocol when the server sends text', async() => {
      await serve(V5, (socket) => socket.send('1hello'));

      expect((await errorOf(run())).code).toBe('protocol');
      await server.clientGone();
    });
  });

  describe('when the handshake is refused', () => {
    const refused = () => serve(V5, () => undefined, { refuse: true });
    const withPod = (pod: FakeObject) => {
      const host = new FakeHost();

      host.objects.set(POD, { spec: { containers: [{ name: 'cassandra' }] }, status: { phase: 'Running' }, ...pod });

      return host;
    };

    it('takes a server that speaks none of the protocols for one that refused', async() => {
      await serve(false, () => undefined);

      expect((await errorOf(run({}, withPod({})))).code).toBe('unreachable');
    });

    it.each(['get', 'create'])('says denied if the user may not %s pods/exec', async(verb) => {
      await refused();
      const host = withPod({});

      host.denied.add(`${ verb } pods/exec`);

      expect(await errorOf(run({}, host))).toMatchObject({
        code: 'denied', message: `You are not allowed to ${ verb } pods/exec in namespace "db"`
      });
    });

    it.each([
      ['notFound', 'Pod "ring-0" has no container "cassandra", only a, b', { spec: { containers: [{ name: 'a' }, { name: 'b' }] } }, {}],
      ['notFound', 'Pod "ring-0" has several containers, name one of a, b', { spec: { containers: [{ name: 'a' }, { name: 'b' }] } }, { container: undefined }],
      ['unreachable', 'Pod "ring-0" is not running, it is Pending', { status: { phase: 'Pending' } }, {}],
      ['unreachable', 'No connection to pod "ring-0": the server refused it without saying why', {}, {}],
      ['unreachable', 'No connection to pod "ring-0": the server refused it without saying why (sending input to a command needs Kubernetes 1.30 or later)', {}, { stdin: 'x' }],
    ] as const)('says %s: %s', async(code, message, pod, request) => {
      await refused();

      expect(await errorOf(run(request, withPod(pod)))).toMatchObject({ code, message });
    });

    it('says notFound if the pod does not exist', async() => {
      await refused();

      expect(await errorOf(run({}, new FakeHost()))).toMatchObject({
        code: 'notFound', message: 'Pod "ring-0" does not exist in namespace "db"'
      });
    });

    it('says unreachable if the cluster does not answer either', async() => {
      await refused();
      const host = new FakeHost();

      host.intercept = () => failure(503, 'ServiceUnavailable', 'cluster agent disconnected');

      expect(await errorOf(run({}, host))).toMatchObject({
        code: 'unreachable', message: 'No connection to pod "ring-0": cluster agent disconnected'
      });
    });

    it('does not look for the reason beyond the timeout', async() => {
      await refused();
      const host = new FakeHost();

      host.dispatch = () => new Promise(() => undefined);

      expect((await errorOf(run({ timeoutMs: 80 }, host))).code).toBe('timeout');
    });
  });
});

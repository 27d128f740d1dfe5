import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { runNodetool, type NodetoolOptions } from '../../../pkg/cassandra/composables/runNodetool';
import { exec, ExecError, type ExecRequest, type ExecResult } from '../../../pkg/cassandra/rancher/exec';
import type { ClusterContext } from '../../../pkg/cassandra/rancher/store';
import { fakeTab } from './tab';

vi.mock(import('../../../pkg/cassandra/rancher/exec'), async(original) => ({ ...await original(), exec: vi.fn() }));

/** One nodetool that was started, to be ended by the test. */
interface Started {
  pod: string;
  command: string;
  end(result?: Partial<ExecResult>): void;
  fail(error: Error): void;
}

let context: ClusterContext;
let started: Started[];
let tab: ReturnType<typeof fakeTab>;

const ask = (args: string, { pod = 'db-0', container = 'cassandra', ...options }: NodetoolOptions & { pod?: string; container?: string } = {}) => runNodetool(context, { namespace: 'prod', pod, container }, args.split(' '), (text) => text, options);
const settle = () => new Promise((resolve) => setTimeout(resolve));
const commands = () => started.map(({ pod, command }) => `${ pod }: ${ command.replace(/^.*nodetool /, '') }`);
const noTimeout = () => new ExecError('notFound', 'exec: "timeout": executable file not found in $PATH');

beforeEach(() => {
  context = { store: { getters: {}, dispatch: vi.fn() } as unknown as ClusterContext['store'], clusterId: 'local' };
  started = [];
  tab = fakeTab();
  vi.mocked(exec).mockReset().mockImplementation((_, { pod, command }: ExecRequest) => new Promise((resolve, reject) => {
    started.push({
      pod, command: command.join(' '), fail: reject, end: (result) => resolve({ stdout: 'answer\n', stderr: '', exitCode: 0, truncated: false, durationMs: 1000, ...result })
    });
  }));
});
afterEach(() => vi.unstubAllGlobals());

describe('runNodetool', () => {
  it('says what was printed, where and when', async() => {
    const answer = ask('status');

    await settle();
    started[0]!.end({ stderr: 'a warning' });
    expect(await answer).toStrictEqual({ value: 'answer\n', text: 'answer\n', pod: 'db-0', at: expect.closeTo(Date.now(), -3) });
  });

  it('has nodetool ended in the pod, and waits a little longer for that itself', async() => {
    ask('status', { timeoutMs: 20_000 });
    await settle();
    expect(started[0]!.command).toBe('timeout -k 5 20 env MAX_HEAP_SIZE=128M nodetool status');
    expect(vi.mocked(exec).mock.calls[0]![1].timeoutMs).toBe(30_000);
  });

  it('runs one at a time in a pod, in the order of asking, and others in other pods', async() => {
    const answers = [ask('status'), ask('info'), ask('tpstats'), ask('info', { pod: 'db-1' })];

    await settle();
    expect(commands()).toStrictEqual(['db-0: status', 'db-1: info']);
    started[0]!.end();
    await settle();
    expect(commands()).toStrictEqual(['db-0: status', 'db-1: info', 'db-0: info']);
    started[2]!.fail(new Error('lost'));
    await expect(answers[1]).rejects.toThrow('lost');
    await settle();
    expect(commands().at(-1)).toBe('db-0: tpstats');
  });

  it('asks the same once, also while it still waits for its turn', async() => {
    const answers = [ask('info'), ask('status'), ask('status'), ask('info')];

    await settle();
    started[0]!.end({ stdout: 'info' });
    await settle();
    started[1]!.end({ stdout: 'status' });
    expect((await Promise.all(answers)).map(({ value }) => value)).toStrictEqual(['info', 'status', 'status', 'info']);
    expect(started).toHaveLength(2);
  });

  it('asks again when the answer is there', async() => {
    const first = ask('status');

    await settle();
    started[0]!.end();
    await first;
    ask('status');
    await settle();
    expect(started).toHaveLength(2);
  });

  it('starts nothing by itself while the tab is hidden, and at once when it is seen', async() => {
    tab.show(false);
    ask('status', { automatic: true });
    await settle();
    expect(started).toHaveLength(0);
    tab.show(true);
    await settle();
    expect(started).toHaveLength(1);
  });

  it('runs what a person asked for, though something automatic waits before it in a hidden tab', async() => {
    ask('info');
    ask('tpstats', { automatic: true });
    await settle();
    tab.show(false);
    started[0]!.end();
    await settle();
    expect(commands()).toStrictEqual(['db-0: info']);
    ask('status');
    await settle();
    expect(commands()).toStrictEqual(['db-0: info', 'db-0: status']);
  });

  it('lets an asker go at once, but the run to its end: Kubernetes does not end it either', async() => {
    const leave = new AbortController();
    const left = ask('status', { signal: leave.signal });
    const other = ask('info');

    await settle();
    leave.abort();
    await expect(left).rejects.toMatchObject({ code: 'aborted' });
    await settle();
    expect(commands()).toStrictEqual(['db-0: status']);
    started[0]!.end();
    await settle();
    started[1]!.end();
    await other;
    expect(commands()).toStrictEqual(['db-0: status', 'db-0: info']);
  });

  it('does not start what nobody waits for any more', async() => {
    const leave = new AbortController();

    ask('status');
    const waiting = ask('info', { signal: leave.signal });

    await settle();
    leave.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
    started[0]!.end();
    await settle();
    expect(started).toHaveLength(1);
  });

  it('does without timeout where the image has none, and remembers that', async() => {
    const first = ask('status');

    await settle();
    started[0]!.fail(noTimeout());
    await settle();
    expect(started[1]!.command).toBe('env MAX_HEAP_SIZE=128M nodetool status');
    started[1]!.end();
    await first;
    ask('status');
    await settle();
    expect(started[2]!.command).toBe('env MAX_HEAP_SIZE=128M nodetool status');
  });

  it.each([
    ['another program is missing', new ExecError('notFound', 'exec: "env": executable file not found in $PATH')],
    ['the pod cannot be reached', new ExecError('unreachable', 'timeout')],
  ])('does not try twice when %s', async(_, error) => {
    const answer = ask('status');

    await settle();
    started[0]!.fail(error);
    await expect(answer).rejects.toBe(error);
    expect(started).toHaveLength(1);
  });

  it.each([[124], [143], [137]])('knows a nodetool that was ended by its exit code %i after that time', async(exitCode) => {
    const answer = ask('status', { timeoutMs: 30_000 });

    await settle();
    started[0]!.end({ stdout: '', exitCode, durationMs: 30_400 });
    await expect(answer).rejects.toMatchObject({ code: 'timeout' });
  });

  it('hands on both streams when nodetool failed', async() => {
    const answer = ask('status');

    await settle();
    started[0]!.end({ stdout: '', stderr: 'nodetool: Failed to connect\n', exitCode: 1 });
    expect((await answer).value).toBe('nodetool: Failed to connect');
  });

  it('does not take half an answer', async() => {
    const answer = ask('status');

    await settle();
    started[0]!.end({ truncated: true, exitCode: -1 });
    await expect(answer).rejects.toMatchObject({ reason: 'truncated' });
  });
});

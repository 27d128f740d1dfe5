import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { detached, lastDetached, parseDetached, type DetachedName } from '../../../../pkg/cassandra/core/nodetool/detached';

/** The scripts run in this machine's own shell, as they do in a container. */
function run([program = '', ...args]: string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', timeout: 5000 });
}

const ask = (name: DetachedName) => parseDetached(run(lastDetached(name)));
const ended = (name: DetachedName) => vi.waitFor(() => {
  const found = ask(name);

  expect(found?.state).not.toBe('running');

  return found;
}, { timeout: 4000, interval: 20 });

/** A command that goes on until the test lets it end. */
const TOLD = `/tmp/cassandra-for-rancher-test-${ process.pid }`;
const UNTIL_TOLD = ['sh', '-c', 'until [ -e "$1" ]; do sleep 0.02; done', 'sh', TOLD];
const tell = () => writeFileSync(TOLD, '');

function clear(): void {
  rmSync(TOLD, { force: true });
  for (const name of ['decommission', 'cleanup', 'drain']) {
    rmSync(`/tmp/cassandra-for-rancher-${ name }`, { recursive: true, force: true });
  }
}

describe('a detached command', () => {
  beforeEach(clear);
  afterEach(clear);

  it('goes on when whoever began it is gone, and tells its end', async() => {
    expect(ask('cleanup')).toBeUndefined();
    expect(run(detached('cleanup', 'op-1', UNTIL_TOLD))).toBe('started\n');
    expect(ask('cleanup')).toStrictEqual({ id: 'op-1', state: 'running' });
    expect(ask('drain')).toBeUndefined();
    tell();
    expect(await ended('cleanup')).toStrictEqual({ id: 'op-1', state: 'finished' });
  });

  it('is waited for, not longer than asked', async() => {
    run(detached('cleanup', 'op-1', UNTIL_TOLD));
    expect(parseDetached(run(lastDetached('cleanup', 1)))).toStrictEqual({ id: 'op-1', state: 'running' });
    tell();
    const started = performance.now();

    expect(parseDetached(run(lastDetached('cleanup', 20)))).toStrictEqual({ id: 'op-1', state: 'finished' });
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('is not begun twice, and again when it has ended', async() => {
    run(detached('drain', 'a', UNTIL_TOLD));
    expect(run(detached('drain', 'b', ['false']))).toBe('running\n');
    tell();
    expect(await ended('drain')).toStrictEqual({ id: 'a', state: 'finished' });
    expect(run(detached('drain', 'b', ['false']))).toBe('started\n');
    expect(await ended('drain')).toStrictEqual({ id: 'b', state: 'failed', said: 'exit 1' });
  });

  it('tells Cassandra\'s own words when it is refused', async() => {
    const said = 'Not enough live nodes to maintain replication factor in keyspace system_distributed (RF = 3, N = 3). Perform a forceful decommission to ignore.';

    run(detached('decommission', 'uid', ['sh', '-c', `echo "nodetool: Unsupported operation: ${ said }" >&2; echo "See 'nodetool help' or 'nodetool help <command>'." >&2; exit 1`]));
    expect(await ended('decommission')).toStrictEqual({ id: 'uid', state: 'failed', said: `nodetool: Unsupported operation: ${ said }` });
  });

  it('that was killed has died, and may be begun anew', async() => {
    run(detached('cleanup', 'x', ['sh', '-c', 'kill -9 $PPID; sleep 0.1']));
    expect(await ended('cleanup')).toStrictEqual({ id: 'x', state: 'died' });
    expect(run(detached('cleanup', 'y', ['true']))).toBe('started\n');
  });

  it('takes arguments for what they are', async() => {
    const odd = 'a b;\'"$(id)" `id` & *';

    run(detached('cleanup', odd, ['test', odd, '=', odd]));
    expect(await ended('cleanup')).toStrictEqual({ id: odd, state: 'finished' });
  });

  it('is none where the answer is none', () => {
    expect(parseDetached('')).toBeUndefined();
    expect(parseDetached('something\nelse\n')).toBeUndefined();
  });
});

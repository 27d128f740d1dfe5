import type { PersistentVolumeClaim } from 'kubernetes-types/core/v1';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ANNOTATION_LEFT, ANNOTATION_OPERATION } from '../../../../pkg/cassandra/core/cluster/labels';
import { lastDetached } from '../../../../pkg/cassandra/core/nodetool/detached';
import { formatIntent } from '../../../../pkg/cassandra/core/operations/intent';
import { exec, ExecError, type ExecResult } from '../../../../pkg/cassandra/rancher/exec';
import type { Act } from '../../../../pkg/cassandra/core/operations/step';
import { carryOut, lastRun, type Place } from '../../../../pkg/cassandra/rancher/operations/act';
import { StaleError } from '../../../../pkg/cassandra/rancher/operations/fresh';
import { failure } from '../fake-host';
import { FakeApi } from './fake-api';
import { CARRIER, INTENT, outrun, SET, setIn, statefulSet } from './fixtures';

vi.mock('../../../../pkg/cassandra/rancher/exec', async(original) => ({ ...await original<object>(), exec: vi.fn() }));

const POD = '/api/v1/namespaces/db/pods/ring-3';
const CLAIM = '/api/v1/namespaces/db/persistentvolumeclaims/data-ring-3';
const PLACE: Place = { namespace: 'db', carrier: CARRIER, id: 'op-1', containerOf: () => 'cassandra' };

const setReplicas: Act = { kind: 'setReplicas', member: 'ring', from: 4, to: 3 };
const markClaim: Act = { kind: 'markClaim', claim: 'data-ring-3', uid: 'claim-uid' };

function ring() {
  const api = new FakeApi();

  api.put(SET, statefulSet(4, { [ANNOTATION_OPERATION]: formatIntent(INTENT) }));
  api.put(POD, { metadata: { name: 'ring-3', uid: 'pod-uid' } });
  api.put(CLAIM, { metadata: { name: 'data-ring-3', uid: 'claim-uid' } });
  const host = api.host();

  return { api, host, does: (act: Act) => carryOut(host.context, PLACE, act) };
}

function says(stdout: string, { exitCode = 0, stderr = '' } = {}): ExecResult {
  return { stdout, stderr, exitCode, truncated: false, durationMs: 5 };
}

beforeEach(() => {
  vi.mocked(exec).mockReset().mockResolvedValue(says('started\n'));
});

describe('replicas', () => {
  it('are set once, from what was expected', async() => {
    const { api, does, host } = ring();

    expect(await does(setReplicas)).toBe('done');
    expect(setIn(api).spec?.replicas).toBe(3);
    expect(setIn(api).spec?.serviceName).toBe('ring');
    expect(await does(setReplicas)).toBe('already');
    expect(host.requests).toStrictEqual([`GET ${ SET }`, `PATCH ${ SET }`, `GET ${ SET }`]);
  });

  it('are not set when somebody else scaled, even in the last moment', async() => {
    const { api, does } = ring();

    api.before = () => api.put(SET, statefulSet(5));
    await expect(does(setReplicas)).rejects.toThrow('StatefulSet "ring" has 5 replicas and not 4');
    expect(setIn(api).spec?.replicas).toBe(5);
  });

  it('are set in spite of conflicts with whoever changes something else', async() => {
    const { api, does } = ring();

    outrun(api, SET, 2);
    expect(await does(setReplicas)).toBe('done');
  });

  it('of a StatefulSet that is gone or going are not set', async() => {
    const { api, does } = ring();

    api.put(SET, { ...statefulSet(4), metadata: { name: 'ring', deletionTimestamp: '2026-11-23T10:00:00Z' } as { name: string } });
    await expect(does(setReplicas)).rejects.toThrow(StaleError);
    api.objects.delete(SET);
    await expect(does(setReplicas)).rejects.toThrow('StatefulSet "ring" is gone');
  });

  it('that the user may not set are an error of theirs', async() => {
    const { does, host } = ring();
    const answer = host.intercept;

    host.intercept = (request) => request.method === 'PATCH' ? failure(403, 'Forbidden', 'statefulsets is forbidden') : answer(request);
    await expect(does(setReplicas)).rejects.toMatchObject({ status: 403 });
  });
});

describe('pods and claims', () => {
  it.each([[{ kind: 'deletePod', pod: 'ring-3', uid: 'pod-uid' }, POD], [{ kind: 'deleteClaim', claim: 'data-ring-3', uid: 'claim-uid' }, CLAIM]] as const)('are deleted by their uid: %o', async(act, path) => {
    const { api, does } = ring();

    expect(await does({ ...act, uid: 'another' })).toBe('already');
    expect(api.objects.has(path)).toBe(true);
    expect(await does(act)).toBe('done');
    expect(api.objects.has(path)).toBe(false);
    expect(await does(act)).toBe('done');
  });

  it('are marked as left behind, with the server\'s time, once', async() => {
    const { api, does } = ring();
    const marked = () => (api.objects.get(CLAIM) as PersistentVolumeClaim).metadata?.annotations?.[ANNOTATION_LEFT];

    await expect(does({ ...markClaim, uid: 'another' })).rejects.toThrow(StaleError);
    expect(marked()).toBeUndefined();
    expect(await does(markClaim)).toBe('done');
    api.clock.now += 60_000;
    expect(await does(markClaim)).toBe('already');
    expect(marked()).toBe('2026-11-23T10:00:00.000Z');
  });
});

describe('nodetool', () => {
  it.each([
    [{ kind: 'decommission', pod: 'ring-3', uid: 'pod-uid', force: false }, 'decommission', 'pod-uid', ['decommission']],
    [{ kind: 'decommission', pod: 'ring-3', uid: 'pod-uid', force: true }, 'decommission', 'pod-uid', ['decommission', '--force']],
    [{ kind: 'cleanup', pod: 'ring-3', uid: 'pod-uid', id: 'op-1' }, 'cleanup', 'op-1', ['cleanup']],
    [{ kind: 'drain', pod: 'ring-3', uid: 'pod-uid' }, 'drain', 'pod-uid', ['drain']],
  ] as const)('is begun and left alone: %o', async(act, name, id, args) => {
    const { does } = ring();

    expect(await does(act)).toBe('done');
    expect(exec).toHaveBeenCalledTimes(1);
    const [, request] = vi.mocked(exec).mock.calls[0]!;

    expect(request).toMatchObject({ namespace: 'db', pod: 'ring-3', container: 'cassandra' });
    expect(request.command.slice(0, 2)).toStrictEqual(['sh', '-c']);
    expect(request.command.slice(3)).toStrictEqual(['sh', `/tmp/cassandra-for-rancher-${ name }`, id, 'env', 'MAX_HEAP_SIZE=128M', 'nodetool', ...args]);
  });

  const drain: Act = { kind: 'drain', pod: 'ring-3', uid: 'pod-uid' };

  it('that runs already is not begun again', async() => {
    vi.mocked(exec).mockResolvedValue(says('running\n'));
    expect(await ring().does(drain)).toBe('already');
  });

  it('is not begun in a pod that is another one now, or gone', async() => {
    const { api, does } = ring();

    await expect(does({ ...drain, uid: 'another' })).rejects.toThrow(StaleError);
    api.objects.delete(POD);
    await expect(does(drain)).rejects.toThrow('Pod "ring-3" is gone or another one now');
    expect(exec).not.toHaveBeenCalled();
  });

  it('that cannot be begun says why', async() => {
    vi.mocked(exec).mockResolvedValue(says('', { exitCode: 1, stderr: 'mkdir: cannot create directory: Read-only file system\n' }));
    await expect(ring().does(drain)).rejects.toThrow('could not be begun in pod "ring-3": mkdir: cannot create directory: Read-only file system');
    vi.mocked(exec).mockRejectedValue(new ExecError('denied', 'no'));
    await expect(ring().does(drain)).rejects.toMatchObject({ code: 'denied' });
  });

  it('is asked for what became of it', async() => {
    vi.mocked(exec).mockResolvedValue(says('op-1\n1\nnodetool: Node is involved in cluster membership changes. Not safe to run cleanup.\n'));
    expect(await lastRun(ring().host.context, PLACE, 'ring-0', 'cleanup')).toStrictEqual({
      id: 'op-1', state: 'failed', said: 'nodetool: Node is involved in cluster membership changes. Not safe to run cleanup.',
    });
    expect(vi.mocked(exec).mock.calls[0]?.[1]).toStrictEqual({ namespace: 'db', pod: 'ring-0', container: 'cassandra', command: lastDetached('cleanup'), timeoutMs: 30_000 });
  });
});

describe('what was cleaned up', () => {
  it('is recorded in the intent, once', async() => {
    const { api, does } = ring();

    expect(await does({ kind: 'record', pod: 'ring-0' })).toBe('done');
    expect(await does({ kind: 'record', pod: 'ring-0' })).toBe('already');
    expect(setIn(api).metadata?.annotations?.[ANNOTATION_OPERATION]).toBe(formatIntent({ ...INTENT, done: ['ring-0'] }));
  });

  it('is not recorded in another one', async() => {
    const { host } = ring();

    await expect(carryOut(host.context, { ...PLACE, id: 'op-2' }, { kind: 'record', pod: 'ring-0' })).rejects.toThrow(StaleError);
  });
});

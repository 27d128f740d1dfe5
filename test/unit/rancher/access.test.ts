import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { may, mayAll, mayExec } from '../../../pkg/cassandra/rancher/access';
import { failure, FakeHost } from './fake-host';

const REVIEW = 'POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
const LIST_PODS = { verb: 'list', resource: 'pods', namespace: 'db' };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('may', () => {
  it('asks once for concurrent and for repeated questions within a minute', async() => {
    const host = new FakeHost();

    await Promise.all([may(host.context, LIST_PODS), may(host.context, { namespace: 'db', resource: 'pods', verb: 'list' })]);
    vi.advanceTimersByTime(59_000);
    expect(await may(host.context, LIST_PODS)).toEqual({ allowed: true });
    expect(host.requests).toEqual([REVIEW]);
  });

  it('asks again after a minute', async() => {
    const host = new FakeHost();

    await may(host.context, LIST_PODS);
    host.denied.add('list pods');
    vi.advanceTimersByTime(60_000);

    expect((await may(host.context, LIST_PODS)).allowed).toBe(false);
  });

  it.each([
    ['verb', { verb: 'get' }], ['namespace', { namespace: 'other' }], ['name', { name: 'ring-0' }], ['subresource', { subresource: 'log' }], ['group', { group: 'apps' }]
  ])('does not take the answer for another %s', async(_, difference) => {
    const host = new FakeHost();

    await may(host.context, LIST_PODS);
    await may(host.context, { ...LIST_PODS, ...difference });
    expect(host.requests).toHaveLength(2);
  });

  it('does not take the answer for another user or cluster', async() => {
    const host = new FakeHost();

    await may(host.context, LIST_PODS);
    host.getters['auth/principalId'] = 'local://user-2';
    await may(host.context, LIST_PODS);
    await expect(may({ ...host.context, clusterId: 'c-def' }, LIST_PODS)).rejects.toThrow(); // the fake knows only c-abc
    expect(host.requests).toHaveLength(3);
  });

  it('does not keep a failure', async() => {
    const host = new FakeHost();

    host.intercept = () => failure(500, 'InternalError', 'etcd is away');
    await expect(may(host.context, LIST_PODS)).rejects.toThrow('etcd is away');
    host.intercept = () => undefined;

    expect(await may(host.context, LIST_PODS)).toEqual({ allowed: true });
  });

  it('gives the server\'s reason, or words of its own', async() => {
    const host = new FakeHost();

    host.denied.add('delete statefulsets');
    const ask = { verb: 'delete', group: 'apps', resource: 'statefulsets', name: 'ring' };

    expect(await may(host.context, ask)).toEqual({
      allowed: false, refused: ask, reason: 'You are not allowed to delete statefulsets.apps "ring" in the whole cluster'
    });
    host.intercept = ({ body }) => ({ status: 201, body: { ...body, status: { allowed: false, reason: 'a webhook said no' } } });
    expect((await may(host.context, LIST_PODS)).reason).toBe('a webhook said no');
  });
});

describe('mayAll', () => {
  it('gives the first refusal', async() => {
    const host = new FakeHost();
    const create = { ...LIST_PODS, verb: 'create' };
    const patch = { ...LIST_PODS, verb: 'patch' };

    expect(await mayAll(host.context, [LIST_PODS, create, patch])).toEqual({ allowed: true });
    const strict = new FakeHost();

    strict.denied.add('create pods').add('patch pods');
    expect(await mayAll(strict.context, [LIST_PODS, create, patch])).toMatchObject({ allowed: false, refused: create });
  });
});

describe('mayExec', () => {
  it.each([
    ['34', 'get pods/exec', false], ['34', 'create pods/exec', true],
    ['35', 'get pods/exec', false], ['35+', 'create pods/exec', false],
    ['36', 'list pods', true],
  ])('on Kubernetes 1.%s without %s: %s', async(minor, denied, allowed) => {
    const host = new FakeHost();

    host.minor = minor;
    host.denied.add(denied);
    expect((await mayExec(host.context, 'db')).allowed).toBe(allowed);
  });

  it('obeys the flag by which administrators switch shells off', async() => {
    const host = new FakeHost();

    host.getters['features/get'] = (name) => name !== 'pod-shell';
    expect(await mayExec(host.context, 'db')).toMatchObject({ allowed: false, reason: expect.stringContaining('switched off') as string });
    expect(host.requests).toEqual([]);
  });

  it('works in a Rancher that does not know the flag', async() => {
    const host = new FakeHost();

    host.getters['features/get'] = (name) => {
      throw new Error(`Unknown feature: ${ name }`);
    };
    expect(await mayExec(host.context, 'db')).toEqual({ allowed: true });
  });
});

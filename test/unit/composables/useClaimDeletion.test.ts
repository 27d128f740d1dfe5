import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { PersistentVolumeClaim, Pod } from 'kubernetes-types/core/v1';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, ref, type EffectScope } from 'vue';

import { useClaimDeletion, type ClaimDeletion } from '../../../pkg/cassandra/composables/useClaimDeletion';
import { findClusters } from '../../../pkg/cassandra/core/cluster/cluster';
import { ANNOTATION_LEFT } from '../../../pkg/cassandra/core/cluster/labels';
import { claim, ownStatefulSet, pod } from '../core/cluster/objects';
import { failure, FakeHost, type FakeAnswer, type FakeRequest } from '../rancher/fake-host';

const CLAIMS = '/api/v1/namespaces/prod/persistentvolumeclaims';
const PODS = '/api/v1/namespaces/prod/pods';
const SETS = '/apis/apps/v1/namespaces/prod/statefulsets';
const VOLUMES = '/api/v1/persistentvolumes';
const SECOND = 1000;

/** What the API server has. */
let sets: StatefulSet[];
let pods: Pod[];
let claims: PersistentVolumeClaim[];
/** Answers before it. */
let first: (request: FakeRequest) => FakeAnswer | undefined;
/** Deleted claims stay for a while. */
let lingers: boolean;
let host: FakeHost;
let scope: EffectScope;
const names = ref<string[]>([]);

const claimOf = (ordinal: number, left = true): PersistentVolumeClaim => {
  const made = claim(`data-db-${ ordinal }`);

  return { ...made, metadata: { ...made.metadata, uid: `uid-${ ordinal }`, ...(left && { annotations: { [ANNOTATION_LEFT]: 'true' } }) } };
};
const scaled = (replicas: number): StatefulSet => {
  const set = ownStatefulSet();

  return { ...set, spec: { ...set.spec!, replicas } };
};
const there = () => claims.map(({ metadata }) => metadata!.name);

function answer(request: FakeRequest): FakeAnswer | undefined {
  const { method, path, body } = request;
  const lists: Record<string, object[]> = { [SETS]: sets, [PODS]: pods, [CLAIMS]: claims, [VOLUMES]: [] };
  // It may change what there is.
  const early = first(request);
  const found = claims.find(({ metadata }) => path === `${ CLAIMS }/${ metadata!.name }`);

  if (early) {
    return early;
  }
  if (method === 'GET' && lists[path]) {
    return { status: 200, body: { items: lists[path] } };
  }
  if (method === 'DELETE' && found) {
    if (body?.preconditions?.uid !== found.metadata!.uid) {
      return failure(409, 'Conflict', 'the UID in the precondition does not match');
    }
    claims = lingers ? claims.map((each) => each === found ? { ...found, metadata: { ...found.metadata, deletionTimestamp: '2026-11-23T12:00:00Z' } } : each) : claims.filter((each) => each !== found);

    return { status: 200, body: found };
  }

  return method === 'DELETE' ? failure(404, 'NotFound', 'not found') : undefined;
}

async function start(...wanted: number[]): Promise<ClaimDeletion> {
  names.value = wanted.map((ordinal) => `data-db-${ ordinal }`);
  scope = effectScope();
  const cluster = findClusters([ownStatefulSet()])[0]!;
  const deletion = scope.run(() => useClaimDeletion(host.context, () => cluster, () => names.value))!;

  await vi.advanceTimersByTimeAsync(0);

  return deletion;
}

const deletes = () => host.requests.filter((request) => request.startsWith('DELETE'));

beforeEach(() => {
  vi.useFakeTimers();
  sets = [scaled(3)];
  pods = [0, 1, 2].map((ordinal) => pod(`db-${ ordinal }`));
  claims = [0, 1, 2, 3, 4].map((ordinal) => claimOf(ordinal));
  first = () => undefined;
  lingers = false;
  host = new FakeHost();
  host.intercept = answer;
});

afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

describe('the deletion of claims that nodes have left behind', () => {
  it('shows what there is, and takes all of it away', async() => {
    const { claims: shown, deletable, remove, failures, access, busy } = await start(3, 4, 7);

    expect(shown.value.value?.map(({ name, left }) => [name, left])).toEqual([['data-db-3', true], ['data-db-4', true]]);
    expect(access.value?.allowed).toBe(true);
    expect(deletable.value).toHaveLength(2);
    expect(await remove()).toBe(true);
    expect(there()).toEqual(['data-db-0', 'data-db-1', 'data-db-2']);
    expect([failures.value, shown.value.value, busy.value]).toEqual([[], [], undefined]);
    expect(await remove()).toBe(false);
  });

  it('never begins with those that are held', async() => {
    const { deletable, remove } = await start(0, 3);

    expect(deletable.value.map(({ name }) => name)).toEqual(['data-db-3']);
    await remove();
    expect(there()).toEqual(['data-db-0', 'data-db-1', 'data-db-2', 'data-db-4']);
  });

  it.each([
    ['a pod has come that uses one', () => pods.push(pod('db-4')), { claim: 'data-db-4', code: 'mounted', by: 'db-4' }],
    ['the StatefulSet asks for one', () => {
      sets = [scaled(4)];
    }, { claim: 'data-db-3', code: 'asked', by: 'db' }],
    ['one was made anew', () => {
      claims = claims.map((each) => each.metadata!.name === 'data-db-3' ? { ...each, metadata: { ...each.metadata, uid: 'another' } } : each);
    }, { claim: 'data-db-3', code: 'changed' }],
  ])('looks once more, and leaves all alone where %s', async(_, happens, problem) => {
    const { remove, failures } = await start(3, 4);

    happens();
    expect(await remove()).toBe(false);
    expect(failures.value).toEqual([problem]);
    expect(deletes()).toEqual([]);
  });

  it('means the claim that was seen, also where another takes its place in the last moment', async() => {
    const { remove, failures } = await start(3);

    first = ({ method }) => {
      if (method === 'DELETE') {
        claims = claims.map((each) => ({ ...each, metadata: { ...each.metadata, uid: 'another' } }));
      }

      return undefined;
    };
    expect(await remove()).toBe(false);
    expect([failures.value, there()]).toEqual([[{ claim: 'data-db-3', code: 'changed' }], expect.arrayContaining(['data-db-3'])]);
  });

  it('does not mind that one is gone already', async() => {
    const { remove } = await start(3, 4);

    claims = claims.slice(0, 4);
    expect(await remove()).toBe(true);
    expect(there()).toEqual(['data-db-0', 'data-db-1', 'data-db-2']);
  });

  it('says which the API server refuses, in its words, and goes on with the others', async() => {
    const { remove, failures, deletable } = await start(3, 4);

    first = ({ method, path }) => method === 'DELETE' && path.endsWith('-3') ? failure(403, 'Forbidden', 'admission webhook denied it') : undefined;
    expect(await remove()).toBe(false);
    expect(failures.value).toEqual([{ claim: 'data-db-3', code: 'failed', message: 'admission webhook denied it' }]);
    expect(deletable.value.map(({ name }) => name)).toEqual(['data-db-3']);
    first = () => undefined;
    expect(await remove()).toBe(true);
    expect(failures.value).toEqual([]);
  });

  it('deletes nothing where it cannot look', async() => {
    const { remove, failures } = await start(3);

    first = ({ path }) => path === PODS ? failure(500, 'InternalError', 'etcd is gone') : undefined;
    expect(await remove()).toBe(false);
    expect([failures.value, deletes()]).toEqual([[{ code: 'failed', message: 'etcd is gone' }], []]);
  });

  it('waits until they are gone, and says so where something keeps them', async() => {
    const { remove, busy, failures, deletable } = await start(3);

    lingers = true;
    const removing = remove();

    await vi.advanceTimersByTimeAsync(3 * SECOND);
    expect(busy.value).toBe('going');
    expect(await remove()).toBe(false);
    await vi.advanceTimersByTimeAsync(30 * SECOND);
    expect(await removing).toBe(false);
    expect([failures.value, deletable.value]).toEqual([[{ claim: 'data-db-3', code: 'going' }], []]);
  });

  it('looks again after every ten', async() => {
    claims = Array.from({ length: 25 }, (_, ordinal) => claimOf(ordinal));
    const { remove } = await start(...Array.from({ length: 22 }, (_, index) => index + 3));
    let deleted = 0;

    first = ({ method }) => {
      if (method === 'DELETE' && ++deleted === 10) {
        sets = [scaled(25)];
      }

      return undefined;
    };
    expect(await remove()).toBe(false);
    expect(deletes()).toHaveLength(10);
  });

  it('keeps what is shown while others vanish', async() => {
    const { remove, claims: shown } = await start(3, 4);

    lingers = true;
    const removing = remove();

    names.value = ['data-db-4'];
    await vi.advanceTimersByTimeAsync(2 * SECOND);
    expect(shown.value.value).toHaveLength(2);
    claims = claims.slice(0, 3);
    await vi.advanceTimersByTimeAsync(2 * SECOND);
    expect(await removing).toBe(true);
  });

  it('says why nothing can be shown or deleted', async() => {
    host.denied.add('delete persistentvolumeclaims');
    first = ({ path }) => path === PODS ? failure(403, 'Forbidden', 'pods is forbidden') : undefined;
    const { claims: shown, access, remove } = await start(3);

    expect([shown.state.value, access.value?.refused]).toEqual(['denied', { verb: 'delete', resource: 'persistentvolumeclaims', namespace: 'prod' }]);
    expect(await remove()).toBe(false);
  });
});

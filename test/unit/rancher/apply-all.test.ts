import { describe, expect, it } from 'vitest';
import { applyAll, checkAll, undo } from '../../../pkg/cassandra/rancher/kube';
import type { ApplyProgress, CreatedObject, KubeObject } from '../../../pkg/cassandra/rancher/kube';
import { failure, FakeHost } from './fake-host';
import type { FakeAnswer, FakeRequest } from './fake-host';

const NAMESPACE = '/api/v1/namespaces/db';
const SERVICE = `${ NAMESPACE }/services/ring`;
const BUDGET = '/apis/policy/v1/namespaces/db/poddisruptionbudgets/ring';
const SET = '/apis/apps/v1/namespaces/db/statefulsets/ring';

const namespace: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'db' } };
const objects: KubeObject[] = [
  { apiVersion: 'v1', kind: 'Service', metadata: { name: 'ring', namespace: 'db' } },
  { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'ring', namespace: 'db' } },
  { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'ring', namespace: 'db' } },
];
const INVALID = failure(422, 'Invalid', 'it is invalid');

/** Answers an apply of one object, in the dry run or for real, instead of the API server. */
function answer(host: FakeHost, path: string, dryRun: boolean, what: FakeAnswer = INVALID): void {
  host.intercept = (request: FakeRequest) => request.method === 'PATCH' && request.path === path && request.query.has('dryRun') === dryRun ? what : undefined;
}

/** Loses the connection after the API server has stored one object. */
function loseAnswer(host: FakeHost, path: string): void {
  host.intercept = (request: FakeRequest) => {
    if (request.method === 'PATCH' && request.path === path && !request.query.has('dryRun')) {
      host.objects.set(path, { metadata: { uid: 'stored', managedFields: [{ manager: 'cassandra-for-rancher' }] } });

      return { status: 502, body: 'Bad Gateway' };
    }

    return undefined;
  };
}

const real = (host: FakeHost): string[] => host.requests.filter((request) => /^(PATCH|DELETE) \//.test(request));
const kinds = (created: readonly { kind: string }[]): string[] => created.map(({ kind }) => kind);

describe('applyAll', () => {
  it('checks every object before it applies the first, in order', async() => {
    const host = new FakeHost(NAMESPACE);
    const progress: ApplyProgress[] = [];
    const result = await applyAll(host.context, objects, { onProgress: (step) => progress.push(step) });

    expect(host.requests).toEqual([
      `GET ${ SERVICE }`, `PATCH dry ${ SERVICE }`, `GET ${ BUDGET }`, `PATCH dry ${ BUDGET }`, `GET ${ SET }`, `PATCH dry ${ SET }`,
      `PATCH ${ SERVICE }`, `PATCH ${ BUDGET }`, `PATCH ${ SET }`,
    ]);
    expect(result.outcome).toBe('applied');
    expect(kinds(result.created)).toEqual(['Service', 'PodDisruptionBudget', 'StatefulSet']);
    expect(progress.map(({ phase, object, index, total }) => `${ phase } ${ object.kind } ${ index }/${ total }`)).toEqual([
      'check Service 0/3', 'check PodDisruptionBudget 1/3', 'check StatefulSet 2/3',
      'apply Service 0/3', 'apply PodDisruptionBudget 1/3', 'apply StatefulSet 2/3',
    ]);
  });

  it('changes nothing if one object does not pass the check', async() => {
    const host = new FakeHost(NAMESPACE);

    answer(host, BUDGET, true);
    const result = await applyAll(host.context, objects);

    expect(result).toMatchObject({
      outcome: 'failed', phase: 'check', object: { kind: 'PodDisruptionBudget', name: 'ring' }, error: { status: 422, message: 'it is invalid' }, created: []
    });
    expect([...host.objects.keys()]).toEqual([NAMESPACE]);
  });

  it('does not touch objects that are there already', async() => {
    const host = new FakeHost(NAMESPACE, SET);
    const result = await applyAll(host.context, [namespace, ...objects]);

    expect(result).toMatchObject({
      outcome: 'failed', phase: 'check', object: { kind: 'StatefulSet' }, error: { reason: 'AlreadyExists', message: 'StatefulSet "ring" already exists' }
    });
    expect(real(host)).toEqual([]);
  });

  it('says what was created before it failed; undo removes just that, last first', async() => {
    const host = new FakeHost(NAMESPACE);

    answer(host, SET, false);
    const result = await applyAll(host.context, objects);

    expect(result).toMatchObject({ outcome: 'failed', phase: 'apply', object: { kind: 'StatefulSet' } });
    expect(kinds(result.created)).toEqual(['Service', 'PodDisruptionBudget']);
    const undone = await undo(host.context, result.created);

    expect(kinds(undone.removed)).toEqual(['PodDisruptionBudget', 'Service']);
    expect(undone.failed).toEqual([]);
    expect([...host.objects.keys()]).toEqual([NAMESPACE]);
  });

  it('creates a missing namespace while checking, so that what goes into it can be checked', async() => {
    const host = new FakeHost();

    answer(host, SET, true);
    const result = await applyAll(host.context, [namespace, ...objects]);

    expect(result).toMatchObject({
      outcome: 'failed', phase: 'check', object: { kind: 'StatefulSet' }, created: [{ kind: 'Namespace', name: 'db' }]
    });
    await undo(host.context, result.created);
    expect(host.objects.size).toBe(0);
  });

  it('does not create a namespace that is there, and counts none twice', async() => {
    const there = await applyAll(new FakeHost(NAMESPACE).context, [namespace]);
    const missing = await applyAll(new FakeHost().context, [namespace]);

    expect(there.created).toEqual([]);
    expect(missing.created).toHaveLength(1);
  });

  it('says of a kind that the cluster does not have that it is refused', async() => {
    const result = await applyAll(new FakeHost().context, [{ apiVersion: 'example.org/v1', kind: 'Gadget', metadata: { name: 'x' } }]);

    expect(result).toMatchObject({ outcome: 'failed', error: { status: 404 } });
  });

  it('does not hide mistakes of our own as refusals', async() => {
    await expect(applyAll(new FakeHost().context, [{ kind: 'Service' }])).rejects.toThrow('Not a complete Kubernetes object');
  });
});

describe('applyAll after a failure', () => {
  it('goes on from there, and brings what was made up to date', async() => {
    const host = new FakeHost(NAMESPACE);

    answer(host, SET, false);
    const { created } = await applyAll(host.context, objects);
    const uids = created.map(({ uid }) => uid);

    host.intercept = () => undefined;
    const changed = objects.map((object) => ({ ...object, spec: { changed: true } }));
    const result = await applyAll(host.context, changed, { made: created });

    expect(result.outcome).toBe('applied');
    expect(kinds(result.created)).toEqual(['Service', 'PodDisruptionBudget', 'StatefulSet']);
    expect(result.created.slice(0, 2).map(({ uid }) => uid)).toEqual(uids);
    expect(host.objects.get(SERVICE)?.spec).toEqual({ changed: true });
  });

  it('does not touch what somebody else put in the place of what was made', async() => {
    const host = new FakeHost(NAMESPACE);
    const { created } = await applyAll(host.context, objects.slice(0, 1));

    host.objects.set(SERVICE, { metadata: { uid: 'of-another' } });
    expect(await applyAll(host.context, objects, { made: created })).toMatchObject({ outcome: 'failed', object: { kind: 'Service' }, error: { reason: 'AlreadyExists' } });
  });

  it('makes again what was removed meanwhile', async() => {
    const host = new FakeHost(NAMESPACE);
    const { created } = await applyAll(host.context, objects);

    host.objects.delete(SERVICE);
    const result = await applyAll(host.context, objects, { made: created });

    expect(result.created).toHaveLength(3);
    expect(result.created[0]?.uid).toBe(host.objects.get(SERVICE)?.metadata?.uid);
  });

  describe('of the connection, when an object was stored and no answer came', () => {
    async function lost(): Promise<{ host: FakeHost; created: readonly CreatedObject[] }> {
      const host = new FakeHost(NAMESPACE);

      loseAnswer(host, BUDGET);
      const { created } = await applyAll(host.context, objects);

      host.intercept = () => undefined;

      return { host, created };
    }

    it('counts the object as one that may be there', async() => {
      const { created } = await lost();

      expect(created.map(({ kind, uid }) => [kind, uid !== undefined])).toEqual([['Service', true], ['PodDisruptionBudget', false]]);
    });

    it('finds it again and goes on, with nothing made twice', async() => {
      const { host, created } = await lost();
      const result = await applyAll(host.context, objects, { made: created });

      expect(result.outcome).toBe('applied');
      expect(result.created.map(({ kind, uid }) => [kind, uid])).toEqual([['Service', expect.any(String)], ['PodDisruptionBudget', 'stored'], ['StatefulSet', expect.any(String)]]);
    });

    it('removes it on undo', async() => {
      const { host, created } = await lost();

      await undo(host.context, created);
      expect([...host.objects.keys()]).toEqual([NAMESPACE]);
    });

    it('leaves it alone if somebody else made it', async() => {
      const { host, created } = await lost();

      host.objects.set(BUDGET, { metadata: { uid: 'of-another', managedFields: [{ manager: 'kubectl' }] } });
      expect(await applyAll(host.context, objects, { made: created })).toMatchObject({ object: { kind: 'PodDisruptionBudget' }, error: { reason: 'AlreadyExists' } });
      await undo(host.context, created);
      expect(host.objects.has(BUDGET)).toBe(true);
    });
  });

  it('does not forget an object whose update was not answered', async() => {
    const host = new FakeHost(NAMESPACE);
    const { created } = await applyAll(host.context, objects);

    answer(host, SERVICE, false, { status: 502, body: 'Bad Gateway' });
    expect((await applyAll(host.context, objects, { made: created })).created).toEqual(created);
  });
});

describe('checkAll', () => {
  const outcomes = (checks: Awaited<ReturnType<typeof checkAll>>): string[] => checks.map(({ object, outcome }) => `${ object.kind } ${ outcome }`);

  it('says of each object what the server thinks of it, and changes nothing', async() => {
    const host = new FakeHost(NAMESPACE, BUDGET);

    answer(host, SET, true, { status: 201, body: {}, headers: { warning: '299 - "would violate PodSecurity"' } });
    const checks = await checkAll(host.context, [namespace, ...objects]);

    expect(checks).toMatchObject([
      { object: { kind: 'Namespace' }, outcome: 'accepted', warnings: [] },
      { object: { kind: 'Service' }, outcome: 'accepted', warnings: [] },
      { object: { kind: 'PodDisruptionBudget' }, outcome: 'refused', error: { reason: 'AlreadyExists' } },
      { object: { kind: 'StatefulSet' }, outcome: 'accepted', warnings: ['would violate PodSecurity'] },
    ]);
    expect(real(host)).toEqual([]);
  });

  it('makes no namespace just to look, and says what could not be checked without it', async() => {
    const host = new FakeHost();
    const elsewhere = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' } };

    expect(outcomes(await checkAll(host.context, [elsewhere, namespace, ...objects]))).toEqual(['StorageClass accepted', 'Namespace accepted', 'Service unchecked', 'PodDisruptionBudget unchecked', 'StatefulSet unchecked']);
    expect(real(host)).toEqual([]);
  });

  it('accepts what an earlier try has made', async() => {
    const host = new FakeHost(NAMESPACE);
    const { created } = await applyAll(host.context, objects);

    expect(outcomes(await checkAll(host.context, objects, created))).toEqual(['Service accepted', 'PodDisruptionBudget accepted', 'StatefulSet accepted']);
  });
});

describe('undo', () => {
  it('leaves an object alone that was made anew meanwhile, and removes the others', async() => {
    const host = new FakeHost(NAMESPACE);
    const { created } = await applyAll(host.context, objects);

    host.objects.set(BUDGET, { metadata: { uid: 'made-by-another' } });
    const { removed, failed } = await undo(host.context, created);

    expect(kinds(removed)).toEqual(['StatefulSet', 'Service']);
    expect(failed).toMatchObject([{ object: { kind: 'PodDisruptionBudget' }, error: { status: 409 } }]);
    expect(host.objects.has(BUDGET)).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { applyAll, undo } from '../../../pkg/cassandra/rancher/kube';
import type { ApplyProgress, KubeObject } from '../../../pkg/cassandra/rancher/kube';
import { failure, FakeHost } from './fake-host';
import type { FakeRequest } from './fake-host';

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

/** Refuses one object, in the dry run or for real. */
function refuse(host: FakeHost, path: string, dryRun: boolean): void {
  host.intercept = (request: FakeRequest) => request.method === 'PATCH' && request.path === path && request.query.has('dryRun') === dryRun
    ? failure(422, 'Invalid', 'it is invalid')
    : undefined;
}

describe('applyAll', () => {
  it('checks every object before it applies the first, in order', async() => {
    const host = new FakeHost(NAMESPACE);
    const progress: ApplyProgress[] = [];
    const result = await applyAll(host.context, objects, { onProgress: (step) => progress.push(step) });

    expect(host.requests).toEqual([
      `PATCH dry ${ SERVICE }`, `PATCH dry ${ BUDGET }`, `PATCH dry ${ SET }`,
      `PATCH ${ SERVICE }`, `PATCH ${ BUDGET }`, `PATCH ${ SET }`,
    ]);
    expect(result.outcome).toBe('applied');
    expect(result.created.map(({ kind }) => kind)).toEqual(['Service', 'PodDisruptionBudget', 'StatefulSet']);
    expect(progress.map(({ phase, object, index, total }) => `${ phase } ${ object.kind } ${ index }/${ total }`)).toEqual([
      'check Service 0/3', 'check PodDisruptionBudget 1/3', 'check StatefulSet 2/3',
      'apply Service 0/3', 'apply PodDisruptionBudget 1/3', 'apply StatefulSet 2/3',
    ]);
  });

  it('changes nothing if one object does not pass the check', async() => {
    const host = new FakeHost(NAMESPACE);

    refuse(host, BUDGET, true);
    const result = await applyAll(host.context, objects);

    expect(result).toMatchObject({
      outcome: 'failed', phase: 'check', object: { kind: 'PodDisruptionBudget', name: 'ring' }, error: { status: 422, message: 'it is invalid' }, created: []
    });
    expect([...host.objects.keys()]).toEqual([NAMESPACE]);
  });

  it('says what was created before it failed, without what was there already; undo removes just that, last first', async() => {
    const host = new FakeHost(NAMESPACE, SERVICE);

    refuse(host, SET, false);
    const result = await applyAll(host.context, objects);

    expect(result).toMatchObject({
      outcome: 'failed', phase: 'apply', object: { kind: 'StatefulSet' }, created: [{ kind: 'PodDisruptionBudget' }]
    });
    const undone = await undo(host.context, result.created);

    expect(undone).toEqual({ removed: [expect.objectContaining({ kind: 'PodDisruptionBudget' })], failed: [] });
    expect([...host.objects.keys()]).toEqual([NAMESPACE, SERVICE]);
  });

  it('creates a missing namespace while checking, so that what goes into it can be checked', async() => {
    const host = new FakeHost();

    refuse(host, SET, true);
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

  it('does not touch objects that are there already if they must be new', async() => {
    const host = new FakeHost(NAMESPACE, SET);
    const result = await applyAll(host.context, [namespace, ...objects], { mustBeNew: true });

    expect(result).toMatchObject({
      outcome: 'failed', phase: 'check', object: { kind: 'StatefulSet' }, error: { reason: 'AlreadyExists', message: 'StatefulSet "ring" already exists' }
    });
    expect(host.requests.filter((request) => request.startsWith('PATCH /'))).toEqual([]);
  });

  it('stops between two objects when aborted, and knows what it did', async() => {
    const host = new FakeHost(NAMESPACE);
    const controller = new AbortController();
    const result = await applyAll(host.context, objects, {
      signal:     controller.signal,
      onProgress: ({ phase, index }) => {
        if (phase === 'apply' && index === 1) {
          controller.abort();
        }
      },
    });

    expect(result).toMatchObject({ outcome: 'aborted', created: [{ kind: 'Service' }, { kind: 'PodDisruptionBudget' }] });
    expect(host.objects.has(SET)).toBe(false);
  });

  it('does not hide mistakes of our own as refusals', async() => {
    await expect(applyAll(new FakeHost().context, [{ apiVersion: 'v1', kind: 'Gadget', metadata: { name: 'x' } }])).rejects.toThrow('Unknown Kubernetes kind');
  });
});

describe('undo', () => {
  it('leaves an object alone that was made anew meanwhile, and removes the others', async() => {
    const host = new FakeHost(NAMESPACE);
    const { created } = await applyAll(host.context, objects);

    host.objects.set(BUDGET, { metadata: { uid: 'made-by-another' } });
    const { removed, failed } = await undo(host.context, created);

    expect(removed.map(({ kind }) => kind)).toEqual(['StatefulSet', 'Service']);
    expect(failed).toMatchObject([{ object: { kind: 'PodDisruptionBudget' }, error: { status: 409 } }]);
    expect(host.objects.has(BUDGET)).toBe(true);
  });
});

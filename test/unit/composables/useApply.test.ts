import { beforeEach, describe, expect, it, vi } from 'vitest';

import { useApply } from '../../../pkg/cassandra/composables/useApply';
import { applyAll, KubeError, undo } from '../../../pkg/cassandra/rancher/kube';
import type { ApplyPhase, CreatedObject, ObjectRef } from '../../../pkg/cassandra/rancher/kube';
import type { ClusterContext } from '../../../pkg/cassandra/rancher/store';

vi.mock(import('../../../pkg/cassandra/rancher/kube'), async(original) => ({ ...await original(), applyAll: vi.fn(), undo: vi.fn() }));

const context = {} as ClusterContext;
const namespace: CreatedObject = { apiVersion: 'v1', kind: 'Namespace', name: 'fresh', uid: 'n' };
const service: CreatedObject = { apiVersion: 'v1', kind: 'Service', namespace: 'fresh', name: 'ring', uid: 's' };
const set: ObjectRef = { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: 'fresh', name: 'ring' };
const objects = [namespace, service, set].map(({ apiVersion, kind, ...metadata }: ObjectRef) => ({ apiVersion, kind, metadata: { name: metadata.name, namespace: metadata.namespace } }));

/** The next try stops at the StatefulSet, with so much made by it and the earlier ones. */
function failing(created: CreatedObject[], phase: ApplyPhase = 'apply'): void {
  vi.mocked(applyAll).mockImplementationOnce(async(_context, _objects, { onProgress } = {}) => {
    onProgress?.({ phase, object: set, index: 2, total: 3 });

    return { outcome: 'failed', phase, object: set, error: new KubeError('denied by policy', 403, 'Forbidden'), created };
  });
}

beforeEach(() => {
  vi.mocked(applyAll).mockReset().mockResolvedValue({ outcome: 'applied', created: [] });
  vi.mocked(undo).mockReset().mockImplementation(async(_context, created) => ({ removed: created.map(({ uid: _uid, ...object }) => object), failed: [] }));
});

describe('useApply', () => {
  it('tells what became of each object', async() => {
    failing([namespace, service]);
    const { apply, steps, failure } = useApply(context);

    expect(await apply(objects)).toBe(false);
    expect(steps.value.map(({ state }) => state)).toStrictEqual(['created', 'created', 'failed']);
    expect(failure.value?.error.message).toBe('denied by policy');
  });

  it('removes what it created when asked to', async() => {
    failing([namespace, service]);
    const { apply, undo: undoIt, steps } = useApply(context);

    await apply(objects);
    await undoIt();
    expect(vi.mocked(undo).mock.calls.at(-1)![1]).toStrictEqual([namespace, service]);
    expect(steps.value.map(({ state }) => state)).toStrictEqual(['removed', 'removed', 'failed']);
  });

  it('goes on in a second try with what the first one made, and removes nothing', async() => {
    failing([namespace, service]);
    const { apply, steps, failure } = useApply(context);

    await apply(objects);
    expect(await apply(objects)).toBe(true);
    expect(vi.mocked(undo).mock.calls.flatMap(([, removed]) => removed)).toStrictEqual([]);
    expect(vi.mocked(applyAll).mock.calls.at(-1)![2]!.made).toStrictEqual([namespace, service]);
    expect(steps.value.map(({ state }) => state)).toStrictEqual(['created', 'created', 'created']);
    expect(failure.value).toBeUndefined();
  });

  it('shows in a second try what is there since the first one', async() => {
    failing([namespace, service]);
    failing([namespace, service], 'check');
    const { apply, steps } = useApply(context);

    await apply(objects);
    await apply(objects);
    expect(steps.value.map(({ state }) => state)).toStrictEqual(['created', 'created', 'failed']);
  });

  it('removes what a second try asks for no longer, but not the namespace, which others may use by now', async() => {
    failing([namespace, service]);
    const { apply } = useApply(context);

    await apply(objects);
    await apply(objects.slice(2));
    expect(vi.mocked(undo).mock.calls.at(-1)![1]).toStrictEqual([service]);
    expect(vi.mocked(applyAll).mock.calls.at(-1)![2]!.made).toStrictEqual([namespace]);
  });

  it('does not try again over leftovers that cannot be removed', async() => {
    failing([service]);
    const { apply, undone } = useApply(context);

    await apply(objects);
    vi.mocked(undo).mockResolvedValueOnce({ removed: [], failed: [{ object: service, error: new KubeError('no', 403, 'Forbidden') }] });
    expect(await apply(objects.slice(2))).toBe(false);
    expect(applyAll).toHaveBeenCalledTimes(1);
    expect(undone.value?.failed).toHaveLength(1);
  });

  it('starts only once when it is told to start twice', async() => {
    const { apply, undo: undoIt, busy } = useApply(context);
    const [first, second] = [apply(objects), apply(objects)];

    expect(busy.value).toBe(true);
    await undoIt();
    expect(await Promise.all([first, second])).toStrictEqual([true, false]);
    expect(applyAll).toHaveBeenCalledTimes(1);
    expect(undo).toHaveBeenCalledTimes(1); // of nothing, at the start
    expect(busy.value).toBe(false);
  });

  it('starts anew after undo', async() => {
    failing([namespace, service]);
    const { apply, undo: undoIt } = useApply(context);

    await apply(objects);
    await undoIt();
    await apply(objects);
    expect(vi.mocked(applyAll).mock.calls.at(-1)![2]!.made).toStrictEqual([]);
  });
});

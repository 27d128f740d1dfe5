import { beforeEach, describe, expect, it, vi } from 'vitest';

import { useApply } from '../../../pkg/cassandra/composables/useApply';
import { applyAll, KubeError, undo } from '../../../pkg/cassandra/rancher/kube';
import type { CreatedObject, ObjectRef } from '../../../pkg/cassandra/rancher/kube';
import type { ClusterContext } from '../../../pkg/cassandra/rancher/store';

vi.mock(import('../../../pkg/cassandra/rancher/kube'), async(original) => ({ ...await original(), applyAll: vi.fn(), undo: vi.fn() }));

const context = {} as ClusterContext;
const namespace: CreatedObject = { apiVersion: 'v1', kind: 'Namespace', name: 'fresh', uid: 'n' };
const service: CreatedObject = { apiVersion: 'v1', kind: 'Service', namespace: 'fresh', name: 'ring', uid: 's' };
const set: ObjectRef = { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: 'fresh', name: 'ring' };
const objects = [namespace, service, set].map(({ apiVersion, kind, ...metadata }: ObjectRef) => ({ apiVersion, kind, metadata: { name: metadata.name, namespace: metadata.namespace } }));

function failing(created: CreatedObject[]): void {
  vi.mocked(applyAll).mockImplementationOnce(async(_context, _objects, { onProgress } = {}) => {
    onProgress?.({ phase: 'apply', object: set, index: 2, total: 3 });

    return { outcome: 'failed', phase: 'apply', object: set, error: new KubeError('denied by policy', 403, 'Forbidden'), created };
  });
}

beforeEach(() => {
  vi.mocked(applyAll).mockReset().mockResolvedValue({ outcome: 'applied', applied: [], created: [] });
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

  it('starts a second try anew, but keeps the namespace, which would be slow to come free', async() => {
    failing([namespace, service]);
    const { apply } = useApply(context);

    await apply(objects);
    expect(await apply(objects)).toBe(true);
    expect(vi.mocked(undo).mock.calls.at(-1)![1]).toStrictEqual([service]);
  });

  it('still knows after a second failure what the first one left behind', async() => {
    failing([namespace, service]);
    failing([service]);
    const { apply, failure } = useApply(context);

    await apply(objects);
    await apply(objects);
    expect(failure.value?.created).toStrictEqual([namespace, service]);
  });

  it('does not try again over leftovers that cannot be removed', async() => {
    failing([service]);
    const { apply, undone } = useApply(context);

    await apply(objects);
    vi.mocked(undo).mockResolvedValueOnce({ removed: [], failed: [{ object: service, error: new KubeError('no', 403, 'Forbidden') }] });
    expect(await apply(objects)).toBe(false);
    expect(applyAll).toHaveBeenCalledTimes(1);
    expect(undone.value?.failed).toHaveLength(1);
  });
});

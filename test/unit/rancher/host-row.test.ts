import { describe, expect, it, vi } from 'vitest';

import { goFrom, statefulSetOf } from '../../../pkg/cassandra/rancher/host-row';

describe('statefulSetOf', () => {
  it('gives a StatefulSet, and nothing for what else a page is about', () => {
    const model = { type: 'apps.statefulset', metadata: { name: 'ring' } };

    expect(statefulSetOf(model)).toBe(model);
    expect([undefined, null, {}, { type: 'pod' }].map(statefulSetOf)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('goFrom', () => {
  it('stays in the Kubernetes cluster of the page', async() => {
    const push = vi.fn();

    await goFrom({ currentRouter: () => ({ currentRoute: { value: { params: { cluster: 'c-abc' } } }, push }) }, (clusterId) => ({ name: 'x', params: { cluster: clusterId } }));
    expect(push).toHaveBeenCalledWith({ name: 'x', params: { cluster: 'c-abc' } });
  });
});

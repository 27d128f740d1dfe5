import type { StatefulSet } from 'kubernetes-types/apps/v1';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, shallowRef, type EffectScope } from 'vue';

import { useClusters, type Clusters } from '../../../pkg/cassandra/composables/useClusters';
import { firstPage } from '../../../pkg/cassandra/rancher/first-page';
import { KubeError } from '../../../pkg/cassandra/rancher/kube';
import { hasAll, liveList } from '../../../pkg/cassandra/rancher/watch';
import { ownStatefulSet } from '../core/cluster/objects';

const namespaces = vi.hoisted(() => ({ shown: {} as Record<string, boolean> }));

vi.mock('vuex', () => ({ useStore: () => ({ getters: { namespaces: () => namespaces.shown } }) }));
vi.mock('../../../pkg/cassandra/composables/useContext', () => ({ useContext: () => ({}) }));
vi.mock('../../../pkg/cassandra/composables/readPodsOf');
vi.mock('../../../pkg/cassandra/rancher/first-page');
vi.mock('../../../pkg/cassandra/rancher/watch');

type Read = () => StatefulSet[];

let all: PromiseWithResolvers<Read>;
let scope: EffectScope;

const names = ({ clusters }: Clusters) => clusters.value.map(({ name }) => name);
const settle = () => new Promise((resolve) => setTimeout(resolve));

async function start(): Promise<Clusters> {
  scope = effectScope();
  const clusters = scope.run(useClusters)!;

  await settle();

  return clusters;
}

beforeEach(() => {
  namespaces.shown = { prod: true, other: false };
  all = Promise.withResolvers();
  vi.mocked(hasAll).mockReset().mockReturnValue(false);
  vi.mocked(liveList).mockReset().mockImplementation(() => all.promise as ReturnType<typeof liveList>);
  vi.mocked(firstPage).mockReset().mockResolvedValue([ownStatefulSet('a')]);
});
afterEach(() => scope.stop());

describe('the clusters of a list', () => {
  it('begin with a page that Rancher has filtered, and are then all, live', async() => {
    const sets = shallowRef([ownStatefulSet('a'), ownStatefulSet('b')]);
    const clusters = await start();

    expect([names(clusters), clusters.state.value, clusters.partial.value]).toStrictEqual([['a'], 'ready', true]);
    all.resolve(() => sets.value);
    await settle();
    expect([names(clusters), clusters.state.value, clusters.partial.value]).toStrictEqual([['a', 'b'], 'ready', false]);
    sets.value = [ownStatefulSet('b')];
    expect(names(clusters)).toStrictEqual(['b']);
  });

  it('ask for everything only when the first page is shown', async() => {
    const page = Promise.withResolvers<StatefulSet[]>();

    vi.mocked(firstPage).mockReturnValue(page.promise as ReturnType<typeof firstPage>);
    const clusters = await start();

    expect(liveList).not.toHaveBeenCalled();
    expect(clusters.state.value).toBe('loading');
    page.resolve([ownStatefulSet('a')]);
    await settle();
    expect(liveList).toHaveBeenCalledTimes(1);
  });

  it('are not said to be none while only the first page is empty', async() => {
    vi.mocked(firstPage).mockResolvedValue([]);
    const clusters = await start();

    expect(clusters.state.value).toBe('loading');
    all.resolve(() => []);
    await settle();
    expect(clusters.state.value).toBe('ready');
  });

  it('do without a first page where Rancher cannot filter', async() => {
    vi.mocked(firstPage).mockRejectedValue(new KubeError('no such field', 400, 'BadRequest'));
    const clusters = await start();

    all.resolve(() => [ownStatefulSet('b')]);
    await settle();
    expect(names(clusters)).toStrictEqual(['b']);
  });

  it('do without one where the host has all already', async() => {
    vi.mocked(hasAll).mockReturnValue(true);
    await start();
    expect(firstPage).not.toHaveBeenCalled();
  });

  it('say who refused', async() => {
    const clusters = await start();

    all.reject(new KubeError('not you', 403, 'Forbidden'));
    await settle();
    expect([clusters.state.value, clusters.message.value]).toStrictEqual(['denied', 'not you']);
  });

  it('are those of the namespaces of the filter, on the server and in the browser', async() => {
    const other = { ...ownStatefulSet('c'), metadata: { ...ownStatefulSet('c').metadata, namespace: 'other' } };
    const clusters = await start();

    expect(vi.mocked(firstPage).mock.lastCall?.[2]).toMatchObject({ namespaces: ['prod'] });
    all.resolve(() => [ownStatefulSet('a'), other]);
    await settle();
    expect([names(clusters), clusters.hidden.value]).toStrictEqual([['a'], 1]);
  });

  it('name no namespaces to the server when there are too many', async() => {
    namespaces.shown = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`n${ index }`, true]));
    await start();
    expect(vi.mocked(firstPage).mock.lastCall?.[2]).toMatchObject({ namespaces: undefined });
  });
});

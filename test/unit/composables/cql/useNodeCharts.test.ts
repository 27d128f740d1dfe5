import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, ref, shallowRef, type EffectScope } from 'vue';

import type { CqlConnection, CqlConnectionState } from '../../../../pkg/cassandra/composables/cql/connection';
import { useNodeCharts, type NodeChartsState } from '../../../../pkg/cassandra/composables/cql/useNodeCharts';
import { CqlError, type CqlNode, type Execution, type Page } from '../../../../pkg/cassandra/core/cql/session';
import type { NodeSection } from '../../../../pkg/cassandra/core/gossip/virtual/node-report';
import type { PodSession } from '../../../../pkg/cassandra/rancher/driver/load';
import { pageOf } from './pages';

const SECOND = 1000;
const after = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const nodeOf = (host: string, release = '5.0.9'): CqlNode => ({ host, hostId: host, datacenter: 'dc1', rack: 'r1', release, pod: 'ring-1', connected: true });

const state = shallowRef<CqlConnectionState>({ kind: 'idle' });
const nodes = shallowRef<readonly CqlNode[]>([]);
const section = ref<NodeSection>();
const shown = ref(true);
let asked: { table: string; node: string | undefined }[] = [];
let refused: RegExp | undefined;
let fails: CqlError | undefined;
let requests = 0;
let scope: EffectScope;
let charts: NodeChartsState;

const execute = async(statement: string, { node }: Execution): Promise<Page> => {
  const table = statement.replace(/^.*system_views\./, '');

  asked.push({ table, node });
  if (fails) {
    throw fails;
  }
  if (refused?.test(table)) {
    throw new CqlError('refused', 'no permission', 0x2100);
  }
  requests += table === 'clients' ? 50 : 0;

  switch (table) {
  case 'clients': return pageOf([{ address: '10.9.0.1', port: '4000', request_count: String(requests) }]);
  case 'thread_pools': return pageOf([{ name: 'ReadStage', active_tasks: '3', pending_tasks: '2', blocked_tasks: '0', completed_tasks: '9' }]);
  case 'coordinator_read_latency': return pageOf([{ keyspace_name: 'shop', table_name: 'orders', count: '7', p50th_ms: '0.001', p99th_ms: '0.02', max_ms: '0.05' }]);
  case 'settings': return pageOf([{ name: 'cluster_name', value: 'shop' }]);
  default: return pageOf([]);
  }
};
const session = { release: '5.0.9', execute } as unknown as PodSession;
const tables = () => asked.map(({ table }) => table);

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  refused = undefined;
  fails = undefined;
  requests = 0;
  section.value = undefined;
  shown.value = true;
  nodes.value = [nodeOf('10.0.0.1')];
  state.value = { kind: 'open', session };
  scope = effectScope();
  charts = scope.run(() => useNodeCharts({ state, nodes } as unknown as CqlConnection, () => 'ring-1', section, () => shown.value))!;
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

describe('useNodeCharts', () => {
  it('asks the node of the pod, and no other, every few seconds', async() => {
    await after(11 * SECOND);
    expect(new Set(asked.map(({ node }) => node))).toEqual(new Set(['10.0.0.1']));
    expect(tables().filter((table) => table === 'clients')).toHaveLength(3);
    expect(tables()).not.toContain('settings');
    expect(charts.reading.value?.lines.get('requests')?.map(({ value }) => value)).toEqual([10, 10]);
    expect(charts.reading.value?.lines.get('waiting')?.map(({ value }) => value)).toEqual([2, 2, 2]);
    expect(charts.reading.value?.lines.get('readLatency')?.at(-1)?.value).toBeCloseTo(20, 9);
  });

  it('asks nothing while nobody looks', async() => {
    await after(SECOND);
    shown.value = false;
    await nextTick();
    asked = [];
    await after(60 * SECOND);
    expect(asked).toEqual([]);
    shown.value = true;
    await after(SECOND);
    expect(asked).not.toEqual([]);
    scope.stop();
    asked = [];
    await after(60 * SECOND);
    expect(asked).toEqual([]);
  });

  it('reads what is looked at closer at once, and settings only once', async() => {
    await after(SECOND);
    section.value = 'settings';
    await after(11 * SECOND);
    expect(tables().filter((table) => table === 'settings')).toHaveLength(1);
    expect(charts.reading.value?.facts.settings).toEqual([{ name: 'cluster_name', value: 'shop' }]);
    section.value = 'latencies';
    await after(SECOND);
    expect(tables()).toContain('local_read_latency');
  });

  it('goes without what may not be read, and does not ask for it again', async() => {
    await after(SECOND);
    asked = [];
    refused = /clients|streaming/;
    await after(16 * SECOND);
    expect(charts.refused.value).toEqual(['clients', 'streaming']);
    expect(charts.problem.value).toBeUndefined();
    expect(charts.reading.value?.facts.clients).toBeUndefined();
    expect(charts.reading.value?.facts.pools).toHaveLength(1);
    expect(tables().filter((table) => table === 'clients')).toHaveLength(1);
  });

  it('says why the node tells nothing, and keeps what it told', async() => {
    await after(SECOND);
    fails = new CqlError('unreachable', 'gone');
    await after(6 * SECOND);
    expect(charts.problem.value?.message).toBe('gone');
    expect(charts.reading.value).toBeDefined();
    fails = undefined;
    await after(5 * SECOND);
    expect(charts.problem.value).toBeUndefined();
  });

  it.each<[string, readonly string[]]>([['4.0.20', ['pending_hints', 'streaming']], ['5.0.9', []]])('knows what %s lacks', async(release, absent) => {
    nodes.value = [nodeOf('10.0.0.1', release)];
    asked = [];
    await after(SECOND);
    expect(charts.absent.value).toEqual(absent);
    expect(tables().filter((table) => absent.includes(table))).toEqual([]);
  });

  it('asks nothing of 3.11, which has no such tables', async() => {
    await after(SECOND);
    nodes.value = [nodeOf('10.0.0.1', '3.11.19')];
    await nextTick();
    asked = [];
    await after(20 * SECOND);
    expect(asked).toEqual([]);
    expect(charts.absent.value).toContain('clients');
  });

  it('begins anew when the node has another address, or the login changed', async() => {
    await after(11 * SECOND);
    nodes.value = [nodeOf('10.0.0.7')];
    await nextTick();
    expect(charts.reading.value).toBeUndefined();
    await after(SECOND);
    expect(charts.reading.value?.lines.get('connections')).toHaveLength(1);
    state.value = { kind: 'idle' };
    await nextTick();
    expect([charts.node.value, charts.reading.value]).toEqual([undefined, undefined]);
  });
});

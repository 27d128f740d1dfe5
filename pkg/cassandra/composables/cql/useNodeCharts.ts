import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { CqlError, type CqlNode, type CqlSession } from '../../core/cql/session';
import type { Row } from '../../core/cql/values/plain';
import type { Point } from '../../core/gossip/virtual/lines';
import { readNodeFacts, type NodeFacts } from '../../core/gossip/virtual/node-facts';
import { NODE_CHARTS, NodeLines, type NodeChart } from '../../core/gossip/virtual/node-lines';
import { SECTION_TABLES, type NodeSection } from '../../core/gossip/virtual/node-report';
import { VIRTUAL_TABLES, virtualQueries, type VirtualTable } from '../../core/gossip/virtual/queries';
import type { CqlConnection } from './connection';
import { cqlErrorOf } from './cqlErrorOf';
import { readTable } from './readTable';
import { sleep } from './sleep';

export interface NodeReading {
  facts: NodeFacts;
  lines: ReadonlyMap<NodeChart, readonly Point[]>;
  /** Milliseconds since the epoch. */
  at: number;
}

export interface NodeChartsState {
  /** The node in this pod, as the session knows it; `undefined` if it knows none, or there is no session. */
  node: ComputedRef<CqlNode | undefined>;
  /** What it last told. It stays when it does not answer any more. */
  reading: Readonly<ShallowRef<NodeReading | undefined>>;
  /** Why it told nothing last time. */
  problem: Readonly<ShallowRef<CqlError | undefined>>;
  /** Tables that its version does not have. */
  absent: ComputedRef<readonly VirtualTable[]>;
  /** Tables that the login may not read. */
  refused: Readonly<ShallowRef<readonly VirtualTable[]>>;
}

const EVERY_MS = 5000;
/** What hardly changes, or has a row for each table of each keyspace, is read for who looks at it. */
const ON_DEMAND: ReadonlySet<VirtualTable> = new Set(['settings', 'local_read_latency', 'local_write_latency', 'local_scan_latency']);

/**
 * What a node tells in its virtual tables, every few seconds while somebody looks. Each table is asked for by itself: what
 * one lacks, or may not be read, takes nothing away from the others.
 *
 * @param pod in which the node runs
 * @param section what is looked at closer
 * @param shown whether somebody looks
 */
export function useNodeCharts({ state, nodes }: CqlConnection, pod: () => string, section: Readonly<Ref<NodeSection | undefined>>, shown: () => boolean): NodeChartsState {
  const reading = shallowRef<NodeReading>();
  const problem = shallowRef<CqlError>();
  const refused = shallowRef<readonly VirtualTable[]>([]);
  const session = computed(() => state.value.kind === 'open' ? state.value.session : undefined);
  const node = computed(() => session.value && nodes.value.find((one) => one.pod === pod()));
  const release = computed(() => node.value?.release || session.value?.release);
  const absent = computed(() => release.value === undefined ? [] : missingIn(release.value));
  let lines = new NodeLines(EVERY_MS);
  let settings: readonly Row[] | undefined;
  let stop: AbortController | undefined;

  async function run(open: CqlSession, host: string, version: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await look(open, host, version, signal);
      await sleep(EVERY_MS, signal);
    }
  }

  async function look(open: CqlSession, host: string, version: string, signal: AbortSignal): Promise<void> {
    const wanted = new Set(section.value ? SECTION_TABLES[section.value] : []);
    const asked = [...virtualQueries(version)].filter(([table]) => !refused.value.includes(table) && (wanted.has(table) || !ON_DEMAND.has(table)) && !(table === 'settings' && settings));
    const answers = await Promise.all(asked.map(async([table, query]) => {
      try {
        return { table, rows: await readTable(open, host, query, signal) };
      } catch (error) {
        return { table, error: cqlErrorOf(error) };
      }
    }));

    if (signal.aborted) {
      return;
    }
    const rows = new Map(answers.flatMap(({ table, rows: told }): [VirtualTable, readonly Row[]][] => told ? [[table, told]] : []));
    const failed = answers.find(({ error }) => error && error.code !== 'refused');
    const newlyRefused = answers.flatMap(({ table, error }) => error?.code === 'refused' ? table : []);

    refused.value = newlyRefused.length > 0 ? [...refused.value, ...newlyRefused] : refused.value;
    settings = rows.get('settings') ?? settings;
    problem.value = rows.size > 0 ? undefined : failed?.error;
    if (rows.size > 0) {
      const facts = readNodeFacts(settings ? rows.set('settings', settings) : rows, version);

      lines.add(facts, performance.now());
      reading.value = { facts, lines: new Map(NODE_CHARTS.map((chart) => [chart, lines.line(chart)])), at: Date.now() };
    }
  }

  // Another session, another login; another address, another life of the node.
  watch([session, () => node.value?.host], () => {
    reading.value = undefined;
    problem.value = undefined;
    refused.value = [];
    settings = undefined;
    lines = new NodeLines(EVERY_MS);
  });
  watch([session, () => node.value?.host, release, shown, section], ([open, host, version, isShown]) => {
    stop?.abort();
    stop = undefined;
    if (open && host !== undefined && version !== undefined && isShown) {
      stop = new AbortController();
      run(open, host, version, stop.signal);
    }
  }, { immediate: true });
  onScopeDispose(() => stop?.abort());

  return { node, reading, problem, absent, refused };
}

function missingIn(release: string): VirtualTable[] {
  const there = virtualQueries(release);

  return VIRTUAL_TABLES.filter((table) => !there.has(table));
}

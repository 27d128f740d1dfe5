import { ALL_CLIENTS, ClientRequests, latencyCounters } from './counters';
import { Lines, type Point } from './lines';
import type { TableLatency } from './load';
import type { LatencyKind, NodeFacts } from './node-facts';
import { Rates } from './rates';
import type { Stream } from './transfers';

/** What is drawn of a node, in the order in which it is shown. */
export const NODE_CHARTS = ['connections', 'requests', 'reads', 'writes', 'scans', 'readLatency', 'writeLatency', 'running', 'waiting', 'hintFiles', 'streamed'] as const;

/**
 * - `connections` of clients, and their `requests` per second
 * - `reads`, `writes`, `scans` of tables per second that this node coordinates
 * - `readLatency`, `writeLatency`: 99th of a hundred of the slowest table, milliseconds
 * - `running`, `waiting` tasks of all thread pools
 * - `hintFiles` kept for other nodes
 * - `streamed` bytes per second, in and out
 */
export type NodeChart = typeof NODE_CHARTS[number];

const COORDINATED = { reads: 'coordinator_read_latency', writes: 'coordinator_write_latency', scans: 'coordinator_scan_latency' } as const satisfies Partial<Record<NodeChart, LatencyKind>>;

/** The charts of a node, made of what it tells again and again. */
export class NodeLines {
  private readonly lines: Lines;
  private readonly requests = new ClientRequests();
  private readonly rates: Readonly<Record<'requests' | 'streamed' | keyof typeof COORDINATED, Rates>>;

  /** @param every how often it is usually asked, milliseconds */
  constructor(every: number) {
    this.lines = new Lines(every);
    this.rates = { requests: new Rates(every), streamed: new Rates(every), reads: new Rates(every), writes: new Rates(every), scans: new Rates(every) };
  }

  /** @param at milliseconds of a clock that is not set */
  add({ clients, pools, latencies, hints, streams }: NodeFacts, at: number): void {
    const values: Readonly<Record<NodeChart, number | undefined>> = {
      connections:  clients?.length,
      requests:     clients && this.rates.requests.add(this.requests.read(clients, at)).get(ALL_CLIENTS),
      reads:        this.coordinated('reads', latencies, at),
      writes:       this.coordinated('writes', latencies, at),
      scans:        this.coordinated('scans', latencies, at),
      readLatency:  slowest(latencies.coordinator_read_latency),
      writeLatency: slowest(latencies.coordinator_write_latency),
      running:      pools && sum(pools.map(({ active }) => active)),
      waiting:      pools && sum(pools.map(({ pending, blocked }) => pending + blocked)),
      hintFiles:    hints && sum(hints.map(({ files }) => files)),
      streamed:     streams && sumOf(this.rates.streamed.add({ at, counters: new Map(streams.map(streamCounter)) }), streams.length === 0),
    };

    this.lines.add(at, new Map(NODE_CHARTS.flatMap((chart) => values[chart] === undefined ? [] : [[chart, values[chart]]])));
  }

  /** Oldest first. */
  line(chart: NodeChart): readonly Point[] {
    return this.lines.line(chart);
  }

  private coordinated(chart: keyof typeof COORDINATED, latencies: NodeFacts['latencies'], at: number): number | undefined {
    const told = latencies[COORDINATED[chart]];
    const rates = told && this.rates[chart].add(latencyCounters(told, at));

    // By table, since a sum would fall when one is dropped.
    return rates && sumOf(new Map([...rates].filter(([name]) => name.includes('.'))), told?.length === 0);
  }
}

/** Of no rates nothing is known, unless there is nothing that could have one. */
function sumOf(rates: ReadonlyMap<string, number>, isNone: boolean): number | undefined {
  return rates.size > 0 || isNone ? sum([...rates.values()]) : undefined;
}

function streamCounter({ id, received, sent }: Stream): [string, number] {
  return [id, received + sent];
}

/** Of tables that were never asked there is no latency. */
function slowest(latencies: readonly TableLatency[] | undefined): number | undefined {
  const asked = latencies?.filter(({ count }) => count > 0) ?? [];

  return asked.length > 0 ? Math.max(...asked.map(({ p99 }) => p99)) : undefined;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

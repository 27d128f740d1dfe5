import { isNoise } from './failure';
import { answerLines, malformed, truncated } from './output';
import { decimal, parseSize } from './values';

/** What a node says of itself. */
export interface NodeInfo {
  /** `undefined` while the node has none. */
  hostId: string | undefined;
  gossip: boolean;
  nativeTransport: boolean;
  /** Bytes on disk, rounded as nodetool rounds. */
  load: number;
  /** Bytes of the same data without compression. Since 5.0. */
  uncompressedLoad?: number;
  /** Seconds since the epoch at which gossip was started; `undefined` when it is off. */
  generation: number | undefined;
  /** Seconds. */
  uptime: number;
  /** Bytes. */
  heap: { used: number; max: number };
  /** Bytes of tables' memory outside of the heap. */
  offHeap: number;
  datacenter: string;
  rack: string;
  /** Uncaught exceptions since the start. */
  exceptions: number;
  /** Those that are on. */
  caches: CacheInfo[];
  /** Share of the data, 0..1; `undefined` when it is no number. */
  repaired: number | undefined;
  /** How many; `undefined` while the node is not joined. */
  tokens: number | undefined;
  /** Since 5.0. */
  progress?: NodeProgress;
}

export interface CacheInfo {
  name: CacheName;
  /** Bytes. */
  size: number;
  /** Bytes; 0 when the cache is switched off. */
  capacity: number;
  /** The network cache does not say. */
  use?: { entries: number; hits: number; requests: number };
  /** 0..1; `undefined` without recent requests. */
  hitRate?: number;
}

/** How far a node is into and out of the ring. */
export interface NodeProgress {
  /** `NEEDS_BOOTSTRAP`, `IN_PROGRESS`, `COMPLETED` or `DECOMMISSIONED`. */
  bootstrap: string;
  bootstrapFailed: boolean;
  decommissioning: boolean;
  decommissionFailed: boolean;
}

type CacheName = (typeof CACHES)[number];

const COMMAND = 'nodetool info';
const CACHES = ['key', 'row', 'counter', 'chunk', 'network'] as const;
const LINE = /^([A-Z][^:]*): (.*)$/;
const SIZE = '([\\d.,]+ \\w+)';
const CACHE = new RegExp(`^(?:entries (\\d+), )?size ${ SIZE }, (?:overflow size: ${ SIZE }, )?capacity ${ SIZE }(?:, (\\d+) (hits|misses), (\\d+) requests, (\\S+) recent hit rate, .+)?$`);
const MIB = 1024 ** 2;

/**
 * Reads what `nodetool info` prints, from Cassandra 3.11 to 6.0.
 *
 * @param text standard output, or standard output and error together
 * @throws NodetoolError if the text is not a whole answer
 */
export function parseInfo(text: string): NodeInfo {
  const values = new Values(answerLines(text, COMMAND, /^ID +: /));
  const [, used = '', max = ''] = values.match('Heap Memory (MB)', /^([\d.,]+) \/ ([\d.,]+)$/);
  const [, many, one] = values.match('Token', /^(?:\(invoke with -T\/--tokens to see all (\d+) tokens\)|\(node is not joined to the cluster\)|(\S+))$/);
  // Since 5.0, which then has its last lines behind the token.
  const modern = values.has('Uncompressed load');

  return {
    hostId:          values.match('ID', /^(?:null|([0-9a-f-]{36}))$/)[1],
    gossip:          values.flag('Gossip active'),
    nativeTransport: values.flag('Native Transport active'),
    load:            values.size('Load'),
    ...(modern ? { uncompressedLoad: values.size('Uncompressed load') } : {}),
    generation:      values.whole('Generation No') || undefined,
    uptime:          values.whole('Uptime (seconds)'),
    heap:            { used: mebibytes(used), max: mebibytes(max) },
    offHeap:         mebibytes(values.match('Off Heap Memory (MB)', /^[\d.,]+$/)[0]),
    datacenter:      values.get('Data Center'),
    rack:            values.get('Rack'),
    exceptions:      values.whole('Exceptions'),
    caches:          CACHES.flatMap((name) => readCache(name, values)),
    repaired:        finite(Number(values.match('Percent Repaired', /^(\S+)%$/)[1]) / 100),
    tokens:          many !== undefined ? Number(many) : one !== undefined ? 1 : undefined,
    ...(modern ? { progress: readProgress(values) } : {}),
  };
}

/** The lines by their labels. */
class Values {
  private readonly values = new Map<string, string>();

  constructor(lines: readonly string[]) {
    for (const line of lines.filter((each) => !isNoise(each))) {
      const [, label = '', value = ''] = LINE.exec(line) ?? [];

      if (label === '' || this.values.has(label.trimEnd())) {
        throw malformed(COMMAND, line);
      }
      this.values.set(label.trimEnd(), value);
    }
  }

  has(label: string): boolean {
    return this.values.has(label);
  }

  /** nodetool always prints the lines that are asked for by this, so one that is not there was cut off. */
  get(label: string): string {
    const value = this.values.get(label);

    if (value === undefined) {
      throw truncated(COMMAND);
    }

    return value;
  }

  match(label: string, pattern: RegExp): RegExpExecArray {
    return pattern.exec(this.get(label)) ?? this.refuse(label);
  }

  flag(label: string): boolean {
    return this.match(label, /^(?:true|false)$/)[0] === 'true';
  }

  whole(label: string): number {
    return Number(this.match(label, /^\d+$/)[0]);
  }

  size(label: string, text = this.get(label)): number {
    return parseSize(text) ?? this.refuse(label);
  }

  refuse(label: string): never {
    throw malformed(COMMAND, `${ label }: ${ this.get(label) }`);
  }
}

/** None when the cache is off. The chunk cache counts misses where the others count hits. */
function readCache(name: CacheName, values: Values): CacheInfo[] {
  const label = `${ name.charAt(0).toUpperCase() }${ name.slice(1) } Cache`;

  if (!values.has(label)) {
    return [];
  }
  const [, entries, size, , capacity, count, counted, requests, rate = ''] = values.match(label, CACHE);

  return [{
    name,
    size:     values.size(label, size),
    capacity: values.size(label, capacity),
    ...(requests === undefined ? {} : {
      use:     { entries: Number(entries), hits: counted === 'hits' ? Number(count) : Number(requests) - Number(count), requests: Number(requests) },
      hitRate: finite(decimal(rate)),
    }),
  }];
}

function readProgress(values: Values): NodeProgress {
  return {
    bootstrap:          values.match('Bootstrap state', /^\w+$/)[0],
    bootstrapFailed:    values.flag('Bootstrap failed'),
    decommissioning:    values.flag('Decommissioning'),
    decommissionFailed: values.flag('Decommission failed'),
  };
}

function mebibytes(text: string): number {
  return Math.round(decimal(text) * MIB);
}

/** Java prints `NaN` where there was nothing to divide by. */
function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

import { computed, onScopeDispose, ref, watch, type ComputedRef, type Ref } from 'vue';
import { collectSizes, totalsOf, type NodeSizes, type SizesReading, type TableTotals } from '../../core/cql/schema/collect-sizes';
import type { CqlSession } from '../../core/cql/session';
import { useTimedAnswer } from '../useTimedAnswer';

/** Whose sizes are asked for. */
export interface SizesOf {
  readonly keyspace: string;
  readonly table?: string;
  /** Whether it is spread over the ring, and not each node's own. */
  readonly isSpread: boolean;
}

export interface Sizes {
  reading: ComputedRef<SizesReading | undefined>;
  /** By table. */
  totals: ComputedRef<ReadonlyMap<string, TableTotals>>;
  nodes: ComputedRef<readonly NodeSizes[]>;
  /** When the nodes were asked, by the browser's clock. */
  at: ComputedRef<number | undefined>;
  problem: ComputedRef<string | undefined>;
  busy: Readonly<Ref<boolean>>;
  again(): void;
  /** Asks all nodes, however many. */
  askAll(): void;
}

/** What is shown of a table, in this order. */
export const TABLE_SIZES = [
  { key: 'partitions', unit: 'count' }, { key: 'mean', unit: 'bytes' }, { key: 'bytes', unit: 'bytes' }, { key: 'disk', unit: 'bytes' }, { key: 'largest', unit: 'bytes' },
] as const;

/** Nodes that are asked unless somebody wants more of them. */
const FIRST = 12;

/**
 * The sizes of tables, asked for once as soon as they are looked at: estimates are made anew every five minutes only, and
 * each question goes to every node.
 *
 * @param of undefined as long as there is nothing to ask about
 */
export function useSizes(session: () => CqlSession, of: () => SizesOf | undefined): Sizes {
  let abort = new AbortController();
  const most = ref(FIRST);
  const about = () => JSON.stringify(of() ?? null);
  const { value, problem, at, busy, ask } = useTimedAnswer(load, about);

  async function load(): Promise<SizesReading> {
    const wanted = of();

    // What was asked about something earlier is wanted no longer.
    abort.abort();
    abort = new AbortController();

    return wanted ? collectSizes(session(), { ...wanted, nodes: most.value, signal: abort.signal }) : { nodes: [], unasked: [], elsewhere: [] };
  }

  watch(about, () => {
    most.value = FIRST;

    return ask();
  }, { immediate: true });
  onScopeDispose(() => abort.abort());

  return {
    reading: value,
    totals:  computed(() => totalsOf(value.value?.nodes ?? [])),
    nodes:   computed(() => value.value?.nodes ?? []),
    at,
    problem,
    busy,
    again() {
      ask();
    },
    askAll() {
      most.value = Infinity;
      ask();
    },
  };
}

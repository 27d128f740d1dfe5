import { parseQuantity } from '../quantity';
import type { ResourcesSpec } from './spec';

const MIB = 1024 ** 2;

/** Beyond this, garbage collection costs more than the memory brings; off-heap structures and page cache want the rest. */
const MAX_HEAP_MIB = 8192;

/** What cassandra-env.sh gives the young generation per processor core. */
const NEW_MIB_PER_CORE = 100;

/** Sizes of the Java heap, in whole MiB; `young` is the young generation. */
export type Heap = NonNullable<ResourcesSpec['heap']>;

/**
 * Computes the heap from the memory limit: half of it, at most 8 GiB. cassandra-env.sh would take the memory of the
 * whole Kubernetes node for its own. It wants both sizes or neither; the young generation follows its rule of 100 MB
 * per core, at most a quarter of the heap.
 *
 * @param resources valid quantities (see {@link validate})
 */
export function heapFor({ cpu, memory }: Pick<ResourcesSpec, 'cpu' | 'memory'>): Heap {
  const max = Math.min(MAX_HEAP_MIB, Math.floor((parseQuantity(memory) ?? 0) / MIB / 2));
  const cores = Math.max(1, Math.ceil(parseQuantity(cpu) ?? 0));

  return { max, young: Math.min(NEW_MIB_PER_CORE * cores, Math.floor(max / 4)) };
}

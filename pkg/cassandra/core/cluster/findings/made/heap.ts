import type { Node } from 'kubernetes-types/core/v1';

import { parseQuantity } from '../../../quantity';
import type { Severity } from '../finding';

const GIB = 1024 ** 3;

/** Beside its heap, Cassandra has memtables, buffers, compression metadata and threads. */
const HEAP_SHARE = 0.75;

/** Bytes that cassandra-env.sh gives the heap if it is told nothing. It looks at the machine, not at the limit (fact 22). */
export function defaultHeap(memory: number): number {
  return Math.max(Math.min(memory / 2, GIB), Math.min(memory / 4, 8 * GIB));
}

/** Bytes of memory of a Kubernetes node. */
export function memoryOf({ status }: Node): number {
  return parseQuantity(status?.capacity?.['memory'] ?? '') ?? 0;
}

/** How bad a heap is under a memory limit; both in bytes. */
export function heapSeverity(heap: number, limit: number): Severity | undefined {
  if (heap >= limit) {
    return 'critical';
  }

  return heap > limit * HEAP_SHARE ? 'warning' : undefined;
}

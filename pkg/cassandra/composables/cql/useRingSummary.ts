import { computed, type ComputedRef } from 'vue';
import { ringOfStatus } from '../../core/cql/schema/ring-of-status';
import { summariseRing, type RingSummary } from '../../core/cql/schema/ring-summary';
import type { CqlNode } from '../../core/cql/session';
import type { RingState } from '../useRing';

/** Where the nodes of a ring are, with who told it. */
export interface KnownRing {
  readonly nodes: RingSummary;
  /** Absent where the driver told it, which does not know whether nodes are up, join or leave. */
  readonly pod?: string;
  /** Milliseconds since the epoch. */
  readonly at?: number;
}

/**
 * The ring as far as replication cares: as the Ring tab knows it, since that also tells how its nodes are; else from the
 * nodes that the connection knows.
 *
 * @returns undefined if neither is known
 */
export function useRingSummary(ring: Pick<RingState, 'reading'>, nodes: () => readonly CqlNode[]): ComputedRef<KnownRing | undefined> {
  return computed(() => {
    const reading = ring.reading.value;

    if (reading) {
      return { nodes: ringOfStatus(reading.value), pod: reading.pod, at: reading.at };
    }

    return nodes().length ? { nodes: summariseRing(nodes()) } : undefined;
  });
}

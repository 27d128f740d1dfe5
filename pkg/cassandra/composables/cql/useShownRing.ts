import { computed, ref, type ComputedRef, type Ref } from 'vue';
import type { RingDifference } from '../../core/cluster/ring-difference';
import { shownRing, type RingSource, type ShownRing } from '../../core/gossip/shown';
import { computedOnChange } from '../computedOnChange';
import type { RingState } from '../useRing';
import type { CqlConnection } from './connection';
import { useLiveRing, type LiveRingState } from './useLiveRing';
import { useNodetoolCheck } from './useNodetoolCheck';

/** Who told what is shown, and when. */
export interface RingOrigin {
  source: RingSource;
  /** Pod, or address of a node that has none here. */
  who: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** A later look failed, or has not been answered yet. */
  stale: boolean;
}

export interface ShownRingState {
  /** Absent where the page has no connection by CQL. */
  live: LiveRingState | undefined;
  /** Whether nodetool's reading is to be shown although gossip tells. */
  onlyNodetool: Ref<boolean>;
  shown: ComputedRef<ShownRing | undefined>;
  origin: ComputedRef<RingOrigin | undefined>;
  /** In what nodetool and gossip disagree. */
  differences: ComputedRef<readonly RingDifference[]>;
}

/**
 * The ring as it is shown: live from gossip where that is to be had, as nodetool last read it otherwise, or if that is what
 * somebody wants to see.
 *
 * @param seen whether somebody sees it
 */
export function useShownRing(cql: CqlConnection | undefined, ring: RingState, seen: Readonly<Ref<boolean>>): ShownRingState {
  const live = cql && useLiveRing(cql, seen);
  const onlyNodetool = ref(false);

  const told = computed(() => {
    const isThere = live?.phase.value === 'live' || live?.phase.value === 'waiting';

    return isThere && !onlyNodetool.value ? live.ring.value : undefined;
  });
  const shown = computedOnChange(() => shownRing(told.value, live?.limit.value === undefined, ring.reading.value?.value));

  const origin = computed(() => {
    const source = shown.value?.source;
    const reading = ring.reading.value;

    if (source === 'gossip' || source === 'tables') {
      return told.value && { source, who: live?.observer.value ?? '', at: told.value.seen.at, stale: live?.phase.value !== 'live' };
    }

    return source && reading && { source, who: reading.pod, at: reading.at, stale: ring.problem.value !== undefined };
  });

  return { live, onlyNodetool, shown, origin, differences: live ? useNodetoolCheck(ring, live) : computed(() => []) };
}

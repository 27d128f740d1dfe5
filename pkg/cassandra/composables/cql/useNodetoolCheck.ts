import { computed, onScopeDispose, watch, type ComputedRef } from 'vue';
import type { RingDifference } from '../../core/cluster/ring-difference';
import { disagreements } from '../../core/gossip/ring';
import type { RingState } from '../useRing';
import type { LiveRingState } from './useLiveRing';

/** Between two questions to nodetool while the two disagree: twice as long each time, as it starts a JVM each time. */
const FIRST_MS = 10_000;
const MOST_MS = 120_000;

/**
 * In what nodetool and gossip disagree. As long as they do, nodetool is asked again, unless it is not to be asked by
 * itself; as long as they agree, it is hardly asked at all.
 *
 * Of a node that stops, gossip is mostly the first to know; of one that leaves, nodetool's last reading is simply old.
 */
export function useNodetoolCheck(ring: RingState, live: LiveRingState): ComputedRef<readonly RingDifference[]> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let next = -Infinity;
  let wait = FIRST_MS;

  const both = computed(() => {
    const reading = ring.reading.value;

    return reading && live.ring.value && live.phase.value === 'live' && live.limit.value === undefined ? { nodetool: reading.value, live: live.ring.value } : undefined;
  });
  const differences = computed(() => both.value ? disagreements(both.value.nodetool, both.value.live) : []);
  const text = computed(() => differences.value.map(({ key, first, second }) => [key, first, second].join(' ')).join());

  function ask(): void {
    clearTimeout(timer);
    if (Date.now() >= next) {
      ring.refresh();
      next = Date.now() + wait;
      wait = Math.min(2 * wait, MOST_MS);
    }
    timer = setTimeout(ask, next - Date.now());
  }

  watch([text, () => ring.automatic.value && ring.problem.value?.kind !== 'denied'], ([differing, mayAsk]) => {
    clearTimeout(timer);
    if (!differing) {
      wait = FIRST_MS;
    } else if (mayAsk) {
      ask();
    }
  }, { immediate: true });
  watch(() => both.value !== undefined && text.value === '', (agree) => {
    ring.calm.value = agree;
  }, { immediate: true });
  onScopeDispose(() => {
    clearTimeout(timer);
    ring.calm.value = false;
  });

  return differences;
}

import { computed, watch, type ComputedRef } from 'vue';
import type { ClusterSpec } from '../core/manifest/spec';
import { volumeSlots, type VolumeSlot } from '../core/manifest/volume-slots';

/**
 * Keeps a list at one entry per node, in the order of `podNames`. An entry belongs to a rack and a number in it, so it
 * stays where it is when nodes come to the rack before; and it is there again after the ring was smaller for a while.
 *
 * @param empty the entry of a node that nothing was said about yet
 * @returns the places that the entries are for
 */
export function usePerNode<T>(spec: ClusterSpec, read: () => T[], write: (entries: T[]) => void, empty: () => T): ComputedRef<VolumeSlot[]> {
  const kept = new Map<string, T>();
  const slots = computed(() => volumeSlots(spec));
  const keyOf = ({ rack, ordinal }: VolumeSlot) => `${ rack }/${ ordinal }`;

  watch(() => slots.value.map(keyOf).join(), (_now, before = '') => {
    const entries = read();

    // Racks that share the same nodes in another way, or a list that was given together with them.
    if (entries.length === slots.value.length) {
      return;
    }
    before.split(',').forEach((key, index) => {
      const entry = entries[index];

      if (entry !== undefined) {
        kept.set(key, entry);
      }
    });
    write(slots.value.map((slot) => kept.get(keyOf(slot)) ?? empty()));
  }, { immediate: true });

  return slots;
}

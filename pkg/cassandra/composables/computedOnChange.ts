import { computed, type ComputedRef } from 'vue';

/**
 * Plain data that stays the same object while it says the same. What it is made from may change all the time, as
 * Kubernetes' nodes do with every heartbeat, and a table of it would be drawn again each time.
 */
export function computedOnChange<T>(make: () => T): ComputedRef<T> {
  let text = '';

  return computed<T>((old) => {
    const made = make();
    const before = text;

    text = JSON.stringify(made);

    return old !== undefined && text === before ? old : made;
  });
}

import { computed } from 'vue';
import { useStore } from 'vuex';
import { formatBytes } from '../core/quantity';

const FALLBACK = 'en-us';

/** Numbers the way the user's language writes them. Reactive: a change of language shows at once. */
export function useFormat() {
  const store = useStore();
  const locale = computed<string>(() => {
    const selected = store.getters['i18n/current']?.();

    // "none" is the shell's switch that shows the keys instead of the words.
    return selected && selected !== 'none' ? selected : FALLBACK;
  });

  // Kept, since making one takes far longer than writing a number with it.
  const numbers = computed(() => new Intl.NumberFormat(locale.value, { maximumFractionDigits: 1 }));
  const percents = computed(() => new Intl.NumberFormat(locale.value, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }));

  return {
    locale,
    number:  (amount: number) => numbers.value.format(amount),
    bytes:   (amount: number) => formatBytes(amount, locale.value),
    percent: (share: number) => percents.value.format(share),
  };
}

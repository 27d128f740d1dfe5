import type { Raw, Unit } from '../core/cluster/reports';
import { useFormat } from './useFormat';
import { useText } from './useText';

const SECONDS: readonly (readonly [unit: 'day' | 'hour' | 'minute' | 'second', seconds: number])[] = [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]];

/** What is shown where nothing is known. */
export const UNKNOWN = '—';

/** Writes a value with its unit, in the user's language. */
export function useAmount(): (value: Raw, unit: Unit) => string {
  const t = useText();
  const { locale, number, bytes, percent } = useFormat();
  const measure = (amount: number, unit: string, digits = 0) => new Intl.NumberFormat(locale.value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits }).format(amount);

  /** The two largest units say enough: `3 days, 4 hr`. */
  function duration(seconds: number): string {
    const parts = SECONDS.map(([unit, size], index) => {
      const larger = SECONDS[index - 1]?.[1] ?? Infinity;

      return { unit, amount: Math.floor((seconds % larger) / size) };
    });
    const first = parts.findIndex(({ amount }) => amount > 0);
    const told = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2).filter(({ amount }) => amount > 0);

    return told.map(({ unit, amount }) => measure(amount, unit)).join(' ');
  }

  function amount(value: number, unit: Unit): string {
    switch (unit) {
    case 'bytes':
      return bytes(value);
    case 'bytesPerSecond':
      return t('cassandra.nodeTab.perSecond', { amount: bytes(value) });
    case 'share':
      return percent(value);
    case 'seconds':
      return duration(value);
    case 'milliseconds':
      return measure(value, 'millisecond', 2);
    case 'date':
      return new Date(value).toLocaleString(locale.value);
    default:
      return number(value);
    }
  }

  return (value, unit) => {
    if (value === undefined || value === '') {
      return UNKNOWN;
    }
    if (typeof value === 'boolean') {
      return t(value ? 'cassandra.nodeTab.isTrue' : 'cassandra.nodeTab.isFalse');
    }

    return typeof value === 'number' ? amount(value, unit) : value;
  };
}

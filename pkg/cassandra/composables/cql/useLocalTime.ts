import type { CqlValue } from '../../core/cql/values/value';
import { timestampText, uuidTime } from '../../core/cql/values/times';
import { useFormat } from '../useFormat';
import { useText } from '../useText';

const NS_PER_MS = 1_000_000n;
/** In milliseconds: moments further from 1970 have no date in JavaScript. */
const MOST = 8_640_000_000_000_000n;

/** By locale. Kept, since making one takes far longer than writing a time with it, and a table has many cells. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** What there is to say of the time of a value: of a moment the time here, of a UUID that holds one when it was made. */
export function useLocalTime(): (value: CqlValue) => string | undefined {
  const t = useText();
  const { locale } = useFormat();

  return (value) => {
    if (value.kind === 'timestamp') {
      const { milliseconds } = value;
      const isDate = milliseconds >= -MOST && milliseconds <= MOST;

      return isDate ? t('cassandra.cql.cell.localTime', { time: formatOf(locale.value).format(Number(milliseconds)) }) : undefined;
    }
    const made = value.kind === 'uuid' ? uuidTime(value.value) : undefined;

    return made === undefined ? undefined : t('cassandra.cql.cell.madeAt', { time: timestampText(made / NS_PER_MS) });
  };
}

function formatOf(locale: string): Intl.DateTimeFormat {
  const format = formats.get(locale) ?? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long' });

  formats.set(locale, format);

  return format;
}

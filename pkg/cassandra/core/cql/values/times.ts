/** After so many days the Gregorian calendar begins anew. */
const CYCLE_DAYS = 146_097;
const CYCLE_YEARS = 400;
const DAY_MS = 86_400_000;
const DAY_MS_BIG = 86_400_000n;

/** 1582-10-15 and the end of 9999, in milliseconds since 1970-01-01. */
const FIRST_PLAIN = -12_219_292_800_000n;
const LAST_PLAIN = 253_402_300_799_999n;

/** 1582-10-15, from which the times in UUIDs are counted, in steps of 100 ns before 1970-01-01. */
const UUID_EPOCH = 122_192_928_000_000_000n;

/**
 * A day as ISO 8601 and Cassandra write it: years before 0 and after 9999 with their sign. Exact for all days that fit in
 * a double.
 *
 * @param days since 1970-01-01
 */
export function dateText(days: number): string {
  const cycles = Math.floor(days / CYCLE_DAYS);
  const date = new Date((days - cycles * CYCLE_DAYS) * DAY_MS);

  return `${ yearText(date.getUTCFullYear() + cycles * CYCLE_YEARS) }-${ pad(date.getUTCMonth() + 1, 2) }-${ pad(date.getUTCDate(), 2) }`;
}

/** A time of the day with all nine digits, as Cassandra writes it. @param nanoseconds since midnight */
export function timeText(nanoseconds: bigint): string {
  return `${ clockText(nanoseconds / 1_000_000_000n) }.${ pad(nanoseconds % 1_000_000_000n, 9) }`;
}

/**
 * A moment in UTC by the Gregorian calendar, also where it was not in use yet.
 *
 * @param milliseconds since 1970-01-01; all 64 bits are exact
 */
export function timestampText(milliseconds: bigint): string {
  const ofDay = ((milliseconds % DAY_MS_BIG) + DAY_MS_BIG) % DAY_MS_BIG;
  const days = (milliseconds - ofDay) / DAY_MS_BIG;

  return `${ dateText(Number(days)) }T${ clockText(ofDay / 1000n) }.${ pad(ofDay % 1000n, 3) }Z`;
}

/**
 * Whether Cassandra reads the text of a moment as the same moment. Before October 1582 it counts by the Julian calendar,
 * and with years of five digits not at all; milliseconds it always takes.
 */
export function hasPlainTimestamp(milliseconds: bigint): boolean {
  return milliseconds >= FIRST_PLAIN && milliseconds <= LAST_PLAIN;
}

/** As Cassandra writes it, e.g. `1y2mo3d4h5m6s7ms8us9ns`; none at all as `0s`, since CQL does not take an empty one. */
export function durationText(months: number, days: number, nanoseconds: bigint): string {
  const sign = months < 0 || days < 0 || nanoseconds < 0n ? '-' : '';
  let rest = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const parts = [[Math.trunc(Math.abs(months) / 12), 'y'], [Math.abs(months) % 12, 'mo'], [Math.abs(days), 'd']].filter(([amount]) => amount !== 0);

  for (const [unit, size] of [['h', 3_600_000_000_000n], ['m', 60_000_000_000n], ['s', 1_000_000_000n], ['ms', 1_000_000n], ['us', 1000n], ['ns', 1n]] as const) {
    if (rest >= size) {
      parts.push([String(rest / size), unit]);
      rest %= size;
    }
  }

  return parts.length === 0 ? '0s' : sign + parts.map((part) => part.join('')).join('');
}

/**
 * The moment that a UUID of version 1 was made at, as a timeuuid is.
 *
 * @returns nanoseconds since 1970-01-01, a multiple of 100; `undefined` for other versions
 */
export function uuidTime(uuid: string): bigint | undefined {
  const [low, middle, high] = uuid.split('-');

  return high?.startsWith('1') ? (BigInt(`0x${ high.slice(1) }${ middle }${ low }`) - UUID_EPOCH) * 100n : undefined;
}

function clockText(seconds: bigint): string {
  return `${ pad(seconds / 3600n, 2) }:${ pad(seconds / 60n % 60n, 2) }:${ pad(seconds % 60n, 2) }`;
}

function yearText(year: number): string {
  return year > 9999 ? `+${ year }` : (year < 0 ? '-' : '') + pad(Math.abs(year), 4);
}

function pad(amount: number | bigint, digits: number): string {
  return String(amount).padStart(digits, '0');
}

/**
 * Factors of the suffixes that Kubernetes knows, to bytes or cores.
 * Source: the serialisation format in k8s.io/apimachinery/pkg/api/resource.
 */
const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9, u: 1e-6, m: 1e-3, '': 1,
  k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18,
  Ki: 1024, Mi: 1024 ** 2, Gi: 1024 ** 3, Ti: 1024 ** 4, Pi: 1024 ** 5, Ei: 1024 ** 6,
};

const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE]([+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/;

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/**
 * Reads a Kubernetes quantity such as `10Gi`, `500m`, `1.5G`, `2e3`.
 *
 * @returns the amount in base units (bytes, cores), or `undefined` if Kubernetes would refuse the text
 */
export function parseQuantity(text: string): number | undefined {
  const match = QUANTITY.exec(text);

  if (!match) {
    return undefined;
  }
  const [, mantissa = '', exponent, suffix = ''] = match;
  const factor = FACTORS[suffix];
  // Through the text, since a multiplication by a negative power of ten is not exact.
  const amount = exponent === undefined && factor !== undefined ? scale(mantissa, suffix, factor) : Number(`${ mantissa }e${ exponent }`);

  return Number.isFinite(amount) ? amount : undefined;
}

/**
 * Writes a number of bytes with the largest binary unit that leaves at least 1, e.g. `103.7 KiB`.
 *
 * @param bytes zero or more
 * @param locale BCP 47 tag that decides the decimal sign
 */
export function formatBytes(bytes: number, locale = 'en'): string {
  // From 1023.5 on, rounding carries over to 1024, which belongs to the next unit.
  const exponent = Math.floor(Math.log2(Math.max(bytes, 1) * (1024 / 1023.5)) / 10);
  const index = Math.min(Math.max(exponent, 0), BYTE_UNITS.length - 1);
  const value = bytes / 1024 ** index;
  const digits = index === 0 || value >= 100 ? 0 : 1;

  return `${ formatOf(locale, digits).format(value) } ${ BYTE_UNITS[index] }`;
}

/** Kept, since making one takes far longer than writing a number with it. */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(locale: string, digits: number): Intl.NumberFormat {
  const key = `${ locale }/${ digits }`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, { maximumFractionDigits: digits, useGrouping: false });

  formats.set(key, format);

  return format;
}

/** Decimal fractions are exact as text (`100m` is 0.1); powers of 1024 are exact as factors. */
function scale(mantissa: string, suffix: string, factor: number): number {
  return suffix !== '' && factor < 1 ? Number(`${ mantissa }e${ Math.round(Math.log10(factor)) }`) : Number(mantissa) * factor;
}

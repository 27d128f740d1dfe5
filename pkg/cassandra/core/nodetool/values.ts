const SIZE = /^(\d+(?:[.,]\d+)?|[.,]\d+) (bytes|[KMGTPE]i?B)$/;

/** Sizes are powers of 1024 in every version; 2.2 and 3.0 write KB for what later versions write KiB. */
const UNITS = ['bytes', 'K', 'M', 'G', 'T', 'P', 'E'];

/** Reads a number with a decimal point or comma, times ten to the `exponent` without rounding in between. */
export function decimal(text: string, exponent = 0): number {
  return Number(`${ text.replace(',', '.') }e${ exponent }`);
}

/**
 * Reads a size such as `103.71 KiB` or `512 bytes`.
 *
 * @returns whole bytes, or `undefined` if the text is no size
 */
export function parseSize(text: string): number | undefined {
  const [, size, unit = ''] = SIZE.exec(text) ?? [];

  return size === undefined ? undefined : Math.round(decimal(size) * 1024 ** UNITS.indexOf(unit === 'bytes' ? unit : unit.charAt(0)));
}

/**
 * Takes an address apart as nodetool prints it: `ip`, `ip:port` (-pp), `[ipv6]:port`, `name` or `name:port` (-r), and
 * all of them behind a slash as Java prints them, with or without a name before it. A bare IPv6 address has no port.
 */
export function splitAddress(text: string): { address: string; port?: number } {
  const place = text.slice(text.lastIndexOf('/') + 1);
  const match = /^\[([^\]]+)\](?::(\d+))?$/.exec(place) ?? /^([^:]+):(\d+)$/.exec(place);
  const address = match?.[1] ?? place;

  return match?.[2] === undefined ? { address } : { address, port: Number(match[2]) };
}

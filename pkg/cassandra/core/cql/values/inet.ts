import { viewOf } from './bytes';

/** An address as RFC 5952 wants it. @returns `undefined` if it has neither 4 nor 16 bytes */
export function inetText(bytes: Uint8Array): string | undefined {
  if (bytes.length === 4) {
    return bytes.join('.');
  }

  return bytes.length === 16 ? inet6Text(bytes) : undefined;
}

function inet6Text(bytes: Uint8Array): string {
  const view = viewOf(bytes);
  const groups = Array.from({ length: 8 }, (_, index) => view.getUint16(index * 2));

  // An IPv4 address within an IPv6 one.
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return `::ffff:${ bytes.subarray(12).join('.') }`;
  }
  const [start, length] = longestZeros(groups);
  const written = groups.map((group) => group.toString(16));

  // A single group of zeros is written out.
  return length < 2 ? written.join(':') : `${ written.slice(0, start).join(':') }::${ written.slice(start + length).join(':') }`;
}

/** The first of the longest runs: where it starts, and how many groups it has. */
function longestZeros(groups: readonly number[]): [start: number, length: number] {
  let longest: [number, number] = [0, 0];
  let start = 0;

  groups.forEach((group, index) => {
    start = group === 0 ? start : index + 1;
    longest = index + 1 - start > longest[1] ? [start, index + 1 - start] : longest;
  });

  return longest;
}

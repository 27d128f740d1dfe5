/** Below it a float32 has fewer digits than the 6 that are otherwise certain. */
const SMALLEST_NORMAL = 2 ** -126;

/** The shortest text that gives the same double. Minus zero is told apart from zero. */
export function doubleText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** The text of the fewest digits, each rightly rounded, that gives the same float32. @param value one that a float32 holds */
export function floatText(value: number): string {
  const least = Math.abs(value) < SMALLEST_NORMAL ? 1 : 6;

  for (let digits = least; digits < 9; digits++) {
    const shorter = Number(value.toPrecision(digits));

    // Minus zero equals zero and would lose its sign by `toPrecision`.
    if (Math.fround(shorter) === value) {
      return doubleText(shorter || value);
    }
  }

  return doubleText(Number(value.toPrecision(9)));
}

/**
 * As Java's `BigDecimal` and so Cassandra writes it: all digits and no others, which keeps apart what differs in scale
 * only (`1.0`, `1.00`), and with an exponent where zeros would have to be made up (`1E+3`, `1E-7`).
 *
 * @param scale how many of the digits stand after the point; below 0, how many zeros are left out
 */
export function decimalText(unscaled: bigint, scale: number): string {
  const sign = unscaled < 0n ? '-' : '';
  const digits = digitsOf(unscaled);
  const exponent = digits.length - 1 - scale;

  if (scale === 0) {
    return sign + digits;
  }
  if (scale > 0 && exponent >= -6) {
    const padded = digits.padStart(scale + 1, '0');

    return `${ sign }${ padded.slice(0, -scale) }.${ padded.slice(-scale) }`;
  }

  return `${ sign }${ digits.charAt(0) }${ digits.length > 1 ? `.${ digits.slice(1) }` : '' }E${ exponent >= 0 ? '+' : '' }${ exponent }`;
}

/** Without a sign. */
export function digitsOf(integer: bigint): string {
  return String(integer < 0n ? -integer : integer);
}

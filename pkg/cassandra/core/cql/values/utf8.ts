/** In bytes: texts up to this length are checked at once, longer ones in parts of it, so that no second copy of them comes to be. */
const PART = 64 * 1024;
// A mark of byte order belongs to the text: without the option it would be left out.
const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LENIENT = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of bytes that have been checked. */
export function utf8(bytes: Uint8Array): string {
  return LENIENT.decode(bytes);
}

/** The first characters of a text, in time that does not grow with it: at least as many, unless it has fewer. */
export function utf8Head(bytes: Uint8Array, characters: number): string {
  const most = characters * 3 + 3;

  // What the cut leaves of a character at the end is kept back by `stream`.
  return bytes.length <= most ? utf8(bytes) : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, most), { stream: true });
}

/** How many UTF-16 units a text has: as many as bytes, if all are ASCII, and otherwise fewer. @returns `undefined` if it is no UTF-8 */
export function utf8Length(bytes: Uint8Array): number | undefined {
  try {
    if (bytes.length <= PART) {
      return STRICT.decode(bytes).length;
    }
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    let length = 0;

    for (let at = 0; at < bytes.length; at += PART) {
      length += decoder.decode(bytes.subarray(at, at + PART), { stream: true }).length;
    }

    return length + decoder.decode().length;
  } catch {
    return undefined;
  }
}

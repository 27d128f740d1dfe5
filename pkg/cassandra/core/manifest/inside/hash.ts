/**
 * FNV-1a, 32 bits, as hexadecimal digits: tells a changed text from the one before. It need not resist anybody who
 * looks for collisions, since who can choose the text can restart the nodes as well; and the browser's cryptographic
 * hashes cannot be had without waiting.
 */
export function hash(text: string): string {
  const value = new TextEncoder().encode(text).reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193), 0x811c9dc5);

  return (value >>> 0).toString(16).padStart(8, '0');
}

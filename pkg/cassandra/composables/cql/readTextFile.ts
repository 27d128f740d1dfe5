/** `notText`: its bytes are none of UTF-8, or there is a zero among them, which no text has. */
export interface FileProblem {
  readonly problem: 'tooLarge' | 'notText';
}

/**
 * Reads a file that somebody has chosen, if it is a text.
 *
 * @param most in bytes: of a larger one nothing is read
 */
export async function readTextFile(file: Blob, most: number): Promise<string | FileProblem> {
  if (file.size > most) {
    return { problem: 'tooLarge' };
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());

    return text.includes('\0') ? { problem: 'notText' } : text;
  } catch {
    return { problem: 'notText' };
  }
}

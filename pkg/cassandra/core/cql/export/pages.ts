import type { Page } from '../session';

/** Pages of one result, in their order: `Page`s as they come, or those that are there. */
export type Pages = AsyncIterable<Page> | Iterable<Page>;

/** In UTF-16 units: what a chunk has at least, but for the last. A single cell may make it longer. */
const CHUNK = 64 * 1024;

/**
 * What is written of pages, joined to chunks that are worth a write.
 *
 * @param piecesOf asked once for each page
 * @param end what follows the last
 */
export async function *chunksOf(pages: Pages, piecesOf: (page: Page) => Iterable<string>, end: () => string): AsyncGenerator<string> {
  let pieces: string[] = [];
  let length = 0;

  for await (const page of pages) {
    for (const piece of piecesOf(page)) {
      pieces.push(piece);
      length += piece.length;
      if (length >= CHUNK) {
        yield pieces.join('');
        pieces = [];
        length = 0;
      }
    }
  }
  const last = pieces.join('') + end();

  if (last !== '') {
    yield last;
  }
}

import type { Page } from '../session';

/** In rows: as many are written between two looks at how far it is. */
const SLICE = 100;

/**
 * Pages as they come, cut small, so that what is written can be counted.
 *
 * @param onRows told how many rows have been handed out before, and are written by now
 */
export async function *slicesOf(pages: AsyncIterable<Page>, onRows: (rows: number) => void): AsyncGenerator<Page, void> {
  let written = 0;

  for await (const page of pages) {
    // The columns are told even of a page without rows.
    for (let start = 0; start === 0 || start < page.rows.length; start += SLICE) {
      const rows = page.rows.slice(start, start + SLICE);

      yield { ...page, rows };
      written += rows.length;
      onRows(written);
    }
  }
}

/**
 * Pages until one does not come: an export can then be ended properly with those that there are.
 *
 * @param onError told why it ends sooner
 */
export async function *untilError(pages: AsyncIterable<Page>, onError: (thrown: unknown) => void): AsyncGenerator<Page, void> {
  const iterator = pages[Symbol.asyncIterator]();

  try {
    for (;;) {
      const next = await iterator.next().catch((thrown: unknown) => {
        onError(thrown);
      });

      if (!next || next.done) {
        return;
      }
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

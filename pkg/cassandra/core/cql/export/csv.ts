import type { Page } from '../session';
import { decode } from '../values/decode';
import { textOf } from '../values/format';
import { chunksOf, type Pages } from './pages';

export interface CsvOptions {
  /** Whether the first line names the columns; yes if not said. */
  readonly header?: boolean;
  /** One character; a comma if not said. */
  readonly delimiter?: string;
  /** What is written for null; nothing if not said. */
  readonly null?: string;
  /**
   * Writes for spreadsheets instead of programs: with a mark that it is UTF-8, and an apostrophe before text that they
   * would reckon with. The text is then no longer what the database holds.
   */
  readonly spreadsheet?: boolean;
}

const BREAK = '\r\n';
const BYTE_ORDER_MARK = '\ufeff';
/**
 * What text begins with that spreadsheets take for a formula, in East Asian widths too. It may come from anyone who fills
 * a form, and what it reckons with can send data away. Source: OWASP, CSV Injection.
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * A result as CSV (RFC 4180), in chunks that are made while they are read: what is written away takes no memory.
 *
 * - Null and a text without letters are told apart as by PostgreSQL: null is nothing between two commas, the text is `""`.
 *   With a word for null (cqlsh's `NULL`), a text that is this word stands in quotes. The empty value of other types is
 *   `""` too, which they have no text for.
 * - What is nested is a term of CQL, bytes are `0x…`, and moments that have no text in Cassandra are milliseconds, as
 *   cqlsh's COPY TO writes them.
 * - By default nothing is done about formulas, because a file that is read by programs must be exact; who opens it with a
 *   spreadsheet wants `spreadsheet`. Numbers and times are never changed.
 */
export function csvOf(pages: Pages, options: CsvOptions = {}): AsyncGenerator<string> {
  let isBegun = false;

  return chunksOf(pages, function *linesOf(page) {
    if (!isBegun && page.columns.length > 0) {
      isBegun = true;
      yield options.spreadsheet ? BYTE_ORDER_MARK : '';
      yield options.header === false ? '' : line(page.columns.map(({ name }) => field(name, true, options)), options);
    }
    for (const row of page.rows) {
      yield line(fieldsOf(page, row, options), options);
    }
  }, () => '');
}

function fieldsOf({ columns }: Page, row: Page['rows'][number], options: CsvOptions): string[] {
  return columns.map(({ type }, index) => {
    const value = decode(type, row[index] ?? null);

    return value.kind === 'null' ? options.null ?? '' : field(textOf(value), value.kind === 'text', options);
  });
}

function line(fields: readonly string[], { delimiter = ',' }: CsvOptions): string {
  return fields.join(delimiter) + BREAK;
}

function field(text: string, isText: boolean, options: CsvOptions): string {
  const safe = options.spreadsheet && isText && FORMULA.test(text) ? `'${ text }` : text;
  const mustQuote = safe === '' || safe === options.null || /["\r\n]/.test(safe) || safe.includes(options.delimiter ?? ',');

  return mustQuote ? `"${ safe.split('"').join('""') }"` : safe;
}

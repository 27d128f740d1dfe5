import type { Column } from '../session';

/** `spreadsheet` is CSV with formulas made harmless: see `CsvOptions`. */
export const EXPORT_FORMATS = ['csv', 'spreadsheet', 'json'] as const;

export type ExportFormat = typeof EXPORT_FORMATS[number];

export interface ExportFile {
  readonly name: string;
  readonly mime: string;
  /** With its dot. */
  readonly extension: string;
}

const FALLBACK = 'result';
/** In characters, of a keyspace and table in the name of a file. */
const MOST = 100;

/**
 * What an export is written to: named after the table, if all columns are of one, and the time.
 *
 * @param now milliseconds since the epoch
 */
export function exportFile(format: ExportFormat, columns: readonly Column[], now: number): ExportFile {
  const tables = new Set(columns.map(({ keyspace, table }) => `${ keyspace }.${ table }`));
  const extension = format === 'json' ? '.json' : '.csv';
  const time = new Date(now).toISOString().replace(/\.\d+/, '').replaceAll(':', '');

  return { name: `${ fileName(tables.size === 1 ? [...tables].join('') : FALLBACK) }-${ time }${ extension }`, mime: format === 'json' ? 'application/json' : 'text/csv', extension };
}

/** A name that any disk takes: without signs that mean something there, or are not seen. */
export function fileName(name: string): string {
  const plain = name.replace(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^[._-]+/, '');

  return Array.from(plain).slice(0, MOST).join('').replace(/[._-]+$/, '') || FALLBACK;
}

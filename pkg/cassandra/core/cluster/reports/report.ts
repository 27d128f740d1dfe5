/** What a number counts, so that it is shown with its unit; or that it is none. */
export type Unit = 'text' | 'flag' | 'count' | 'bytes' | 'bytesPerSecond' | 'share' | 'seconds' | 'milliseconds' | 'date';

/** `undefined` where nothing is known. Dates are milliseconds since the epoch. */
export type Raw = string | number | boolean | undefined;

export interface Pair {
  /** A key for a translated label. */
  key: string;
  unit: Unit;
  value: Raw;
}

export interface ReportTable {
  /** A key for a translated heading. */
  code: string;
  columns: { key: string; unit: Unit }[];
  rows: Readonly<Record<string, Raw>>[];
}

/** An answer of nodetool, laid out to be shown. */
export interface Report {
  pairs: Pair[];
  tables: ReportTable[];
}

export function pair(key: string, unit: Unit, value: Raw): Pair {
  return { key, unit, value };
}

/** A table of which each row says something about each column. */
export function table<K extends string>(code: string, units: Readonly<Record<K, Unit>>, rows: readonly Readonly<Record<K, Raw>>[]): ReportTable {
  return { code, columns: Object.entries<Unit>(units).map(([key, unit]) => ({ key, unit })), rows: [...rows] };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Plain, Row } from '../../../../pkg/cassandra/core/cql/values/plain';

const RECORDED = join(__dirname, '../../recorded/gossip');

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** Rows as `SELECT JSON` printed them, decoded as those of a session are: objects in them were maps. */
export function recordedRows(file: string): Record<string, Row[]> {
  const tables: Record<string, Record<string, Json>[]> = JSON.parse(recordedText(file));

  return Object.fromEntries(Object.entries(tables).map(([table, rows]) => [table, rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, plain(cell)])))]));
}

export function recordedText(file: string): string {
  return readFileSync(join(RECORDED, file), 'utf8');
}

function plain(cell: Json): Plain {
  if (Array.isArray(cell)) {
    return cell.map(plain);
  }

  return typeof cell === 'object' && cell !== null ? new Map(Object.entries(cell).map(([key, value]) => [key, plain(value)])) : cell;
}

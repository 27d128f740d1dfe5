import type { Cell, Column, CqlType, Page, ScalarName } from '../../../../../pkg/cassandra/core/cql/session';

export const scalar = (name: ScalarName): CqlType => ({ kind: 'scalar', name });

export function column(name: string, type: CqlType): Column {
  return { keyspace: 'ks', table: 't', name, type };
}

export function pageOf(columns: readonly Column[], rows: readonly (readonly Cell[])[]): Page {
  return { columns, rows, warnings: [], coordinator: '10.0.0.1', durationMs: 1 };
}

export async function written(chunks: AsyncIterable<string>): Promise<string> {
  const texts: string[] = [];

  for await (const chunk of chunks) {
    texts.push(chunk);
  }

  return texts.join('');
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { exportFile, fileName } from '../../../../../pkg/cassandra/core/cql/export/file';
import { slicesOf, untilError } from '../../../../../pkg/cassandra/core/cql/export/progress';
import type { Page } from '../../../../../pkg/cassandra/core/cql/session';
import { column, pageOf, scalar } from './page';

const NOW = Date.UTC(2026, 10, 23, 12, 34, 56, 789);
const int = scalar('int');

describe('the file of an export', () => {
  it('has the name of the table and the time', () => {
    expect(exportFile('csv', [column('a', int), column('b', int)], NOW)).toEqual({ name: 'ks.t-2026-11-23T123456Z.csv', mime: 'text/csv', extension: '.csv' });
    expect(exportFile('json', [], NOW)).toEqual({ name: 'result-2026-11-23T123456Z.json', mime: 'application/json', extension: '.json' });
    expect(exportFile('spreadsheet', [column('a', int), { ...column('b', int), table: 'other' }], NOW).name).toBe('result-2026-11-23T123456Z.csv');
  });

  it.each([['a/b\\c:d', 'a_b_c_d'], ['..', 'result'], ['', 'result'], ['Größe 汉字', 'Größe_汉字'], ['a\u202egpj.exe', 'a_gpj.exe'], ['.hidden', 'hidden'], ['x'.repeat(300), 'x'.repeat(100)]])('%j is named %j', (name, wanted) => {
    expect(fileName(name)).toBe(wanted);
  });

  it('has a name that any disk takes', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(fileName(name)).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u);
    }));
  }, 60_000);
});

async function *pages(...all: (Page | Error)[]): AsyncGenerator<Page, void> {
  for (const page of all) {
    if (page instanceof Error) {
      throw page;
    }
    yield page;
  }
}

const rowsOf = (count: number) => pageOf([column('a', int)], Array.from({ length: count }, () => [null]));

async function collect<T>(all: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];

  for await (const item of all) {
    items.push(item);
  }

  return items;
}

describe('pages of an export', () => {
  it('are cut small, and counted when they have been written', async() => {
    const told: number[] = [];

    expect((await collect(slicesOf(pages(rowsOf(250), rowsOf(0), rowsOf(100)), (rows) => told.push(rows)))).map(({ rows, columns }) => [rows.length, columns.length])).toEqual([[100, 1], [100, 1], [50, 1], [0, 1], [100, 1]]);
    expect(told).toEqual([100, 200, 250, 250, 350]);
  });

  it('end where one does not come, and say why', async() => {
    const errors: unknown[] = [];

    expect(await collect(untilError(pages(rowsOf(1), new Error('gone'), rowsOf(1)), (thrown) => errors.push(thrown)))).toHaveLength(1);
    expect(errors).toEqual([new Error('gone')]);
    expect(await collect(untilError(pages(rowsOf(1), rowsOf(1)), (thrown) => errors.push(thrown)))).toHaveLength(2);
    expect(errors).toHaveLength(1);
  });

  it('are given up with whoever reads them', async() => {
    let isEnded = false;

    async function *endless(): AsyncGenerator<Page, void> {
      try {
        for (;;) {
          yield rowsOf(1);
        }
      } finally {
        isEnded = true;
      }
    }

    const reading = untilError(endless(), () => undefined);

    expect((await reading.next()).done).toBe(false);
    await reading.return();
    expect(isEnded).toBe(true);
  });
});

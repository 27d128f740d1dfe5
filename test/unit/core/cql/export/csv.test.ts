import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { csvOf, type CsvOptions } from '../../../../../pkg/cassandra/core/cql/export/csv';
import { jsonOf } from '../../../../../pkg/cassandra/core/cql/export/json';
import { anyBytes, anyType, encode } from '../values/oracle';
import { column, pageOf, scalar, written } from './page';

const texts = (...names: string[]) => names.map((name) => column(name, scalar('text')));
const csv = (columns: ReturnType<typeof texts>, rows: readonly (readonly unknown[])[], options?: CsvOptions) => written(csvOf([pageOf(columns, rows.map((row) => row.map((value, index) => value === null ? null : encode(columns[index]!.type, value))))], options));

describe('CSV', () => {
  it('names the columns, and ends lines as RFC 4180 says', async() => {
    expect(await csv(texts('a', 'b c', 'd"e', 'a'), [['1', '2', '3', '4']])).toBe('a,b c,"d""e",a\r\n1,2,3,4\r\n');
    expect(await csv(texts('a'), [['1']], { header: false })).toBe('1\r\n');
    expect(await csv(texts('a', 'b'), [])).toBe('a,b\r\n');
    expect(await csv([], [])).toBe('');
  });

  it('tells null from a text without letters', async() => {
    expect(await csv(texts('a', 'b', 'c'), [[null, '', 'x']], { header: false })).toBe(',"",x\r\n');
    expect(await csv(texts('a', 'b', 'c'), [[null, '', 'null']], { header: false, null: 'null' })).toBe('null,"","null"\r\n');
  });

  it('has one separator, and quotes what holds it', async() => {
    expect(await csv(texts('a', 'b'), [['1;2', '3,4']], { delimiter: ';' })).toBe('a;b\r\n"1;2";3,4\r\n');
  });

  it('writes each type so that it can be read again', async() => {
    const columns = [
      column('i', scalar('bigint')), column('d', scalar('double')), column('b', scalar('blob')), column('t', scalar('timestamp')), column('u', scalar('boolean')),
      column('l', { kind: 'list', of: scalar('text') }), column('n', scalar('inet')), column('v', { kind: 'map', key: scalar('int'), value: scalar('text') }),
    ];

    expect(await csv(columns, [[-5n, 0.1, Buffer.from([1]), new Date(0), true, ['a', `b'`], Buffer.from([10, 0, 0, 1]), new Map([[1, '"']])]], { header: false }))
      .toBe(`-5,0.1,0x01,1970-01-01T00:00:00.000Z,true,"['a', 'b''']",10.0.0.1,{1: '"'}\r\n`.replace(`{1: '"'}`, `"{1: '""'}"`));
    // Beyond what Cassandra has a text for.
    expect(await csv([column('t', scalar('timestamp'))], [[new Date(8_640_000_000_000_000)]], { header: false })).toBe('8640000000000000\r\n');
  });

  it('leaves formulas as they are for programs, and disarms them for spreadsheets', async() => {
    const formulas = ['=1+1', '+1', '-1', '@a', '\tx', '＝1'];
    const columns = [...formulas.map((_, index) => column(`=${ index }`, scalar('text'))), column('n', scalar('int'))];

    expect(await csv(columns, [[...formulas, -1]], { header: false })).toBe(`${ formulas.join(',') },-1\r\n`);
    expect(await csv(columns, [[...formulas, -1]], { spreadsheet: true })).toBe(`\ufeff${ formulas.map((_, index) => `'=${ index }`).join(',') },n\r\n${ formulas.map((text) => `'${ text }`).join(',') },-1\r\n`);
    expect(await csv(texts('a'), [['=\n"']], { header: false, spreadsheet: true })).toBe(`\ufeff"'=\n"""\r\n`);
  });

  it('is read again as it was', async() => {
    const cell = fc.option(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ';', ' ', 'é', `'`, '\ufeff') }));

    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }), fc.constantFrom(undefined, 'null', 'a'), async(rows, word) => {
      const text = await csv(texts('a', 'b', 'c'), rows, { header: false, ...(word === undefined ? {} : { null: word }) });

      expect(parse(text, word ?? '')).toEqual(rows);
    }), { numRuns: 500 });
  }, 60_000);

  it('and JSON are written of any bytes', async() => {
    await fc.assert(fc.asyncProperty(anyType, fc.array(anyBytes, { maxLength: 4 }), async(type, cells) => {
      const page = pageOf([column('a', type)], cells.map((cell) => [cell]));

      expect(parse(await written(csvOf([page], { header: false })), 'null')).toHaveLength(cells.length);
      expect(JSON.parse(await written(jsonOf([page])))).toHaveLength(cells.length);
    }), { numRuns: 2_000 });
  }, 60_000);
});

/** Reads CSV by the grammar of RFC 4180. A field without quotes that is the word for null is null. */
function parse(text: string, nothing: string): (string | null)[][] {
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];

  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted !== undefined ? quoted.replace(/""/g, '"') : plain === nothing ? null : plain ?? '');
    if (end === '\r\n') {
      rows.push(row);
      row = [];
    }
  }

  return rows;
}

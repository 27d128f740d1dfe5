import { describe, expect, it } from 'vitest';

import { columnPlaces, lettersOf } from '../../../../../pkg/cassandra/core/cql/table/widths';
import { column, scalar } from '../export/page';

const text = scalar('text');
const widths = (places: Float64Array) => [...places.slice(1)].map((place, index) => place - (places[index] ?? 0));

describe('the places of columns', () => {
  it('are as far apart as heads and cells want, within bounds', () => {
    const columns = [column('a', text), column('a', text), column('a', text), column('a_name_of_some_length', text), column('x'.repeat(1_000), text)];
    const [small = 0, cell = 0, huge = 0, head = 0, name = 0] = widths(columnPlaces(columns, [[null, Buffer.from('twenty letters are 20'), Buffer.from('x'.repeat(500)), null, null]]));

    expect(small).toBeLessThan(cell);
    expect(head).toBeGreaterThan(small);
    expect([huge, name]).toEqual([360, 360]);
  });

  it('are there without rows, and without columns', () => {
    expect(columnPlaces([column('a', text)], [])).toHaveLength(2);
    expect([...columnPlaces([], [])]).toEqual([0]);
  });

  it('of 10,000 columns are found by few cells', () => {
    let looked = 0;
    const rows = Array.from({ length: 100 }, () => new Proxy<null[]>([], {
      get() {
        looked++;

        return null;
      },
    }));

    expect(columnPlaces(Array.from({ length: 10_000 }, (_, index) => column(`c${ index }`, text)), rows)).toHaveLength(10_001);
    expect(looked).toBeLessThanOrEqual(10_000);
  });

  it.each([['abc', 3], ['汉字', 4], ['😀', 2], ['é', 1], ['x'.repeat(1_000), 45]])('%j has the room of %i letters', (value, letters) => {
    expect(lettersOf(value)).toBe(letters);
  });
});

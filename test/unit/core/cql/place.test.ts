import { describe, expect, it } from 'vitest';

import { offsetOf, placeOf, refusedAt } from '../../../../pkg/cassandra/core/cql/place';

describe('placeOf and offsetOf', () => {
  const text = 'ab\n\ncde';

  it.each([[0, 1, 1], [2, 1, 3], [3, 2, 1], [4, 3, 1], [7, 3, 4]])('%i is line %i, column %i', (offset, line, column) => {
    expect(placeOf(text, offset)).toEqual({ line, column });
    expect(offsetOf(text, { line, column })).toBe(offset);
  });

  it('goes to the nearest place', () => {
    expect(placeOf(text, 99)).toEqual({ line: 3, column: 4 });
    expect(placeOf(text, -1)).toEqual({ line: 1, column: 1 });
    expect([offsetOf(text, { line: 9, column: 1 }), offsetOf(text, { line: 1, column: 9 }), offsetOf(text, { line: 1, column: -3 })]).toEqual([7, 2, 0]);
  });
});

describe('refusedAt', () => {
  const statement = 'SELECT *\nFORM users';

  it.each([
    [`line 2:0 mismatched input 'FORM' expecting K_FROM (SELECT *[FORM]...)`, 'FORM'],
    [`line 2:5 no viable alternative at input 'users'`, 'users'],
    ['line 1:7 something', '*'],
    [`line 0:-1 no viable alternative at input '<EOF>'`, ''],
    ['line 9:9 something', ''],
  ])('%s', (message, expected) => {
    const { start, end } = refusedAt(statement, message) ?? { start: -1, end: -1 };

    expect(start).toBeGreaterThanOrEqual(0);
    expect(statement.slice(start, end)).toBe(expected);
  });

  it('knows no place that is not told', () => {
    expect(refusedAt(statement, 'table users does not exist')).toBeUndefined();
  });
});

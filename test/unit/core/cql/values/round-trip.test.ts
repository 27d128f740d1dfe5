import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decode } from '../../../../../pkg/cassandra/core/cql/values/decode';
import { format } from '../../../../../pkg/cassandra/core/cql/values/format';
import { typeName } from '../../../../../pkg/cassandra/core/cql/values/type';
import { encode, sampled, scalars } from './oracle';

describe("what Cassandra's own driver encodes", () => {
  for (const { type, sample } of scalars) {
    it(`is written as CQL: ${ typeName(type) }`, () => {
      fc.assert(fc.property(sample, ({ value, term }) => {
        expect(format(decode(type, encode(type, value)))).toBe(term);
      }), { numRuns: 500 });
    }, 60_000);
  }

  it('is written as CQL however it is nested', () => {
    fc.assert(fc.property(sampled.chain(({ type, sample }) => sample.map((one) => ({ type, ...one }))), ({ type, value, term }) => {
      expect(format(decode(type, encode(type, value)))).toBe(term);
    }), { numRuns: 2_000 });
  }, 60_000);
});

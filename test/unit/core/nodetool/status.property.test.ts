import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseStatus, type NodeStatus, type RingStatus } from '../../../../pkg/cassandra/core/nodetool/status';
import { LAYOUTS, renderStatus } from './render-status';

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.-]{0,10}( [A-Za-z0-9]{1,4})?$/);
const address = fc.oneof(fc.ipV4(), fc.ipV6().filter((ip) => !ip.includes('.')), fc.stringMatching(/^[a-z]{1,9}-\d\.[a-z]{1,9}\.svc$/));
/** Sizes that survive being printed with two decimals: whole quarters of a unit. */
const load = fc.record({ quarters: fc.integer({ min: 4, max: 4095 }), exponent: fc.integer({ min: 1, max: 4 }) }).map(({ quarters, exponent }) => quarters / 4 * 1024 ** exponent);
const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });

function nodes(single: boolean, effective: boolean): fc.Arbitrary<NodeStatus[]> {
  const base = {
    up:        fc.constantFrom(true, false, undefined),
    state:     fc.constantFrom('normal' as const, 'leaving' as const, 'joining' as const, 'moving' as const),
    address,
    load:      optional(fc.oneof(fc.integer({ min: 0, max: 1023 }), load)),
    owns:      effective ? optional(fc.integer({ min: 0, max: 1000 }).map((permille) => Number(`${ permille }e-3`))) : fc.constant(undefined),
    effective: fc.constant(effective),
    hostId:    optional(fc.uuid()),
    rack:      name,
  };
  const token = fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.bigInt({ min: 0n, max: 2n ** 127n })).map(String);
  const node = single ? fc.record({ ...base, token }) : fc.record({ ...base, tokens: fc.integer({ min: 1, max: 1536 }) });

  return fc.array(fc.tuple(node, optional(fc.integer({ min: 1, max: 65535 }))).map(([status, port]): NodeStatus => (port === undefined ? status : { ...status, port })), { minLength: 1, maxLength: 12 });
}

const ring: fc.Arbitrary<RingStatus> = fc.tuple(fc.boolean(), fc.boolean()).chain(([single, effective]) => fc.record({
  datacenters: fc.array(fc.record({ name, nodes: nodes(single, effective) }), { minLength: 1, maxLength: 4 }),
  notes:       fc.array(fc.constantFrom('Ownership values for keyspaces with LocalStrategy are meaningless', 'a: b'), { maxLength: 2 }),
}));

describe('parseStatus', () => {
  it.each(Object.entries(LAYOUTS))('gets any ring back from what %s prints of it', (_, layout) => {
    fc.assert(fc.property(ring, (expected) => {
      expect(parseStatus(renderStatus(expected, layout))).toEqual(expected);
    }), { numRuns: 300 });
  });

  it.each(Object.entries(LAYOUTS))('takes no half row from what %s prints, wherever it is cut before the last rack', (_, layout) => {
    fc.assert(fc.property(ring, fc.double({ min: 0, max: 1, noNaN: true }), (whole, share) => {
      const text = renderStatus(whole, layout);
      const cut = text.slice(0, Math.floor(text.length * share));
      const lastLine = cut.slice(cut.lastIndexOf('\n') + 1);
      const all = whole.datacenters.flatMap(({ nodes: list }) => list);
      let rows: NodeStatus[] = [];

      try {
        rows = parseStatus(cut).datacenters.flatMap(({ nodes: list }) => list);
      } catch {
        return;
      }
      // A rack's name cut short may be a name of its own; nothing else of the row may differ.
      const last = all[rows.length - 1];
      const cutRack = lastLine !== '' && last?.rack.startsWith(rows.at(-1)!.rack) ? rows.at(-1)!.rack : last?.rack;

      expect(rows).toEqual([...all.slice(0, rows.length - 1), { ...last, rack: cutRack }]);
    }), { numRuns: 500 });
  });
});

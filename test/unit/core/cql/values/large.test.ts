import { describe, expect, it } from 'vitest';

import type { CqlType } from '../../../../../pkg/cassandra/core/cql/session';
import { decode } from '../../../../../pkg/cassandra/core/cql/values/decode';
import { display, format } from '../../../../../pkg/cassandra/core/cql/values/format';

const MIB = 1024 * 1024;
const cases: [string, CqlType, () => Uint8Array][] = [
  ['a blob of 10 MiB', { kind: 'scalar', name: 'blob' }, () => new Uint8Array(10 * MIB).fill(0xab)],
  ['a text of 10 MiB', { kind: 'scalar', name: 'text' }, () => new Uint8Array(10 * MIB).fill(97)],
  ['a text of 10 MiB that is not ASCII', { kind: 'scalar', name: 'text' }, () => Buffer.from('é汉字😀a'.repeat(10 * MIB / 13))],
  ['an ascii of 10 MiB', { kind: 'scalar', name: 'ascii' }, () => new Uint8Array(10 * MIB).fill(97)],
  ['a varint of 10 MiB', { kind: 'scalar', name: 'varint' }, () => new Uint8Array(10 * MIB).fill(0x11)],
  ['a decimal of the most digits', { kind: 'scalar', name: 'decimal' }, () => new Uint8Array(4096).fill(0x11)],
  ['a list of 1,000,000 ints', { kind: 'list', of: { kind: 'scalar', name: 'int' } }, () => listOf(1_000_000)],
  ['a list that says 2,147,483,647 and has 1,000,000', { kind: 'list', of: { kind: 'scalar', name: 'int' } }, () => listOf(1_000_000, 2 ** 31 - 1)],
  ['a map of 500,000 entries', { kind: 'map', key: { kind: 'scalar', name: 'int' }, value: { kind: 'scalar', name: 'int' } }, () => listOf(1_000_000, 500_000)],
  ['a list of a text of 10 MiB', { kind: 'list', of: { kind: 'scalar', name: 'text' } }, () => Buffer.concat([Buffer.from([0, 0, 0, 1, 0, 0xa0, 0, 0]), new Uint8Array(10 * MIB).fill(97)])],
  ['a vector of 8,192 floats', { kind: 'vector', of: { kind: 'scalar', name: 'float' }, dimension: 8192 }, () => new Uint8Array(4 * 8192).fill(0x3e)],
];

function listOf(length: number, said = length): Uint8Array {
  const bytes = new Uint8Array(4 + length * 8);
  const view = new DataView(bytes.buffer);

  view.setInt32(0, said);
  for (let index = 0; index < length; index++) {
    view.setInt32(4 + index * 8, 4);
    view.setInt32(8 + index * 8, index);
  }

  return bytes;
}

function millisecondsOf(action: () => void): number {
  const began = process.cpuUsage();

  action();
  const { user, system } = process.cpuUsage(began);

  return (user + system) / 1000;
}

describe('what is large', () => {
  // At most 16 ms each. The limit leaves room for a slower machine, and none for making all of the text. Measured is the
  // time of the processor, so that what else runs does not count.
  it.each(cases)('is shown at once: %s', (_, type, make) => {
    const bytes = make();
    const took = [1, 2, 3].map(() => millisecondsOf(() => {
      expect(display(decode(type, bytes)).text.length).toBeLessThanOrEqual(257);
    }));

    expect(Math.min(...took)).toBeLessThan(100);
    expect(format(decode(type, bytes), 100)).toHaveLength(100);
  }, 60_000);

  it('is written whole in time that grows with it', () => {
    expect(millisecondsOf(() => {
      expect(format(decode({ kind: 'list', of: { kind: 'scalar', name: 'int' } }, listOf(1_000_000)))).toHaveLength(7_888_890);
      expect(format(decode({ kind: 'scalar', name: 'blob' }, new Uint8Array(10 * MIB)))).toHaveLength(20 * MIB + 2);
    })).toBeLessThan(5_000);
  }, 60_000);
});

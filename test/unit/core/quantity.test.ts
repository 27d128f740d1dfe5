import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { formatBytes, parseQuantity } from '../../../pkg/cassandra/core/quantity';

describe('parseQuantity', () => {
  it.each([
    ['0', 0], ['1', 1], ['10Gi', 10 * 1024 ** 3], ['1.5Gi', 1.5 * 1024 ** 3], ['.5', 0.5], ['5.', 5], ['500m', 0.5], ['100m', 0.1], ['250u', 0.00025], ['7n', 7e-9],
    ['1k', 1000], ['1M', 1e6], ['1G', 1e9], ['1T', 1e12], ['1P', 1e15], ['1E', 1e18], ['1Ki', 1024], ['1Ei', 1024 ** 6],
    ['1e3', 1000], ['1E3', 1000], ['12e-1', 1.2], ['-1Gi', -(1024 ** 3)], ['+2', 2],
  ])('reads %s', (text, amount) => expect(parseQuantity(text)).toBe(amount));

  it.each(['', ' ', '10 Gi', ' 1', '1K', '1mi', '1gi', '10GB', '1e', '1e3Gi', '1,5Gi', 'Gi', '.', '--1', '0x10', 'NaN', 'Infinity', '1e999'])('refuses "%s"', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'], [1, '1 B'], [1023, '1023 B'], [1024, '1 KiB'], [106199, '104 KiB'], [1536, '1.5 KiB'], [1024 ** 2 - 1, '1 MiB'], [1023.4 * 1024, '1023 KiB'], [1023.6 * 1024, '1 MiB'],
    [10 * 1024 ** 3, '10 GiB'], [1.5 * 1024 ** 4, '1.5 TiB'], [1024 ** 6, '1 EiB'], [5000 * 1024 ** 6, '5000 EiB'],
  ])('writes %d as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it('uses the decimal sign of the language', () => expect(formatBytes(1536, 'de')).toBe('1,5 KiB'));

  it('never shows 1024 of a unit, and is right to half a percent or so', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (bytes) => {
      const [number = '', unit = ''] = formatBytes(bytes).split(' ');
      const exponent = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'].indexOf(unit);

      expect(Number(number)).toBeLessThan(1024);
      expect(Math.abs(Number(number) * 1024 ** exponent - bytes)).toBeLessThanOrEqual(0.05 * bytes);
    }));
  });
});

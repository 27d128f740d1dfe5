import { describe, expect, it } from 'vitest';
import fc from 'fast-check';

import { fit, requestOf } from '../../../../pkg/cassandra/core/manifest/capacity';
import { hostsIn } from './validate/found';

const GIB = 1024 ** 3;
const request = { cpu: 2, memory: 4 * GIB };
const fits = (...given: Parameters<typeof fit>) => fit(...given)?.map((rack) => rack.fits);

describe('requestOf', () => {
  it('is what the scheduler looks at, not the limit', () => {
    expect(requestOf({ resources: { cpu: '500m', memory: '8Gi', memoryRequest: '4Gi', cpuLimit: '2' } })).toEqual({ cpu: 0.5, memory: 4 * GIB });
    expect(requestOf({ resources: { cpu: '500m', memory: '8Gi' } })).toEqual({ cpu: 0.5, memory: 8 * GIB });
  });
});

describe('fit', () => {
  it('leaves to a rack in one zone what others can do without', () => {
    const racks = [{ name: 'any', nodes: 2 }, { name: 'a', zone: 'a', nodes: 1 }];

    expect(fits({ racks, antiAffinity: 'required' }, request, hostsIn(['a', 'b', 'b']))).toEqual([2, 1]);
    expect(fits({ racks, antiAffinity: 'required' }, request, hostsIn(['a', 'b']))).toEqual([1, 1]);
  });

  it('puts several on a host where they may share it', () => {
    expect(fits({ racks: [{ name: 'r', nodes: 10 }], antiAffinity: 'off' }, request, hostsIn(['a', 'a'], 8, 12))).toEqual([6]);
    expect(fits({ racks: [{ name: 'r', nodes: 10 }], antiAffinity: 'required' }, request, hostsIn(['a', 'a'], 8, 12))).toEqual([2]);
  });

  it('says nothing where it is not known what is free', () => {
    expect(fits({ racks: [{ name: 'r', nodes: 1 }], antiAffinity: 'off' }, request, [...hostsIn(['a']), ...hostsIn(['a']).map(({ free: _, ...host }) => host)])).toBeUndefined();
  });

  it('never places more than are asked for, nor more than one on a host that is not to be shared', () => {
    const racks = fc.array(fc.record({ name: fc.constant('r'), zone: fc.constantFrom(undefined, 'a', 'b'), nodes: fc.integer({ min: 0, max: 6 }) }), { minLength: 1, maxLength: 4 });

    fc.assert(fc.property(racks, fc.array(fc.constantFrom('a', 'b', undefined), { maxLength: 8 }), (list, zones) => {
      const placed = fits({ racks: list, antiAffinity: 'required' }, request, hostsIn(zones)) ?? [];
      const inA = list.reduce((sum, { zone }, index) => sum + (zone === 'a' ? placed[index] ?? 0 : 0), 0);

      expect(placed.every((count, index) => count <= (list[index]?.nodes ?? 0))).toBe(true);
      expect(placed.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(zones.length);
      expect(inA).toBe(Math.min(zones.filter((zone) => zone === 'a').length, list.reduce((sum, { zone, nodes }) => sum + (zone === 'a' ? nodes : 0), 0)));
    }));
  });
});

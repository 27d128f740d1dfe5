import { describe, expect, it } from 'vitest';

import type { ClusterSpec } from '../../../../../pkg/cassandra/core/manifest';
import { found, hostsIn, told, valid } from './found';

const given = (change: Partial<ClusterSpec['resources']>): Partial<ClusterSpec> => ({ resources: { ...valid.resources, ...change } });

describe('CPU and memory', () => {
  it.each<[Partial<ClusterSpec['resources']>, string[]]>([
    [{ cpu: '50m' }, ['resources.cpu tooSmall']],
    [{ cpu: 'a lot' }, ['resources.cpu invalidQuantity']],
    [{ memory: '' }, ['resources.memory required']],
    [{ memory: '512Mi' }, ['resources.memory tooSmall']],
    [{ cpu: '1', cpuLimit: '1000m' }, []],
    [{ cpu: '2', cpuLimit: '1' }, ['resources.cpuLimit requestAboveLimit']],
    [{ cpuLimit: '' }, ['resources.cpuLimit required']],
    [{ memory: '4Gi', memoryRequest: '2Gi' }, []],
    [{ memory: '4Gi', memoryRequest: '8Gi' }, ['resources.memoryRequest requestAboveLimit']],
    [{ memory: '4Gi', memoryRequest: '0' }, ['resources.memoryRequest notPositive']],
  ])('%j', (change, expected) => expect(found(given(change))).toEqual(expected));
});

describe('room on the hosts', () => {
  const three = ['a', 'b', 'c'];

  it.each<[string, Partial<ClusterSpec>, ReturnType<typeof hostsIn>, string[]]>([
    ['is there', given({ cpu: '8', memory: '32Gi' }), hostsIn(three), []],
    ['is nowhere', given({ cpu: '9', memory: '64Gi' }), hostsIn(three), ['resources.cpu (exceedsHosts)', 'resources.memory (exceedsHosts)']],
    ['is taken by others: CPU', given({ cpu: '5' }), hostsIn(three, 8, 32, 0.5), ['resources.cpu (doesNotFit)']],
    ['is taken by others: memory', given({ memory: '20Gi' }), hostsIn(three, 8, 32, 0.5), ['resources.memory (doesNotFit)']],
    ['is enough for what is requested', given({ memory: '20Gi', memoryRequest: '10Gi' }), hostsIn(three, 8, 32, 0.5), []],
    ['is not known to be free', given({ cpu: '5' }), hostsIn(three).map(({ free: _, ...host }) => host), []],
    ['is not where the racks are', { ...given({ cpu: '5' }), racks: three.map((zone) => ({ name: zone, zone, nodes: 1 })) }, [...hostsIn(['a', 'b', 'b']), ...hostsIn(['c'], 4)], ['resources.cpu (doesNotFit)']],
    ['is shared', { ...given({ cpu: '3' }), antiAffinity: 'off', racks: [{ name: 'r', nodes: 6 }] }, hostsIn(three), ['antiAffinity (noAntiAffinity)']],
    ['is not there for a seventh', { ...given({ cpu: '3' }), antiAffinity: 'off', racks: [{ name: 'r', nodes: 7 }] }, hostsIn(three), ['antiAffinity (noAntiAffinity)', 'resources.cpu (doesNotFit)']],
  ])('%s', (_, change, hosts, expected) => expect(found(change, { hosts })).toEqual(expected));

  it('is counted in nodes', () => {
    expect(told({ ...valid, ...given({ cpu: '5' }) }, { hosts: [...hostsIn(['a', 'b'], 8, 32, 0.5), ...hostsIn(['c'])] })).toEqual([{ field: 'resources.cpu', code: 'doesNotFit', severity: 'warning', params: { fits: 1, nodes: 3 } }]);
  });

  it('counts once what zones and anti-affinity keep out already', () => {
    expect(found(given({ cpu: '5' }), { hosts: hostsIn(['a', 'a']) })).toEqual(['nodes (moreNodesThanHosts)']);
  });
});

describe('the heap', () => {
  it.each<[string, { max: number; young: number }, string[]]>([
    ['8Gi', { max: 4096, young: 800 }, []],
    ['8Gi', { max: 4097, young: 800 }, ['resources.heap (heapAboveHalf)']],
    ['8Gi', { max: 7680, young: 800 }, ['resources.heap (heapAboveHalf)']],
    ['8Gi', { max: 7681, young: 800 }, ['resources.heap heapAboveLimit']],
    ['8Gi', { max: 255, young: 50 }, ['resources.heap heapTooSmall']],
    ['8Gi', { max: 1024.5, young: 50 }, ['resources.heap heapTooSmall']],
    ['8Gi', { max: 1024, young: NaN }, ['resources.heap heapTooSmall']],
    ['8Gi', { max: 1024, young: 1024 }, ['resources.heap youngTooLarge']],
    ['128Gi', { max: 31 * 1024, young: 1024 }, []],
    ['128Gi', { max: 32 * 1024, young: 1024 }, ['resources.heap (heapUncompressed)']],
    ['?', { max: 4096, young: 800 }, ['resources.memory invalidQuantity']],
  ])('in %s: %j', (memory, heap, expected) => expect(found(given({ memory, heap }))).toEqual(expected));
});

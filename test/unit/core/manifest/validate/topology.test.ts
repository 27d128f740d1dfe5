import { describe, expect, it } from 'vitest';

import type { ClusterSpec } from '../../../../../pkg/cassandra/core/manifest';
import { found, hostsIn, told, valid } from './found';

type Rack = ClusterSpec['racks'][number];

const racks = (...nodes: number[]): Rack[] => nodes.map((count, index) => ({ name: `r${ index + 1 }`, nodes: count }));
const pinned = (...zones: string[]): Rack[] => zones.map((zone, index) => ({ name: `r${ index + 1 }`, zone, nodes: 1 }));

describe('racks', () => {
  it.each<[string, Rack[], string[]]>([
    ['three', racks(1, 1, 1), []],
    ['three of different size', racks(2, 1, 1), []],
    ['none', [], ['nodes invalidNumber', 'racks required']],
    ['more than nodes', racks(1, 1, 0), ['nodes (twoNodes)', 'racks moreRacksThanNodes', 'racks.2.nodes invalidNumber', 'seeds invalidNumber']],
    ['one without nodes', racks(3, 0), ['racks (unbalancedRacks)', 'racks.1.nodes invalidNumber']],
    ['one much larger', racks(3, 1, 1), ['racks (unbalancedRacks)']],
    ['two', racks(2, 2), ['racks (twoRacks)']],
    ['no number', racks(NaN, 1, 1), ['nodes invalidNumber', 'racks.0.nodes invalidNumber']],
    ['less than nothing', racks(-1, 4), ['nodes invalidNumber', 'racks (unbalancedRacks)', 'racks.0.nodes invalidNumber']],
  ])('%s', (_, list, expected) => expect(found({ racks: list })).toEqual(expected));

  it.each<[string, string[], string[]]>([
    ['different', ['a', 'b', 'c'], []],
    ['the same', ['a', 'b', 'a'], ['racks.2.name rackTwice']],
    ['the same StatefulSet', ['Rack.1', 'b', 'rack-1'], ['racks.2.name rackAlike']],
    ['no label', ['a', 'b', 'c c'], ['racks.2.name invalidTopologyName']],
    ['missing', ['a', '', ''], ['racks.1.name required', 'racks.2.name required']],
  ])('have names: %s', (_, names, expected) => expect(found({ racks: names.map((name) => ({ name, nodes: 1 })) })).toEqual(expected));

  it('have StatefulSets whose names fit', () => {
    const named = (length: number) => told({ ...valid, name: 'a'.repeat(50), racks: [{ name: 'b', nodes: 1 }, { name: 'c', nodes: 1 }, { name: 'd'.repeat(length), nodes: 1 }] });

    expect(named(1)).toEqual([]);
    expect(named(2)).toMatchObject([{ field: 'racks.2.name', code: 'memberTooLong', params: { max: 52, length: 53 } }]);
    // One rack adds nothing to the name.
    expect(found({ name: 'a'.repeat(52), racks: [{ name: 'd'.repeat(60), nodes: 3 }] })).toEqual([]);
  });

  it.each<[string, Rack[], string[], string[]]>([
    ['one zone each', pinned('a', 'b', 'c'), ['a', 'b', 'c'], []],
    ['a zone without hosts', pinned('a', 'b', 'c'), ['a', 'b', 'b'], ['racks.2.zone zoneEmpty']],
    ['a zone with too few hosts', [{ name: 'r', zone: 'a', nodes: 3 }], ['a', 'a', 'b'], ['racks.0.zone (zoneTooSmall)']],
    ['a zone for several', pinned('a', 'a', 'b'), ['a', 'a', 'b'], ['racks.0.zone (zoneTwice)', 'racks.1.zone (zoneTwice)']],
    ['no zone, though there are some', racks(1, 1, 1), ['a', 'b', 'c'], ['racks (racksWithoutZone)']],
    ['no zone, and there is one only', racks(1, 1, 1), ['a', 'a', 'a'], []],
    ['a zone not chosen yet', [{ name: 'r', zone: '', nodes: 3 }], ['a', 'a', 'a'], ['racks.0.zone required']],
  ])('are in zones: %s', (_, list, zones, expected) => expect(found({ racks: list }, { hosts: hostsIn(zones) })).toEqual(expected));

  it('may be in any zone while the hosts are not known', () => {
    expect(found({ racks: pinned('a', 'b', 'c') })).toEqual([]);
  });
});

describe('seeds', () => {
  it.each([
    [3, 2, []],
    [3, 3, ['seeds invalidNumber']],
    [3, 0, ['seeds invalidNumber']],
    [3, 1.5, ['seeds invalidNumber']],
    [3, 1, ['seeds (singleSeed)']],
    [6, 4, ['seeds (manySeeds)']],
  ])('of %d nodes: %d', (nodes, seeds, expected) => expect(found({ racks: racks(nodes), seeds })).toEqual(expected));

  it('is one where there is one node', () => {
    expect(found({ racks: racks(1), seeds: 1 })).toEqual(['nodes (singleNode)']);
    expect(found({ racks: racks(1), seeds: 2 })).toEqual(['nodes (singleNode)', 'seeds invalidNumber']);
  });
});

describe('anti-affinity', () => {
  it.each<[ClusterSpec['antiAffinity'], number, string[]]>([
    ['required', 3, []],
    ['preferred', 3, []],
    ['preferred', 2, ['antiAffinity (sharedHosts)']],
    ['off', 3, ['antiAffinity (noAntiAffinity)']],
  ])('%s, %d hosts for 3 nodes', (antiAffinity, hosts, expected) => expect(found({ antiAffinity }, { hosts: hostsIn(Array.from({ length: hosts }, () => 'a')) })).toEqual(expected));
});

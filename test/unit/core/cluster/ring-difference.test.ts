import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ringDifferences } from '../../../../pkg/cassandra/core/cluster/ring-difference';
import type { NodeStatus, RingStatus } from '../../../../pkg/cassandra/core/nodetool/status';
import { node, ring } from './objects';

const three = [node('10.0.0.1'), node('10.0.0.2'), node('10.0.0.3')];
const differ = (first: RingStatus, second: RingStatus) => ringDifferences(first, second).map(({ node: { address }, aspect, first: here, second: there }) => [address, aspect, here, there]);

describe('ringDifferences', () => {
  it('finds none in two views of one ring, whatever their order and the loads of the moment', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 254 }), { minLength: 1, maxLength: 12 }), (hosts) => {
      const nodes = hosts.map((host) => node(`10.0.0.${ host }`, { load: host, owns: 1 / hosts.length }));

      expect(ringDifferences(ring(...nodes), ring(...nodes.map((one) => ({ ...one, load: undefined, owns: undefined })).reverse()))).toEqual([]);
    }));
  });

  it('finds a change of any kind, and nothing else', () => {
    const changes: [Partial<NodeStatus>, unknown[]][] = [
      [{ up: false }, ['state', 'UN', 'DN']],
      [{ up: undefined }, ['state', 'UN', '?N']],
      [{ state: 'leaving' }, ['state', 'UN', 'UL']],
      [{ address: '10.9.9.9' }, ['address', '10.0.0.2', '10.9.9.9']],
      [{ rack: 'rack2' }, ['rack', 'rack1', 'rack2']],
      [{ tokens: 8 }, ['tokens', '16', '8']],
      [{ hostId: undefined }, ['hostId', 'id-10.0.0.2', undefined]],
    ];

    for (const [change, expected] of changes) {
      expect(differ(ring(...three), ring(three[0]!, { ...three[1]!, ...change }, three[2]!))).toEqual([['10.0.0.2', ...expected]]);
    }
  });

  it('finds what only one of them lists', () => {
    expect(differ(ring(three[0]!, three[1]!), ring(three[0]!, { ...three[2]!, up: false }))).toEqual([['10.0.0.2', 'state', 'UN', undefined], ['10.0.0.3', 'state', undefined, 'DN']]);
  });

  it('finds two rings, where each knows of the other nothing', () => {
    expect(differ(ring(three[0]!), ring(three[1]!, three[2]!))).toHaveLength(3);
  });

  it('takes a node for another one when its address has another host ID', () => {
    expect(differ(ring(three[0]!), ring({ ...three[0]!, hostId: 'replacement' }))).toEqual([['10.0.0.1', 'state', 'UN', undefined], ['10.0.0.1', 'state', undefined, 'UN']]);
  });

  it('does not take two spellings of an address for two', () => {
    expect(differ(ring(node('2001:db8::1', { hostId: 'a' })), ring(node('2001:DB8:0:0:0:0:0:1', { hostId: 'a' })))).toEqual([]);
  });

  it('finds a node that is in another datacenter', () => {
    expect(differ(ring(three[0]!), { datacenters: [{ name: 'dc2', nodes: [three[0]!] }], notes: [] })).toEqual([['10.0.0.1', 'datacenter', 'dc1', 'dc2']]);
  });

  it('gives each difference a key of its own', () => {
    const keys = ringDifferences(ring(...three), ring({ ...three[0]!, up: false, rack: 'r', tokens: 1 }, { ...three[1]!, hostId: 'other' })).map(({ key }) => key);

    expect(keys).toHaveLength(6);
    expect(new Set(keys).size).toBe(6);
  });
});

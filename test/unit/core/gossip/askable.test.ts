import { describe, expect, it } from 'vitest';

import type { CqlNode } from '../../../../pkg/cassandra/core/cql/session';
import { askable } from '../../../../pkg/cassandra/core/gossip/askable';

const node = (host: string, change: Partial<CqlNode> = {}): CqlNode => ({ host, hostId: `id-${ host }`, datacenter: 'dc1', rack: 'r1', release: '5.0.9', pod: `pod-${ host }`, connected: true, ...change });
const hosts = (...nodes: CqlNode[]) => [...askable(nodes, []).values()].map(({ host }) => host);

describe('askable', () => {
  it.each<[string, CqlNode[], string[]]>([
    ['nodes with pods here', [node('a'), node('b', { pod: undefined })], ['a']],
    ['connected ones', [node('a', { connected: false }), node('b')], ['b']],
    ['any, if none is connected', [node('a', { connected: false }), node('b', { connected: false })], ['a', 'b']],
    ['those that tell gossip', [node('a', { release: '4.0.20' }), node('b', { release: '4.1.0' })], ['b']],
    ['any, if none tells it', [node('a', { release: '3.11.19' }), node('b', { release: '' })], ['a', 'b']],
    ['a connected one before one that would tell it', [node('a', { connected: false }), node('b', { release: '4.0.1' })], ['b']],
    ['nobody', [], []],
  ])('are %s', (_, nodes, expected) => {
    expect(hosts(...nodes)).toEqual(expected);
  });

  it('go by the address that the ring knows them by', () => {
    expect([...askable([node('10.1.1.1'), node('2001:DB8::1')], [{ hostId: 'id-10.1.1.1', address: '192.168.0.1' }]).keys()]).toEqual(['192.168.0.1', '2001:db8:0:0:0:0:0:1']);
  });
});

import { describe, expect, it } from 'vitest';

import { readGossip, type GossipState } from '../../../../pkg/cassandra/core/gossip/endpoints';
import type { Liveness, Vital } from '../../../../pkg/cassandra/core/gossip/detector';
import { readLocal, readPeers, readReplication, type Member } from '../../../../pkg/cassandra/core/gossip/members';
import { ownershipOf } from '../../../../pkg/cassandra/core/gossip/ownership/ownership';
import { tokenRing } from '../../../../pkg/cassandra/core/gossip/ownership/token-ring';
import { disagreements, ownersOf, ringOf, type LiveSources } from '../../../../pkg/cassandra/core/gossip/ring';
import { joinRing } from '../../../../pkg/cassandra/core/cluster/ring';
import { stateCode } from '../../../../pkg/cassandra/core/nodetool/state-code';
import { parseStatus, type NodeStatus, type RingStatus } from '../../../../pkg/cassandra/core/nodetool/status';
import { recordedRows, recordedText } from './rows';

const AT = Date.parse('2026-11-23T21:43:24Z');

function recorded(name: string): LiveSources {
  const { local = [], peers = [], keyspaces = [], gossip = [] } = recordedRows(`ring-${ name }-5.0.9.json`);
  const self = readLocal(local)!;
  const members = readPeers(peers);
  const load = readReplication(keyspaces).find((keyspace) => keyspace.name === 'load')!;

  return { local: self, peers: members, gossip: readGossip(gossip), ownership: ownershipOf(tokenRing(ownersOf(self, members), self.partitioner)!, load), at: AT };
}

const vital = (liveness: Liveness): Vital => ({ liveness, since: 0, moved: 0, silent: 0, restarted: undefined, unheardBy: [] });
const everyone = ({ local, peers }: LiveSources, liveness: Liveness, others: Record<string, Liveness> = {}) => new Map([local, ...peers].map(({ address }) => [address, vital(others[address] ?? liveness)]));
const nodesOf = ({ datacenters }: RingStatus) => datacenters.flatMap(({ nodes }) => nodes);
const find = (ring: RingStatus, address: string) => nodesOf(ring).find((node) => node.address === address);

/** The same sources with something else said of a node in gossip. */
function saying(sources: LiveSources, address: string, change: Partial<GossipState>): LiveSources {
  return { ...sources, gossip: sources.gossip!.map((state) => state.address === address ? { ...state, ...change } : state) };
}

describe.each(['one-rack', 'three-racks'])('the ring %s that was recorded', (name) => {
  const sources = recorded(name);
  const nodetool = parseStatus(recordedText(`status-load-${ name }-5.0.9.txt`));
  const live = ringOf({ ...sources, vitals: everyone(sources, 'up') });

  it('is what nodetool said', () => {
    expect(disagreements(nodetool, live)).toEqual([]);
    expect(nodesOf(live)).toHaveLength(4);
    for (const node of nodesOf(nodetool)) {
      const same = find(live, node.address)!;

      expect([stateCode(same), same.hostId, same.rack, same.tokens, same.effective]).toEqual([stateCode(node), node.hostId, node.rack, node.tokens, true]);
      expect(same.owns).toBeCloseTo(node.owns!, 3);
      // nodetool gives two decimals of a MiB.
      expect(Math.abs(same.load! - node.load!)).toBeLessThan(0.01 * 1024 ** 2);
    }
  });

  it('says from where and when, and that there is one schema', () => {
    expect(live.seen).toEqual({ node: sources.local.address, at: AT });
    expect([...live.schemas.values()]).toEqual([4]);
  });

  it('can be shown where a status of nodetool is', () => {
    expect(joinRing({ members: [], pods: [], claims: [], ring: live }).rows.map(({ key }) => key).sort()).toEqual(nodesOf(nodetool).map(({ hostId }) => hostId).sort());
  });
});

describe('ringOf', () => {
  const sources = recorded('three-racks');
  const other = '10.42.2.4';

  it.each<[string, string | undefined, Liveness, string]>([
    ['normal', 'NORMAL', 'up', 'UN'], ['silent', 'NORMAL', 'down', 'DN'], ['suspect', 'NORMAL', 'suspect', 'UN'], ['not watched yet', 'NORMAL', 'unknown', '?N'], ['leaving', 'LEAVING', 'up', 'UL'],
    ['leaving and dead', 'LEAVING', 'down', 'DL'], ['moving', 'MOVING', 'up', 'UM'], ['stopped', 'SHUTDOWN', 'up', 'DN'], ['asleep', 'HIBERNATE', 'up', 'DN'], ['being removed', 'REMOVING', 'up', 'DL'],
    ['just started', undefined, 'up', 'UN'],
  ])('has the letters of a node that is %s', (_, status, liveness, code) => {
    expect(stateCode(find(ringOf({ ...saying(sources, other, { status }), vitals: everyone(sources, 'up', { [other]: liveness }) }), other)!)).toBe(code);
  });

  it.each(['LEFT', 'REMOVED'])('leaves out who is %s, though a table still has it', (status) => {
    expect(find(ringOf(saying(sources, other, { status })), other)).toBeUndefined();
  });

  it('lists who joins, of whom only gossip knows', () => {
    const joiner: GossipState = { ...sources.gossip![0]!, address: '10.42.9.9', hostId: 'new', status: 'BOOT', datacenter: 'dc2', rack: 'rack-d' };
    const ring = ringOf({ ...sources, gossip: [...sources.gossip!, joiner], vitals: new Map([['10.42.9.9', vital('up')]]) });

    expect(ring.datacenters.map(({ name }) => name)).toEqual(['dc1', 'dc2']);
    expect(find(ring, '10.42.9.9')).toMatchObject({ up: true, state: 'joining', hostId: 'new', rack: 'rack-d' });
    expect(find(ring, '10.42.9.9')).not.toHaveProperty('tokens');
  });

  it('does not list who replaces another and has no tokens, nor ghosts in the tables', () => {
    const replacing: GossipState = { ...sources.gossip![0]!, address: '10.42.9.9', status: 'BOOT_REPLACE' };
    const ghost: Member = { address: '10.42.8.8', port: 7000, hostId: undefined, datacenter: undefined, rack: undefined, release: undefined, schema: undefined, tokens: [], nativeAddress: undefined, nativePort: undefined };

    expect(nodesOf(ringOf({ ...sources, gossip: [...sources.gossip!, replacing], peers: [...sources.peers, ghost] }))).toHaveLength(4);
  });

  it('leaves open what cannot be known without gossip', () => {
    const { local, peers, at } = sources;
    const ring = ringOf({ local, peers, at });

    expect(nodesOf(ring).map((node) => [stateCode(node), node.load, node.owns, node.effective, node.tokens])).toEqual(Array.from({ length: 4 }, () => ['?N', undefined, undefined, false, 16]));
  });

  it('counts schemas of those only that are not down', () => {
    const ring = ringOf({ ...saying(saying(sources, other, { schema: 'new' }), '10.42.3.8', { schema: 'old' }), vitals: everyone(sources, 'up', { '10.42.3.8': 'down' }) });

    expect([...ring.schemas.values()]).toEqual([2, 1]);
    expect([...ring.schemas.keys()]).toContain('new');
  });

  it('finds nodes whatever way their address is written', () => {
    const local = { ...sources.local, address: '2001:db8::1' };
    const ring = ringOf({ ...sources, local, gossip: [{ ...sources.gossip![0]!, address: '2001:DB8:0:0:0:0:0:1', load: 7 }] });

    expect(find(ring, '2001:db8::1')).toMatchObject({ load: 7 });
  });
});

describe('disagreements', () => {
  const sources = recorded('three-racks');
  const other = '10.42.2.4';
  const nodetool = parseStatus(recordedText('status-load-three-racks-5.0.9.txt'));
  const differing = (liveness: Liveness, said: Partial<NodeStatus> = {}, change: Partial<GossipState> = {}) => {
    const changed: RingStatus = { ...nodetool, datacenters: nodetool.datacenters.map(({ name, nodes }) => ({ name, nodes: nodes.map((node) => node.address === other ? { ...node, ...said } : node) })) };

    return disagreements(changed, ringOf({ ...saying(sources, other, change), vitals: everyone(sources, 'up', { [other]: liveness }) })).map(({ aspect, first, second, node }) => [node.address, aspect, first, second]);
  };

  it.each<[string, ReturnType<typeof differing>, unknown[]]>([
    ['a node that has died since', differing('down'), [[other, 'state', 'UN', 'DN']]],
    ['a node that is back', differing('up', { up: false }), [[other, 'state', 'DN', 'UN']]],
    ['a node that leaves', differing('up', {}, { status: 'LEAVING' }), [[other, 'state', 'UN', 'UL']]],
    ['a node that has left', differing('up', {}, { status: 'LEFT' }), [[other, 'state', 'UN', undefined]]],
    ['another node at its address', differing('up', { hostId: 'other' }), [[other, 'state', 'UN', undefined], [other, 'state', undefined, 'UN']]],
    ['another rack', differing('up', { rack: 'rack-x' }), [[other, 'rack', 'rack-x', 'rack-b']]],
    ['fewer tokens', differing('up', { tokens: 8 }), [[other, 'tokens', '8', '16']]],
  ])('are found: %s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });

  it.each<[string, ReturnType<typeof differing>]>([
    ['not watched for long enough', differing('unknown')],
    ['not watched, and nodetool calls it dead', differing('unknown', { up: false })],
    ['suspected, and nodetool has given it up', differing('suspect', { up: false })],
    ['suspected only', differing('suspect')],
    ['shown with its single token', differing('up', { tokens: undefined, token: '-5' })],
  ])('are none: %s', (_, found) => {
    expect(found).toEqual([]);
  });

  it('are found although it is not known whether the node is up', () => {
    expect(differing('unknown', { state: 'leaving' })).toEqual([[other, 'state', 'UL', '?N']]);
  });
});

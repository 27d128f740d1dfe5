import { describe, expect, it } from 'vitest';

import { joinRing } from '../../../../pkg/cassandra/core/cluster/ring';
import { drawRing } from '../../../../pkg/cassandra/core/cluster/ring-drawing';
import type { Liveness, Vital } from '../../../../pkg/cassandra/core/gossip/detector';
import { readGossip } from '../../../../pkg/cassandra/core/gossip/endpoints';
import { readLocal, readPeers, readReplication } from '../../../../pkg/cassandra/core/gossip/members';
import { ownershipOf } from '../../../../pkg/cassandra/core/gossip/ownership/ownership';
import { tokenRing } from '../../../../pkg/cassandra/core/gossip/ownership/token-ring';
import { ownersOf, ringOf, type LiveSources } from '../../../../pkg/cassandra/core/gossip/ring';
import { isSettled, shownRing } from '../../../../pkg/cassandra/core/gossip/shown';
import { shownCode } from '../../../../pkg/cassandra/core/nodetool/state-code';
import { parseStatus, type RingStatus } from '../../../../pkg/cassandra/core/nodetool/status';
import { recordedRows, recordedText } from './rows';

const { local = [], peers = [], keyspaces = [], gossip = [] } = recordedRows('ring-three-racks-5.0.9.json');
const self = readLocal(local)!;
const members = readPeers(peers);
const tokens = tokenRing(ownersOf(self, members), self.partitioner)!;
const ownership = (name: string) => ownershipOf(tokens, readReplication(keyspaces).find((keyspace) => keyspace.name === name)!);
const nodetool = parseStatus(recordedText('status-load-three-racks-5.0.9.txt'));
const other = '10.42.2.4';

function live(liveness: Liveness | undefined, change: Partial<LiveSources> = {}, since = 0) {
  const vital: Vital = { liveness: liveness ?? 'up', since, moved: 0, silent: 5000, restarted: undefined, unheardBy: [] };
  const up: Vital = { ...vital, liveness: 'up' };
  const vitals = liveness && new Map([self, ...members].map(({ address }) => [address, address === other ? vital : up]));

  return ringOf({ local: self, peers: members, ownership: ownership('load'), at: 1, ...(liveness && { gossip: readGossip(gossip) }), ...(vitals && { vitals }), ...change });
}
const nodesOf = ({ datacenters }: RingStatus) => datacenters.flatMap(({ nodes }) => nodes);
const find = (ring: RingStatus) => nodesOf(ring).find(({ address }) => address === other)!;

describe('shownRing', () => {
  it('is nothing as long as nobody has told anything', () => {
    expect(shownRing(undefined, true, undefined)).toBeUndefined();
  });

  it('is what nodetool says where nothing else is told', () => {
    expect(shownRing(undefined, true, nodetool)).toEqual({ ring: nodetool, source: 'nodetool' });
  });

  it('is what gossip tells, in the shape of what nodetool says', () => {
    const shown = shownRing(live('up'), true, undefined)!;

    expect(shown.source).toBe('gossip');
    expect(nodesOf(shown.ring).map((node) => Object.keys(node).sort())).toEqual(nodesOf(nodetool).map((node) => Object.keys(node).sort()));
    expect(joinRing({ members: [], pods: [], claims: [], ring: shown.ring }).rows.map(({ key }) => key).sort()).toEqual(joinRing({ members: [], pods: [], claims: [], ring: nodetool }).rows.map(({ key }) => key).sort());
  });

  it('stays the same from heartbeat to heartbeat', () => {
    const text = (since: number) => JSON.stringify(shownRing(live('up', { at: since }, since), true, undefined));

    expect(text(5)).toBe(text(99));
  });

  it('lets a suspect be told by a letter, in table and drawing', () => {
    const { ring } = shownRing(live('suspect'), true, undefined)!;
    const { rows, verdict } = joinRing({ members: [], pods: [], claims: [], ring });

    expect([find(ring).up, shownCode(find(ring))]).toEqual([true, 'UN?']);
    expect(verdict).toMatchObject({ up: 4, down: 0 });
    expect(drawRing(rows)[0]!.arcs.map(({ code }) => code).sort()).toEqual(['UN', 'UN', 'UN', 'UN?']);
    expect(shownCode(find(shownRing(live('down'), true, undefined)!.ring))).toBe('DN');
  });

  it('is completed by nodetool where gossip is not told, but for the ownership', () => {
    const told = { ...nodetool, notes: ['Non-system keyspaces do not have the same replication settings, effective ownership information is meaningless'], datacenters: nodetool.datacenters.map(({ name, nodes }) => ({ name, nodes: nodes.map((node) => ({ ...node, owns: undefined, effective: false })) })) };
    const shown = shownRing(live(undefined), false, told)!;

    expect(shown.source).toBe('both');
    expect(shown.ring.notes).toEqual([]);
    for (const node of nodesOf(shown.ring)) {
      const said = nodesOf(nodetool).find(({ hostId }) => hostId === node.hostId)!;

      expect(node).toMatchObject({ up: said.up, load: said.load, effective: true });
      expect(node.owns).toBeCloseTo(said.owns!, 3);
    }
  });

  it('keeps what nodetool says of ownership, where that has no meaning', () => {
    expect(shownRing(live(undefined, { ownership: undefined }), false, nodetool)!.ring).toEqual(nodetool);
  });

  it('leaves open who is up where neither can say it', () => {
    const shown = shownRing(live(undefined), false, undefined)!;

    expect(shown.source).toBe('tables');
    expect(nodesOf(shown.ring).map(({ up, tokens: count }) => [up, count])).toEqual(Array.from({ length: 4 }, () => [undefined, 16]));
  });
});

describe('isSettled', () => {
  it.each<[string, Liveness, number, boolean]>([
    ['is up', 'up', 0, true], ['is suspect', 'suspect', 0, true], ['is down', 'down', 0, true], ['has only just been seen', 'unknown', 2000, false], ['has not been seen to move for long', 'unknown', 10_001, true],
  ])('with a node that %s', (_, liveness, ago, settled) => {
    expect(isSettled(live(liveness, {}, 50_000 - ago), 50_000)).toBe(settled);
  });

  it('does not wait for a node of which gossip knows nothing', () => {
    expect(isSettled(live(undefined), 0)).toBe(true);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { RingWatch, type RingSight } from '../../../../pkg/cassandra/composables/cql/ringWatch';
import type { Liveness } from '../../../../pkg/cassandra/core/gossip/detector';
import { ringOf } from '../../../../pkg/cassandra/core/gossip/ring';
import { FakeRing } from './fake-ring';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const after = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const states = () => ringOf(sight!.sources).datacenters.flatMap(({ nodes }) => nodes.map(({ liveness }) => liveness));

interface Change { node: string; liveness: Liveness; at: number }

let ring: FakeRing;
let changes: Change[];
let sight: RingSight | undefined;
let lost: boolean;
let wasLost: boolean;
let stop: AbortController;
let watching: RingWatch;

function start(fake: FakeRing): void {
  const seen = new Map<string, Liveness>();

  ring = fake;
  changes = [];
  sight = undefined;
  watching = new RingWatch(ring, (told, isLost) => {
    sight = told ?? sight;
    lost = isLost;
    wasLost ||= isLost;
    for (const [node, { liveness }] of told?.sources.vitals ?? []) {
      if (seen.get(node) !== liveness) {
        seen.set(node, liveness);
        changes.push({ node, liveness, at: ring.clock() });
      }
    }
  }, ring.clock);
  run();
}

function run(): void {
  stop = new AbortController();
  watching.run(stop.signal);
}

const isWhole = ({ statement }: { statement: string }) => /^SELECT \* FROM .*gossip_info/.test(statement);
const first = (node: string, liveness: Liveness, from: number) => changes.find((change) => change.node === node && change.liveness === liveness && change.at >= from)?.at;
/** Nobody was ever taken for anything worse than unknown. */
const alarms = (...but: string[]) => changes.filter(({ node, liveness }) => !but.includes(node) && (liveness === 'suspect' || liveness === 'down'));

beforeEach(() => {
  vi.useFakeTimers();
  lost = wasLost = false;
});
afterEach(() => {
  stop.abort();
  vi.useRealTimers();
});

describe('a ring that is well', () => {
  it('is known within three seconds, and one node a second is asked for it', async() => {
    start(new FakeRing(3));
    await after(3 * SECOND);
    expect(states()).toEqual(['up', 'up', 'up']);
    ring.asked.length = 0;
    await after(10 * SECOND);
    expect(new Set(ring.asked.map(({ node }) => node)).size).toBe(1);
    expect(ring.asked.filter(({ statement }) => statement.includes('gossip_info')).length).toBeLessThanOrEqual(11);
    expect(ring.asked.filter(isWhole)).toHaveLength(1);
  });

  it.each([[1, 3], [2, 3], [3, 10], [12, 2]])('gives no false alarm in slow answers, %i nodes in %i minutes', async(count, minutes) => {
    let seed = 7;

    start(new FakeRing(count));
    ring.latency = () => {
      seed = (seed * 16_807) % 2_147_483_647;

      return seed % 900;
    };
    await after(minutes * MINUTE);
    expect(alarms()).toEqual([]);
    expect(states()).toEqual(Array.from({ length: count }, () => 'up'));
    expect(wasLost).toBe(false);
  }, 60_000);

  it('tells load as it changes, and who joins or leaves within seconds', async() => {
    start(new FakeRing(3));
    await after(5 * SECOND);
    ring.nodesOfRing[1]!.load = '2000.0';
    await after(11 * SECOND);
    expect(sight!.sources.gossip?.map(({ load }) => load)).toEqual([1000, 2000, 1000]);
    ring.nodesOfRing[2]!.status = 'LEAVING,5';
    await after(1.5 * SECOND);
    expect(ringOf(sight!.sources).datacenters[0]?.nodes.map(({ state }) => state)).toEqual(['normal', 'normal', 'leaving']);
    await after(20 * SECOND);
    ring.asked.length = 0;
    // Just after all was told, which is then not to be told again for long.
    while (!ring.asked.some(isWhole)) {
      await after(100);
    }
    ring.nodesOfRing.push({ address: '10.0.0.9', hostId: 'new', generation: 1_700_000_500, status: 'BOOT,1', load: '1.0' });
    await after(5 * SECOND);
    expect(ringOf(sight!.sources).datacenters[0]?.nodes).toHaveLength(4);
  });
});

describe('a node that freezes', () => {
  it.each([0, 150, 300, 450, 600, 750, 900].flatMap((phase) => [[phase, 1], [phase, 0]]))('is suspect within 6 s and down within 19 s, %i ms after a whole second, be it node %i', async(phase, index) => {
    const node = `10.0.0.${ index }`;

    start(new FakeRing(3));
    await after(MINUTE + phase);
    ring.freeze(index);
    const at = ring.clock();

    await after(30 * SECOND);
    expect(first(node, 'suspect', at)! - at).toBeLessThanOrEqual(6 * SECOND);
    expect(first(node, 'down', at)! - at).toBeLessThanOrEqual(19 * SECOND);
    expect(alarms(node)).toEqual([]);
    ring.thaw(index);
    await after(3 * SECOND);
    expect(states()).toEqual(['up', 'up', 'up']);
  });

  it('before anybody looked is found out, also if it would have been the first to be asked', async() => {
    ring = new FakeRing(3);
    ring.freeze(0);
    start(ring);
    await after(35 * SECOND);
    expect(new Set(states())).toEqual(new Set(['up', 'down']));
    expect(alarms('10.0.0.0')).toEqual([]);
  });

  it('alone in its ring leaves nobody who answers', async() => {
    start(new FakeRing(1));
    await after(5 * SECOND);
    ring.freeze(0);
    await after(15 * SECOND);
    expect(lost).toBe(true);
    ring.thaw(0);
    await after(15 * SECOND);
    expect(lost).toBe(false);
  });
});

describe('what is ours', () => {
  it('is no silence of nodes: nobody looked for five minutes', async() => {
    start(new FakeRing(3));
    await after(20 * SECOND);
    stop.abort();
    const asked = ring.asked.length;

    await after(5 * MINUTE);
    expect(ring.asked).toHaveLength(asked);
    run();
    await after(20 * SECOND);
    expect(alarms()).toEqual([]);
    expect(states()).toEqual(['up', 'up', 'up']);
  });

  it.each([1500, 3000, 5000, 20_000, 3_600_000])('is no silence of nodes: the browser stood still for %i ms, with an answer on its way', async(ms) => {
    start(new FakeRing(3));
    ring.latency = () => 40;
    for (let round = 0; round < 12; round += 1) {
      await after(4 * SECOND + round * 90);
      ring.jumped += ms;
    }
    await after(20 * SECOND);
    expect(alarms()).toEqual([]);
    expect(states()).toEqual(['up', 'up', 'up']);
    expect(wasLost).toBe(false);
  });

  it('is no silence of nodes: a question was given up when nobody looked any more', async() => {
    start(new FakeRing(3));
    ring.latency = () => 300;
    await after(20 * SECOND);
    const { node } = ring.asked.at(-1)!;

    ring.asked.length = 0;
    while (ring.asked.length === 0) {
      await after(50);
    }
    stop.abort();
    await after(SECOND);
    run();
    await after(5 * SECOND);
    expect(new Set(ring.asked.map((each) => each.node))).toEqual(new Set([node]));
  });

  it('is no silence of nodes: the way to all of them is cut', async() => {
    start(new FakeRing(3));
    await after(20 * SECOND);
    ring.cut = true;
    await after(MINUTE);
    expect(lost).toBe(true);
    expect(alarms()).toEqual([]);
    ring.cut = false;
    await after(5 * SECOND);
    expect(lost).toBe(false);
    expect(states()).toEqual(['up', 'up', 'up']);
  });

  it('is no silence of nodes: the one that is asked hears nothing itself', async() => {
    start(new FakeRing(3));
    await after(20 * SECOND);
    const { node } = ring.asked.at(-1)!;

    ring.nodesOfRing.find(({ address }) => address === node)!.dull = ring.clock();
    await after(30 * SECOND);
    expect(alarms(node)).toEqual([]);
  });
});

describe('where heartbeats are not told', () => {
  it('for the version, all else is', async() => {
    start(new FakeRing(3, '4.0.20'));
    await after(20 * SECOND);
    expect(sight).toMatchObject({ limit: 'version', sources: { gossip: undefined, vitals: undefined } });
    expect(ring.asked.some(({ statement }) => statement.includes('gossip_info'))).toBe(false);
    expect(sight!.sources.peers).toHaveLength(2);
    expect(ring.asked.filter(({ statement }) => statement.includes('system.local')).length).toBeGreaterThan(4);
    expect(lost).toBe(false);
  });

  it('for want of a right, it is asked again now and then', async() => {
    ring = new FakeRing(3);
    ring.refused = /system_views/;
    start(ring);
    await after(20 * SECOND);
    expect(sight?.limit).toBe('rights');
    expect(lost).toBe(false);
    expect(ring.asked.filter(({ statement }) => statement.includes('gossip_info')).length).toBeLessThanOrEqual(4);
    ring.refused = undefined;
    await after(15 * SECOND);
    expect(sight?.limit).toBeUndefined();
    expect(states()).toEqual(['up', 'up', 'up']);
  });
});

import { describe, expect, it } from 'vitest';

import { HeartbeatDetector, type Pulse } from '../../../../../pkg/cassandra/core/gossip/detector';
import { readPulse } from '../../../../../pkg/cassandra/core/gossip/endpoints';
import { pulsesOf } from '../../../../../pkg/cassandra/core/gossip/ring';
import { recordedRows } from '../rows';
import { key, Model, type Scenario } from './model';

const alarms = ({ changes }: Model) => changes.filter(({ liveness }) => liveness === 'suspect' || liveness === 'down');
const seeds = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const MINUTE = 60_000;
/** When nodetool said D of a frozen node of three. */
const NODETOOL = 19_000;

/** Freezes a node after a minute, at another point of its round for each seed. */
function frozen(seed: number, node: number, scenario: Partial<Scenario> = {}): { model: Model; from: number } {
  const from = MINUTE + seed * 137;

  return { from, model: new Model({ nodes: 3, seed, frozen: [{ node, from, to: from + 40_000 }], until: from + 50_000, ...scenario }).run() };
}

describe('a frozen node', () => {
  it('is suspected within 6 s, and down before nodetool says so, whoever is asked', () => {
    const times = seeds(20).flatMap((seed) => [0, 1, 2].map((node) => {
      const { model, from } = frozen(seed, node);

      expect(new Set(alarms(model).map((alarm) => alarm.node))).toEqual(new Set([node]));

      return { suspect: model.first(node, 'suspect', from)! - from, down: model.first(node, 'down', from)! - from, up: model.first(node, 'up', from + 40_000)! - from - 40_000 };
    }));
    const suspects = times.map(({ suspect }) => suspect).sort((a, b) => a - b);

    // The very last heartbeat may travel for longer than usual: so rarely that a tenth of the rings may be a second late.
    expect(suspects[Math.floor(suspects.length * 0.9)]).toBeLessThan(6000);
    expect(suspects.at(-1)).toBeLessThan(7000);
    expect(Math.max(...times.map(({ down }) => down))).toBeLessThan(NODETOOL);
    expect(Math.min(...times.map(({ down }) => down))).toBeGreaterThan(12_000);
    expect(Math.max(...times.map(({ up }) => up))).toBeLessThan(4000);
  }, 60_000);

  it('is found in a ring of two, and if only one node can be asked', () => {
    for (const seed of seeds(5)) {
      const two = frozen(seed, 1, { nodes: 2 });
      const one = frozen(seed, 1, { nodes: 4, candidates: [0] });

      expect(two.model.first(1, 'down', two.from)! - two.from).toBeLessThan(NODETOOL);
      expect(one.model.first(1, 'down', one.from)! - one.from).toBeLessThan(NODETOOL);
    }
  }, 60_000);

  it('is told from a second one', () => {
    const model = new Model({ nodes: 5, seed: 3, frozen: [{ node: 1, from: MINUTE, to: 2 * MINUTE }, { node: 3, from: MINUTE + 5000, to: 2 * MINUTE }], until: 1.5 * MINUTE }).run();

    expect([0, 1, 2, 3, 4].map((node) => model.liveness(node))).toEqual(['up', 'down', 'up', 'down', 'up']);
  });
});

describe('no alarm is raised', () => {
  it('in ten minutes of a ring under load, whose nodes stop for moments', () => {
    for (const seed of seeds(12)) {
      expect(alarms(new Model({ nodes: 3, seed, jitter: 0.3, pause: 2000, until: 10 * MINUTE }).run())).toEqual([]);
    }
    for (const seed of seeds(3)) {
      expect(alarms(new Model({ nodes: 5, seed, jitter: 0.3, pause: 2000, until: 10 * MINUTE }).run())).toEqual([]);
    }
  }, 300_000);

  it('in a minute and a half of the lab, whose two cores had ten times as much to do as they can', () => {
    const detector = new HeartbeatDetector();
    const rows = recordedRows('rhythm-5.0.9.json')['gossip']!;
    const found = new Set<string | undefined>();

    for (let index = 0; index < rows.length; index += 4) {
      const at = Number(rows[index]!['at']);

      detector.look({ observer: '10.42.3.24', at, pulses: pulsesOf(readPulse(rows.slice(index, index + 4))) });
      // The first looks are to see who moves.
      [...detector.vitals(at).values()].filter(() => index > 12).forEach(({ liveness }) => found.add(liveness));
    }
    expect(rows).toHaveLength(360);
    expect([...found]).toEqual(['up']);
  });

  it('in a ring of a hundred, where news take their time; and what is frozen there is found', () => {
    const model = new Model({ nodes: 100, seed: 5, frozen: [{ node: 42, from: 40_000, to: 2 * MINUTE }], until: 65_000 }).run();

    expect(new Set(alarms(model).map(({ node }) => node))).toEqual(new Set([42]));
    expect(model.first(42, 'suspect')! - 40_000).toBeLessThan(14_000);
    expect(model.liveness(42)).toBe('down');
  }, 120_000);

  it('when it is the observer that stands still', () => {
    for (const seed of seeds(6)) {
      const { model } = frozen(seed, 0, { nodes: 4, candidates: [0], frozen: [{ node: 0, from: MINUTE, to: 1.5 * MINUTE }], until: 2 * MINUTE });

      expect(alarms(model)).toEqual([]);
      // Nothing is known any more while nobody answers.
      expect(model.changes.filter(({ at, liveness }) => liveness === 'unknown' && at > MINUTE).length).toBeGreaterThanOrEqual(3);
      expect([0, 1, 2, 3].map((node) => model.liveness(node))).toEqual(['up', 'up', 'up', 'up']);
    }
  }, 60_000);

  it('when the tab sleeps, once or for a second of each minute', () => {
    for (const seed of seeds(3)) {
      const once = new Model({ nodes: 3, seed, away: [{ from: MINUTE, to: 10 * MINUTE }], until: 12 * MINUTE }).run();
      const often = new Model({ nodes: 3, seed, away: seeds(10).map((minute) => ({ from: minute * MINUTE + 900, to: (minute + 1) * MINUTE })), until: 12 * MINUTE }).run();

      expect(alarms(once)).toEqual([]);
      expect(alarms(often)).toEqual([]);
    }
  }, 60_000);

  it('when the clock of the caller jumps, to and fro', () => {
    for (const by of [3_600_000, -3_600_000, 30_000]) {
      const model = new Model({ nodes: 3, seed: 4, clockSteps: [{ at: MINUTE, by }, { at: 2 * MINUTE, by: -by }], until: 3 * MINUTE }).run();

      expect(alarms(model)).toEqual([]);
    }
  }, 60_000);

  it('when a node is restarted at once; that it was is told', () => {
    const model = new Model({ nodes: 3, seed: 9, frozen: [{ node: 2, from: MINUTE, to: MINUTE + 2000 }], restarted: [{ node: 2, at: MINUTE + 2000 }], until: 1.5 * MINUTE }).run();
    const vital = model.detector.vitals(model.now).get(key(2));

    expect(alarms(model)).toEqual([]);
    expect(vital?.restarted).toBeGreaterThan(MINUTE);
    expect(vital?.liveness).toBe('up');
  });

  it('when one observer hears nothing of a node that others hear: that is told of the observer', () => {
    const model = new Model({ nodes: 3, seed: 2, parted: [[0, 2]], until: MINUTE }).run();

    // Through the third they hear of each other all the same.
    expect(alarms(model)).toEqual([]);
  });
});

describe('HeartbeatDetector', () => {
  const pulse = (node: number, heartbeat: number, rest: Partial<Pulse> = {}): Pulse => ({ key: key(node), generation: 1, heartbeat, ended: false, ...rest });
  const liveness = (detector: HeartbeatDetector, node: number, now: number) => detector.vitals(now).get(key(node))?.liveness;
  /** Looks once a second through node 0, whose heart beats, as long as the nodes beat as they are told to. */
  const watch = (detector: HeartbeatDetector, from: number, to: number, others: (second: number) => Pulse[]) => {
    for (let second = from; second <= to; second += 1) {
      detector.look({ observer: key(0), at: second * 1000, pulses: [pulse(0, second), ...others(second)] });
    }
  };

  it('knows nothing of a node before it has moved, but that who answers lives', () => {
    const detector = new HeartbeatDetector();

    expect(detector.vitals(0)).toEqual(new Map());
    watch(detector, 1, 1, () => [pulse(1, 7)]);
    expect([liveness(detector, 0, 1000), liveness(detector, 1, 1000)]).toEqual(['up', 'unknown']);
    watch(detector, 2, 2, () => [pulse(1, 8)]);
    expect(liveness(detector, 1, 2000)).toBe('up');
  });

  it('finds one that was dead before anybody looked', () => {
    const detector = new HeartbeatDetector();

    watch(detector, 1, 6, () => [pulse(1, 0, { generation: 0 })]);
    expect(liveness(detector, 1, 6000)).toBe('unknown');
    watch(detector, 7, 10, () => [pulse(1, 0, { generation: 0 })]);
    expect(liveness(detector, 1, 10_000)).toBe('suspect');
    watch(detector, 11, 25, () => [pulse(1, 0, { generation: 0 })]);
    expect(liveness(detector, 1, 25_000)).toBe('down');
    expect(detector.vitals(25_000).get(key(1))?.moved).toBeUndefined();
  });

  it('believes a node that says that it stops, and one that is back', () => {
    const detector = new HeartbeatDetector();

    watch(detector, 1, 5, (second) => [pulse(1, second)]);
    watch(detector, 6, 6, () => [pulse(1, 2147483647, { ended: true })]);
    expect(detector.vitals(6000).get(key(1))).toMatchObject({ liveness: 'down', since: 6000 });
    watch(detector, 7, 7, () => [pulse(1, 1, { generation: 2 })]);
    expect(detector.vitals(7000).get(key(1))).toMatchObject({ liveness: 'up', since: 7000, restarted: 7000 });
  });

  it('believes others that say for a node that it is being removed', () => {
    const detector = new HeartbeatDetector();

    watch(detector, 1, 5, (second) => [pulse(1, second)]);
    watch(detector, 6, 6, () => [pulse(1, 5, { ended: true })]);
    expect(liveness(detector, 1, 6000)).toBe('down');
  });

  it('knows nothing once nobody has looked for long', () => {
    const detector = new HeartbeatDetector();

    watch(detector, 1, 5, (second) => [pulse(1, second)]);
    expect(liveness(detector, 1, 14_000)).toBe('up');
    expect(detector.vitals(16_000).get(key(1))).toMatchObject({ liveness: 'unknown', since: 15_000 });
  });

  it('counts a gap of ours as nobody\'s silence, and says that it does not know', () => {
    const detector = new HeartbeatDetector();

    watch(detector, 1, 30, (second) => [pulse(1, second), pulse(2, second)]);
    detector.look({ observer: key(0), at: 600_000, pulses: [pulse(0, 600), pulse(1, 600), pulse(2, 30)] });
    expect([1, 2].map((node) => liveness(detector, node, 600_000))).toEqual(['up', 'unknown']);
    watch(detector, 601, 603, (second) => [pulse(1, second), pulse(2, 30)]);
    expect(liveness(detector, 2, 603_000)).toBe('suspect');
  });

  it('counts nothing while the heart of the observer stands still, and takes another one', () => {
    const detector = new HeartbeatDetector();
    const candidates = [key(0), key(1), key(2)];

    watch(detector, 1, 10, (second) => [pulse(1, second), pulse(2, second)]);
    expect(detector.choose(candidates, 10_000)).toEqual([key(0)]);
    for (let second = 11; second <= 40; second += 1) {
      detector.look({ observer: key(0), at: second * 1000, pulses: [pulse(0, 10), pulse(1, 10), pulse(2, 10)] });
      expect([1, 2].map((node) => liveness(detector, node, second * 1000))).not.toContain('suspect');
    }
    expect(liveness(detector, 1, 40_000)).toBe('unknown');
    expect(detector.choose(candidates, 40_000)[0]).not.toBe(key(0));
  });

  it('wants a second observer as soon as a node stands still, and calls it down only with that one', () => {
    const detector = new HeartbeatDetector();
    const candidates = [key(0), key(1), key(2)];

    detector.choose(candidates, 0);
    watch(detector, 1, 30, (second) => [pulse(1, second), pulse(2, second)]);
    expect([detector.doubted(), detector.pace()]).toEqual([[], 1000]);
    watch(detector, 31, 32, (second) => [pulse(1, second), pulse(2, 30)]);
    expect([detector.doubted(), detector.pace()]).toEqual([[key(2)], 500]);
    expect(detector.choose(candidates, 32_000)).toEqual([key(0), key(1), key(2)]);
    watch(detector, 33, 45, (second) => [pulse(1, second), pulse(2, 30)]);
    // 15 s: enough, if there were somebody to confirm it.
    expect(liveness(detector, 2, 45_000)).toBe('suspect');
    watch(detector, 46, 47, (second) => [pulse(1, second), pulse(2, 30)]);
    expect(liveness(detector, 2, 47_000)).toBe('down');
  });

  it('does not call a node down that a second observer hears, and tells who does not', () => {
    const detector = new HeartbeatDetector();

    watch(detector, 1, 30, (second) => [pulse(1, second), pulse(2, second)]);
    for (let second = 31; second <= 60; second += 1) {
      watch(detector, second, second, () => [pulse(1, second), pulse(2, 30)]);
      detector.look({ observer: key(1), at: second * 1000 + 100, pulses: [pulse(0, second), pulse(1, second), pulse(2, second)] });
      expect(liveness(detector, 2, second * 1000 + 100)).toBe('up');
    }
    expect(detector.vitals(60_100).get(key(2))?.unheardBy).toEqual([key(0)]);
    expect(detector.vitals(60_100).get(key(1))?.unheardBy).toEqual([]);
  });

  it('is not misled by older news of another observer', () => {
    const detector = new HeartbeatDetector();

    watch(detector, 1, 30, (second) => [pulse(1, second), pulse(2, second)]);
    detector.look({ observer: key(1), at: 30_100, pulses: [pulse(0, 30), pulse(1, 30), pulse(2, 12)] });
    detector.look({ observer: key(1), at: 30_600, pulses: [pulse(0, 30), pulse(1, 31), pulse(2, 999, { generation: 0 })] });
    expect(detector.vitals(30_600).get(key(2))).toMatchObject({ liveness: 'up', moved: 30_000, restarted: undefined });
  });

  it('doubts who leaves a question open while others answer; not if nobody does', () => {
    const detector = new HeartbeatDetector();
    const asked = 30_500;
    const through = (second: number) => detector.look({ observer: key(1), at: second * 1000, pulses: [pulse(0, 30), pulse(1, second), pulse(2, second)] });

    watch(detector, 1, 30, (second) => [pulse(1, second), pulse(2, second)]);
    detector.unanswered(key(0), asked, 34_400);
    expect(liveness(detector, 0, 34_400)).toBe('up');
    [31, 32, 33, 34].forEach(through);
    detector.unanswered(key(0), asked, 34_400);
    expect(liveness(detector, 0, 34_400)).toBe('suspect');
    expect(detector.choose([key(0), key(1), key(2)], 34_400)[0]).not.toBe(key(0));
  });

  it('does not doubt who cannot be reached by us while its heart beats', () => {
    const detector = new HeartbeatDetector();

    watch(detector, 1, 30, (second) => [pulse(1, second), pulse(2, second)]);
    for (let second = 31; second <= 60; second += 1) {
      detector.look({ observer: key(1), at: second * 1000, pulses: [pulse(0, second), pulse(1, second), pulse(2, second)] });
      detector.unanswered(key(0), 30_500, second * 1000);
      expect(liveness(detector, 0, second * 1000)).toBe('up');
    }
  });

  it('forgets nodes that nobody tells of any more', () => {
    const detector = new HeartbeatDetector();

    watch(detector, 1, 5, (second) => [pulse(1, second), pulse(2, second)]);
    watch(detector, 6, 40, (second) => [pulse(1, second)]);
    expect([...detector.vitals(40_000).keys()]).toEqual([key(0), key(1)]);
  });

  it('has somebody to ask as long as there is anybody', () => {
    const detector = new HeartbeatDetector();

    expect(detector.choose([], 0)).toEqual([]);
    expect(detector.choose([key(1)], 0)).toEqual([key(1)]);
    detector.unanswered(key(1), 0, 4000);
    expect(detector.choose([key(1)], 4000)).toEqual([key(1)]);
    expect(detector.choose([key(1), key(2)], 4000)).toEqual([key(2)]);
  });
});

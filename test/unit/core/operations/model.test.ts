import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { formatIntent, type Intent, type OperationKind } from '../../../../pkg/cassandra/core/operations/intent';
import { spreadOver } from '../../../../pkg/cassandra/core/operations/plan';
import type { Step } from '../../../../pkg/cassandra/core/operations/step';
import { Browser, UNAWARE_MS, type Store } from './browser';
import { CALM, ROUGH, RingModel } from './ring-model';

/** Some thousands of runs, the same each time; others and more by `MODEL_SECONDS=600 npm run unit -- test/unit/core/operations/model.test.ts`. */
const SECONDS = Number(process.env['MODEL_SECONDS'] ?? 4);
const SEED = process.env['MODEL_SECONDS'] === undefined ? 6 : undefined;
const KINDS = ['scaleUp', 'scaleDown', 'cleanup', 'restart', 'stop', 'start'] as const;

/** Time enough for all that may still have to happen. */
const CALM_TICKS = 1200;
/** So long something that stands in the way may still pass by itself. */
const BLOCKED_TICKS = 120;

const event = fc.oneof(
  { weight: 30, arbitrary: fc.constant('step' as const) },
  { weight: 1, arbitrary: fc.constantFrom('killContainer', 'killPod', 'cutOff', 'heal', 'browserDies', 'browserDies', 'retry') },
  { weight: 1, arbitrary: fc.constantFrom('step', 'step', 'cancel', 'scaledByOthers', 'decommissionedByOthers') },
);
const scenario = fc.record({
  kind:     fc.constantFrom(...KINDS),
  racks:    fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }).filter((racks) => racks.reduce((sum, count) => sum + count) > 1),
  steps:    fc.integer({ min: 1, max: 3 }),
  claims:   fc.constantFrom('keep' as const, 'delete' as const),
  cleanup:  fc.constantFrom('do' as const, 'skip' as const),
  keepsLog: fc.boolean(),
  /** A claim where none should be, or none where one should be. */
  oddClaim: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
  events:   fc.array(event, { minLength: 20, maxLength: 100 }),
  seed:     fc.nat(),
});

type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

function intentOf({ kind, racks, steps, claims, cleanup }: Scenario, startedAt: number): Intent {
  const now = Object.fromEntries(racks.map((count, index) => [`r${ index }`, count]));
  const none = Object.fromEntries(Object.keys(now).map((name) => [name, 0]));
  const total = racks.reduce((sum, count) => sum + count);
  const ends: Record<OperationKind, [Intent['from'], Intent['targets']]> = {
    scaleUp: [now, spreadOver(now, total + steps)], scaleDown: [now, spreadOver(now, Math.max(1, total - steps))], cleanup: [now, now], restart: [now, now], stop: [now, none], start: [none, now],
  };
  const [from, targets] = ends[kind];

  return { id: 'id', kind, from, targets, claims, force: true, cleanup, startedBy: 'user', startedAt, done: [] };
}

/** A run, and what became of it. */
class Run {
  readonly model: RingModel;
  readonly store: Store;
  browser: Browser;
  isOdd = false;
  last: Step | undefined;
  private readonly random: () => number;

  constructor(scene: Scenario) {
    const { racks, keepsLog, kind, seed, oddClaim } = scene;


    this.random = mulberry32(seed);
    this.model = new RingModel(new Map(racks.map((count, index) => [`r${ index }`, count])), this.random, keepsLog);
    if (kind === 'start') {
      this.model.desired.forEach((_, name) => this.model.desired.set(name, 0));
      this.model.trouble = CALM;
      while (this.model.pods.length > 0) {
        this.model.tick(10_000);
      }
    }
    if (oddClaim) {
      this.makeOdd(kind);
    }
    this.model.trouble = ROUGH;
    this.store = { text: formatIntent(intentOf(scene, this.model.now)) };
    this.browser = this.open(0.2);
  }

  open(trouble: number): Browser {
    return new Browser(this.model, this.store, this.random, trouble);
  }

  /** @returns whether the operation has ended */
  step(): boolean {
    this.model.tick(1000 + Math.floor(this.random() * 12_000));
    const step = this.browser.step();

    // To look again is no news.
    if (step.kind !== 'act' || step.action.kind !== 'observe' || this.last?.kind !== 'blocked') {
      this.last = step;
    }

    return step.kind === 'done';
  }

  happen(what: string): void {
    const { model } = this;
    const pod = model.pods[Math.floor(this.random() * model.pods.length)];

    if (what === 'browserDies') {
      // What it sent last may arrive when another one has gone on.
      const { sent } = this.browser;
      const late = sent && this.random() < 0.5 ? this.browser : undefined;

      this.browser = this.open(0.2);
      this.step();
      if (late && sent) {
        late.perform(sent);
      }
    } else if (what === 'cancel') {
      this.store.text = formatIntent({ ...this.browser.intent, cancelledAt: model.now });
    } else if (what === 'retry') {
      this.retry();
    } else if (what === 'heal') {
      model.cutOff.clear();
    } else if (what === 'scaledByOthers') {
      const [name, count] = [...model.desired][Math.floor(this.random() * model.desired.size)]!;

      model.desired.set(name, Math.max(0, count + (this.random() < 0.5 ? 1 : -1)));
      model.scaledByOthers = true;
    } else if (pod && what === 'decommissionedByOthers') {
      model.decommissionedByOthers = true;
      model.disturbedAt = model.now;
      model.send(pod, 'decommission');
    } else if (pod && what === 'cutOff') {
      model.cutOff.add(pod.hostId ?? '');
      model.disturbedAt = model.now;
    } else if (pod) {
      model.kill(pod, what === 'killPod');
    }
  }

  /** Nothing else goes wrong from now on; a person says yes where a retry is offered. */
  calm(): void {
    let blocked = 0;

    this.model.trouble = CALM;
    this.model.cutOff.clear();
    this.browser.trouble = 0;
    for (let tick = 0; tick < CALM_TICKS && blocked < BLOCKED_TICKS && !this.step(); tick++) {
      blocked = this.last?.kind === 'blocked' ? blocked + 1 : 0;
      this.retry();
    }
  }

  private makeOdd(kind: OperationKind): void {
    const { model } = this;

    this.isOdd = true;
    if (kind === 'scaleUp') {
      const pod = `r0-${ model.desired.get('r0') }`;

      model.claims.push({ name: `data-${ pod }`, uid: 'old', pod, left: this.random() < 0.5, going: false, hostId: 'old', bootstrapped: 'COMPLETED' });
    } else if (kind === 'start') {
      model.claims.splice(Math.floor(this.random() * model.claims.length), 1);
    }
  }

  private retry(): void {
    if (this.last?.kind === 'blocked' && this.last.retry) {
      this.browser.perform(this.last.retry);
    }
  }

  judge(): void {
    const { model, last, browser: { intent } } = this;
    const others = model.scaledByOthers || model.decommissionedByOthers || this.isOdd;

    // Where nobody else interfered, nothing is left that only a person could mend.
    expect(last?.kind === 'done' || (last?.kind === 'blocked' && (others || this.isMute(last.args['pod']))) ? 'ended' : last).toBe('ended');
    if (last?.kind !== 'done' || others) {
      return;
    }
    expect(model.moving()).toEqual([]);
    if (last.outcome === 'cancelled') {
      expect(intent.cancelledAt).toBeDefined();

      return;
    }
    expect(model.replicas).toEqual(intent.targets);
    this.judgeKind(intent);
  }

  /** A node that was restarted after it had left and before it could say so. */
  private isMute(pod: string | number | undefined): boolean {
    return !this.model.keepsLog && this.model.claimOf({ name: String(pod) })?.bootstrapped === 'DECOMMISSIONED';
  }

  private judgeKind({ kind, claims, cleanup, targets, startedAt, done }: Intent): void {
    const { model } = this;
    const total = Object.values(targets).reduce((sum, count) => sum + count);
    const askedFor = model.askedFor();
    const gone = model.claims.filter(({ pod }) => !askedFor.includes(pod));

    // One that somebody else took away a moment ago is on its way back, to its claim.
    expect(model.now - model.disturbedAt < UNAWARE_MS ? [] : askedFor.filter((pod) => !model.podNamed(pod))).toEqual([]);
    expect(askedFor.filter((pod) => !model.claimOf({ name: pod }))).toEqual([]);
    if (kind === 'stop') {
      expect(model.pods).toEqual([]);
      expect(gone.every(({ left, bootstrapped }) => !left && bootstrapped === 'COMPLETED')).toBe(true);

      return;
    }
    expect([...model.ring.values()].map(({ state }) => state)).toEqual(Array.from({ length: total }, () => 'normal'));
    expect(gone.every(({ left }) => left && claims === 'keep')).toBe(true);
    if (kind === 'restart') {
      expect(model.pods.every(({ createdAt }) => createdAt >= Math.floor(startedAt / 1000) * 1000)).toBe(true);
    }
    if (kind === 'cleanup' || (kind === 'scaleUp' && cleanup === 'do')) {
      expect(done.length).toBeGreaterThanOrEqual(kind === 'cleanup' ? total : total - 1);
    }
  }
}

function mulberry32(seed: number): () => number {
  let state = seed;

  return () => {
    state = (state + 0x6D2B79F5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);

    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;

    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('operations', () => {
  it('lose nothing and come to an end, whatever happens', () => {
    const outcomes = new Map<string, number>();

    fc.assert(fc.property(scenario, (scene) => {
      const run = new Run(scene);
      const ended = scene.events.some((what) => {
        if (what === 'step') {
          return run.step();
        }
        run.happen(what);

        return run.last?.kind === 'done';
      });

      if (!ended) {
        run.calm();
      }
      run.judge();
      const outcome = [scene.kind, run.last?.kind, run.last?.kind === 'done' ? run.last.outcome : ''].join(' ');

      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }), { numRuns: 1_000_000, interruptAfterTimeLimit: SECONDS * 1000, markInterruptAsFailure: false, ...(SEED !== undefined && { seed: SEED }) });

    // A model in which nothing is ever brought to its end would find nothing.
    expect(KINDS.filter((kind) => !outcomes.has(`${ kind } done complete`))).toEqual([]);
  }, SECONDS * 1000 + 30_000);
});

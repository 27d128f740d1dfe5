import { HeartbeatDetector, type Liveness, type Pulse } from '../../../../../pkg/cassandra/core/gossip/detector';

/** Cheap numbers that look random, the same for the same seed. */
export function random(seed: number): () => number {
  let state = seed;

  return () => {
    state = (state + 0x6D2B79F5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);

    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;

    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Milliseconds. */
interface Span { node: number; from: number; to: number }

export interface Scenario {
  nodes: number;
  seed: number;
  /** When nodes stand still, as SIGSTOP makes them: they neither gossip nor answer. */
  frozen?: readonly Span[];
  /** Two nodes that hear nothing of each other. */
  parted?: readonly (readonly [number, number])[];
  /** When nobody looks. */
  away?: readonly Omit<Span, 'node'>[];
  /** How much longer than a second a round takes, at random. */
  jitter?: number;
  /** Stops of up to so long, now and then, of each node by itself. */
  pause?: number;
  /** Nodes that begin a new life. */
  restarted?: readonly { node: number; at: number }[];
  /** Added to the caller's clock from a moment on. */
  clockSteps?: readonly { at: number; by: number }[];
  /** How often is looked. */
  every?: number;
  /** Nodes that can be asked; all by default. */
  candidates?: readonly number[];
  until: number;
}

export interface Change { node: number; liveness: Liveness; at: number }

const ROUND = 1000;
/** How long the caller waits for an answer before it asks another node. */
const HEDGE = 2000;
const LIFE = 1e7;

export const key = (node: number) => `10.0.0.${ node }`;

/**
 * A ring that gossips as Cassandra does (each second every node raises its heartbeat and brings what it knows and what one
 * other node knows together) and somebody who looks at it through a detector, asking whom that chooses.
 */
export class Model {
  readonly detector = new HeartbeatDetector();
  readonly changes: Change[] = [];
  readonly asked: { at: number; nodes: number[] }[] = [];
  now = 0;

  private readonly random: () => number;
  /** What each node knows of each: the life, and the heartbeat in it. */
  private readonly known: Float64Array[];
  private readonly next: number[];
  private readonly resting: number[];
  private readonly pending = new Map<number, number>();
  private readonly seen = new Map<string, Liveness>();
  private look = 0;

  constructor(private readonly scenario: Scenario) {
    const { nodes, seed } = scenario;

    this.random = random(seed);
    this.known = Array.from({ length: nodes }, () => new Float64Array(nodes).fill(LIFE));
    this.next = Array.from({ length: nodes }, () => this.random() * ROUND);
    this.resting = Array.from({ length: nodes }, () => 0);
    this.look = this.random() * ROUND;
  }

  run(): this {
    const { until } = this.scenario;

    while (this.now < until) {
      const node = this.next.indexOf(Math.min(...this.next));
      const round = this.next[node]!;

      if (this.look <= round) {
        this.now = this.look;
        this.observe();
      } else {
        this.now = round;
        this.gossip(node);
      }
    }

    return this;
  }

  /** When a node was first seen to be so after a moment. */
  first(node: number, liveness: Liveness, after = 0): number | undefined {
    return this.changes.find((change) => change.node === node && change.liveness === liveness && change.at >= after)?.at;
  }

  liveness(node: number): Liveness | undefined {
    return this.seen.get(key(node));
  }

  isFrozen(node: number, at = this.now): boolean {
    return (this.scenario.frozen ?? []).some((span) => span.node === node && span.from <= at && at < span.to) || this.resting[node]! > at;
  }

  private gossip(node: number): void {
    const { nodes, jitter = 0.05, pause = 0, restarted = [], frozen = [], parted = [] } = this.scenario;
    const own = this.known[node]!;

    if (this.isFrozen(node)) {
      this.next[node] = Math.max(this.resting[node]!, ...frozen.filter((span) => span.node === node && span.from <= this.now && this.now < span.to).map(({ to }) => to));

      return;
    }
    const lives = restarted.filter((each) => each.node === node && each.at <= this.now).length + 1;

    own[node] = Math.floor(own[node]! / LIFE) < lives ? lives * LIFE + 1 : own[node]! + 1;
    const other = Math.floor(this.random() * nodes);
    const isParted = parted.some(([a, b]) => (a === node && b === other) || (b === node && a === other));

    if (other !== node && !this.isFrozen(other) && !isParted) {
      const theirs = this.known[other]!;

      for (let index = 0; index < nodes; index += 1) {
        own[index] = theirs[index] = Math.max(own[index]!, theirs[index]!);
      }
    } else if (other === node) {
      // Nobody gossips with itself: again, but for the heartbeat.
      own[node] -= 1;
      this.next[node] = this.now + 0.01;

      return;
    }
    if (pause > 0 && this.random() < 0.05) {
      this.resting[node] = this.now + this.random() * pause;
    }
    this.next[node] = this.now + ROUND * (1 + this.random() * jitter);
  }

  private observe(): void {
    const { every = this.detector.pace(), away = [], candidates = Array.from(this.known.keys()), clockSteps = [] } = this.scenario;
    const clock = (at: number) => clockSteps.filter((step) => step.at <= at).reduce((sum, { by }) => sum + by, at);
    const gone = away.find(({ from, to }) => from <= this.now && this.now < to);

    this.look = gone ? gone.to : this.now + every + (this.random() - 0.5) * 100;
    if (gone) {
      this.pending.clear();

      return;
    }
    const at = clock(this.now);

    for (const [node, since] of this.pending) {
      if (!this.isFrozen(node)) {
        this.pending.delete(node);
        this.answer(node, at);
      } else if (this.now - since >= HEDGE) {
        this.detector.unanswered(key(node), clock(since), at);
      }
    }
    const chosen = this.detector.choose(candidates.map(key), at).map((one) => candidates.find((node) => key(node) === one)!);

    this.asked.push({ at: this.now, nodes: chosen });
    for (const node of chosen) {
      if (this.pending.has(node)) {
        continue;
      }
      if (this.isFrozen(node)) {
        this.pending.set(node, this.now);
      } else {
        this.answer(node, at);
      }
    }
    for (const [each, { liveness }] of this.detector.vitals(at)) {
      if (this.seen.get(each) !== liveness) {
        this.seen.set(each, liveness);
        this.changes.push({ node: Number(each.slice(7)), liveness, at: this.now });
      }
    }
  }

  private answer(node: number, at: number): void {
    const pulses = [...this.known[node]!].map((version, index): Pulse => ({ key: key(index), generation: Math.floor(version / LIFE), heartbeat: version % LIFE, ended: false }));

    this.detector.look({ observer: key(node), at, pulses });
  }
}

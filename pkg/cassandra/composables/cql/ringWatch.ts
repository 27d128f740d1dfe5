import { CqlError, type CqlNode, type CqlSession } from '../../core/cql/session';
import { askable, tellsGossip } from '../../core/gossip/askable';
import { HeartbeatDetector } from '../../core/gossip/detector';
import type { GossipPulse, GossipState } from '../../core/gossip/endpoints';
import { keyOf, pulsesOf, type LiveSources } from '../../core/gossip/ring';
import type { KeyspaceReplication } from '../../core/nodetool/describe-cluster';
import { Due } from './due';
import { readRingGossip, readRingPulse, readRingTables, type RingTables } from './ringFacts';
import { sleep } from './sleep';

/** Why heartbeats are not told: no node is of 4.1 or later, or the login may not read them. */
export type GossipLimit = 'version' | 'rights';

/** The ring after a look. */
export interface RingSight {
  sources: Omit<LiveSources, 'ownership'>;
  keyspaces: readonly KeyspaceReplication[];
  limit: GossipLimit | undefined;
}

/**
 * @param sight `undefined` as long as nobody has ever answered
 * @param lost nobody has answered for so long that it is only how it was
 */
export type TellRing = (sight: RingSight | undefined, lost: boolean) => void;

/** Between the first turns, until it is known who is in the ring. */
const FIRST_MS = 200;
/** After so long without an answer, another node is asked as well. */
const PATIENCE_MS = 2000;
/** A turn that comes so late came late because the browser was busy: answers may be waiting to be read. */
const LATE_MS = 1000;
const LOST_MS = 10_000;
/** The same where only tables are read, which is less often. */
const LOST_TABLES_MS = 60_000;
/** While nodes come and go: tokens are written a moment after the state. */
const RESTLESS_MS = 3000;
const RESTLESS_FOR_MS = 15_000;
/** Load is told once a minute; who comes and goes, and who lives, each look tells. */
const GOSSIP_MS = 10_000;
const TABLES_MS = 15_000;

/**
 * Looks at a ring through a session while it runs: asks whom the detector chooses for heartbeats, at its pace, and now and
 * then one of them for the rest. What it has learnt it keeps when it is stopped, and for how long nobody looked is nobody's
 * silence.
 */
export class RingWatch {
  private readonly detector = new HeartbeatDetector();
  /** When nodes were asked what they have not answered yet, by key. */
  private readonly open = new Map<string, number>();
  private readonly tablesDue = new Due(TABLES_MS, RESTLESS_MS);
  private readonly gossipDue = new Due(GOSSIP_MS, RESTLESS_MS);
  private tables: RingTables | undefined;
  private gossip: readonly GossipState[] | undefined;
  private limit: GossipLimit | undefined;
  private answered = -Infinity;
  private answeredAt = 0;
  /** Which nodes were in which state. */
  private shape = '';
  private restlessUntil = -Infinity;

  /** @param clock milliseconds; one that is not set */
  constructor(private readonly session: CqlSession, private readonly tell: TellRing, private readonly clock: () => number = () => performance.now()) {}

  /** Looks until the signal is aborted. One at a time. */
  async run(signal: AbortSignal): Promise<void> {
    const begun = this.clock();
    let isLate = false;

    this.open.clear();
    while (!signal.aborted) {
      if (!isLate) {
        this.takeStock(begun);
      }
      this.ask(signal);
      const due = this.clock() + (this.tables ? this.detector.pace() : FIRST_MS);

      await sleep(due - this.clock(), signal);
      isLate = this.clock() - due > LATE_MS;
    }
  }

  private takeStock(begun: number): void {
    const now = this.clock();
    const silent = now - Math.max(this.answered, begun);

    for (const [key, asked] of this.open) {
      if (now - asked >= PATIENCE_MS) {
        this.detector.unanswered(key, asked, now);
      }
    }
    // With an answer it has been told already.
    if (silent >= PATIENCE_MS) {
      this.say(silent > (this.limit ? LOST_TABLES_MS : LOST_MS));
    }
  }

  private ask(signal: AbortSignal): void {
    const now = this.clock();
    const nodes = this.nodes();
    const [first, ...others] = this.detector.choose([...nodes.keys()], now);
    const node = first === undefined ? undefined : nodes.get(first);

    if (first === undefined || node === undefined) {
      return;
    }
    if (this.tablesDue.take(first, now, this.isRestless(now) || this.limit !== undefined || !this.tables)) {
      // In a large ring they may take long, which says nothing of the node that gives them.
      this.question(first, this.tables === undefined, signal, () => this.askTables(node, signal));
    }
    if (this.tables) {
      this.askOnce(first, signal, () => this.askFirst(first, node, signal));
      others.forEach((key) => this.askOnce(key, signal, () => this.askWitness(key, nodes.get(key), signal)));
    }
  }

  private askOnce(key: string, signal: AbortSignal, ask: () => Promise<void>): void {
    if (!this.open.has(key)) {
      this.question(key, true, signal, ask);
    }
  }

  /** @param isHeld whether it counts against the node as long as it is not answered */
  private async question(key: string, isHeld: boolean, signal: AbortSignal, ask: () => Promise<void>): Promise<void> {
    const asked = this.clock();

    if (isHeld) {
      this.open.set(key, asked);
    }
    try {
      await ask();
    } catch (error) {
      // Who refuses has answered, and what we gave up ourselves is nobody's silence.
      if (isHeld && !signal.aborted && !(error instanceof CqlError && (error.code === 'refused' || error.code === 'closed'))) {
        this.detector.unanswered(key, asked, this.clock());
      }
    } finally {
      if (isHeld && this.open.get(key) === asked) {
        this.open.delete(key);
      }
    }
  }

  private async askTables(node: CqlNode, signal: AbortSignal): Promise<void> {
    const asked = this.clock();
    const isFirst = this.tables === undefined;

    this.tables = await readRingTables(this.session, node, signal);
    this.tablesDue.took(this.clock() - asked);
    if (isFirst) {
      // Clients may know it by another address than the ring does.
      this.tablesDue.rename(keyOf(this.tables.local.address));
    }
    if (!tellsGossip(node)) {
      this.limit = 'version';
      this.gossip = undefined;
    }
    if (this.limit) {
      this.heard();
    }
  }

  /** The one from which all is told, not only who lives. */
  private async askFirst(key: string, node: CqlNode, signal: AbortSignal): Promise<void> {
    const asked = this.clock();
    const isWhole = this.gossipDue.take(key, asked, this.isRestless(asked));

    // A right that is missing is tried again now and then.
    if (this.limit && !isWhole) {
      return;
    }
    const states = isWhole ? await this.permitted(() => readRingGossip(this.session, node, signal)) : undefined;
    const pulses = isWhole ? states : await this.permitted(() => readRingPulse(this.session, node, signal));

    if (pulses) {
      this.limit = undefined;
      this.gossip = states ?? merge(this.gossip ?? [], pulses);
      this.notice(pulses);
      this.look(key, pulses);
    }
    if (isWhole) {
      this.gossipDue.took(this.clock() - asked);
    }
  }

  private async askWitness(key: string, node: CqlNode | undefined, signal: AbortSignal): Promise<void> {
    const pulses = node && !this.limit ? await this.permitted(() => readRingPulse(this.session, node, signal)) : undefined;

    if (pulses) {
      this.look(key, pulses);
    }
  }

  /** Takes note of a right that is missing. @throws CqlError */
  private async permitted<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof CqlError && error.code === 'refused') {
        this.limit = 'rights';
        this.gossip = undefined;
        this.heard();
      }
      throw error;
    }
  }

  private look(observer: string, pulses: readonly GossipPulse[]): void {
    this.detector.look({ observer, at: this.clock(), pulses: pulsesOf(pulses) });
    this.heard();
  }

  /** When somebody comes, goes or changes, the rest is to be read again soon. */
  private notice(pulses: readonly GossipPulse[]): void {
    const shape = pulses.map(({ address, generation, status }) => [keyOf(address), generation, status].join(' ')).sort().join();

    if (shape !== this.shape && this.shape !== '') {
      this.restlessUntil = this.clock() + RESTLESS_FOR_MS;
    }
    this.shape = shape;
  }

  private isRestless(now: number): boolean {
    return now < this.restlessUntil;
  }

  private nodes(): Map<string, CqlNode> {
    const members = this.tables ? [this.tables.local, ...this.tables.peers] : [];

    return askable(this.session.nodes().map((node) => node.release ? node : { ...node, release: this.session.release }), members);
  }

  private heard(): void {
    this.answered = this.clock();
    this.answeredAt = Date.now();
    this.say(false);
  }

  private say(lost: boolean): void {
    const { tables, limit } = this;
    const vitals = limit ? undefined : this.detector.vitals(this.clock());

    this.tell(tables && (this.gossip || limit) ? { sources: { local: tables.local, peers: tables.peers, gossip: this.gossip, vitals, at: this.answeredAt }, keyspaces: tables.keyspaces, limit } : undefined, lost);
  }
}

/** States that were told a while ago, with what is told of them now. */
function merge(states: readonly GossipState[], pulses: readonly GossipPulse[]): GossipState[] {
  const byKey = new Map(pulses.map((pulse) => [keyOf(pulse.address), pulse]));

  return states.map((state) => ({ ...state, ...byKey.get(keyOf(state.address)) }));
}

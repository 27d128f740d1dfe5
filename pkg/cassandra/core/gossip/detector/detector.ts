import { isNewer } from './beat';
import { Observer } from './observer';
import { downAfter, RingRhythm } from './rhythm';
import { THRESHOLDS } from './thresholds';
import { Watched, type Liveness, type Pulse } from './watched';

/** The answer of one observer. */
export interface Look {
  /** Its own key. */
  observer: string;
  /** When the answer came, in milliseconds of a clock of the caller's that is not set (`performance.now()`). */
  at: number;
  /** All nodes of which it has heard, itself included. */
  pulses: readonly Pulse[];
}

/** What can be said of a node. Moments are of the caller's clock. */
export interface Vital {
  liveness: Liveness;
  /** Since when that has been seen. */
  since: number;
  /** When a newer heartbeat was last seen; `undefined` if none has been since the first. */
  moved: number | undefined;
  /** For how long it has stood still while it was watched, milliseconds. */
  silent: number;
  /** When it was seen to have begun a new life, if it was. */
  restarted: number | undefined;
  /** Observers that have heard nothing of it for long, although others have. */
  unheardBy: readonly string[];
}

/** Below this there is nothing to weigh, and that is where nearly all nodes are nearly always. */
const LEAST = THRESHOLDS.suspectLeast * THRESHOLDS.doubtPart;

/** How many of the nodes in doubt are asked at once. */
const MOST_THEMSELVES = 2;

/**
 * Tells from heartbeats which nodes of a ring live. It reads no clock and asks nobody: the caller looks (once a second
 * while somebody is looking at the ring) and hands in the answers.
 *
 * One observer is enough as long as all is well. A heartbeat counts as new if *any* observer shows it: who is not heard by
 * one of them only is not down, but `unheardBy` that one, and who shows its own is up though nobody else heard of it. As
 * soon as a node stands still for longer than usual (`doubted`) a second observer is to be asked as well, and the node
 * itself (`choose`); without a second witness a node is called down only `downAlone` later, and until then suspected.
 *
 * Silence is counted while it is watched, see {@link THRESHOLDS}: neither a gap between our own looks nor time in which the
 * observer's own heart stood still is another node's silence.
 */
export class HeartbeatDetector {
  private readonly nodes = new Map<string, Watched>();
  private readonly observers = new Map<string, Observer>();
  private readonly rhythm = new RingRhythm();
  private primary: string | undefined;
  /** Whom we can ask, as far as we were told. */
  private candidates: readonly string[] = [];
  /** When something was last learnt. */
  private learnt = -Infinity;
  private lastLook = -Infinity;

  /** Hands in an answer. Answers are taken in the order in which they came. */
  look({ observer: key, at, pulses }: Look): void {
    const observer = this.observerOf(key);
    const watched = observer.answer(at, pulses.find((pulse) => pulse.key === key));
    const isGap = at - this.lastLook > THRESHOLDS.gap;

    this.lastLook = at;
    if (watched > 0) {
      this.learnt = at;
    }
    for (const pulse of pulses) {
      observer.show(pulse.key, pulse, watched);
      this.take(pulse, at, watched, isGap);
    }
    this.forget(at);
    this.nodes.forEach((node, each) => this.judge(each, node, at));
  }

  /**
   * Hands in that an observer has not answered (yet). An answer that comes later makes up for it.
   *
   * @param asked when it was asked
   * @param at now, or when the question failed
   */
  unanswered(observer: string, asked: number, at: number): void {
    const node = this.nodes.get(observer);

    this.observerOf(observer).open = { asked, until: at };
    if (node) {
      this.judge(observer, node, at);
    }
  }

  /** What can be said of each node now. */
  vitals(now: number): Map<string, Vital> {
    const isStale = now - this.learnt > THRESHOLDS.stale;

    return new Map([...this.nodes].map(([key, node]) => [key, {
      liveness:  isStale ? 'unknown' : node.liveness,
      since:     isStale && node.liveness !== 'unknown' ? this.learnt + THRESHOLDS.stale : node.since,
      moved:     node.moved,
      silent:    node.silent,
      restarted: node.restarted,
      unheardBy: isStale ? [] : this.unheardBy(key, node, now),
    }]));
  }

  /** Nodes that stand still for longer than usual: another observer should be asked, beside the one at hand. */
  doubted(): string[] {
    return [...this.nodes].filter(([, node]) => !node.ended && node.silent >= LEAST && node.silent >= THRESHOLDS.doubtPart * this.suspectAfter(node)).map(([key]) => key);
  }

  /**
   * Whom to ask: the one that was asked last, as long as it can be relied on. If nodes are in doubt, also another one that
   * is not, and some of those in doubt themselves: who answers with a newer heartbeat lives, whatever the others heard.
   *
   * @param candidates keys of nodes that can be reached, the most convenient first
   * @param now of the caller's clock
   * @returns some of them; none if there are none
   */
  choose(candidates: readonly string[], now: number): string[] {
    const doubted = new Set(this.doubted());
    const rank = (key: string) => this.hasFailed(key) ? 3 : this.isDull(key, now) || this.nodes.get(key)?.ended ? 2 : doubted.has(key) ? 1 : 0;
    const order = candidates.map((key) => ({ key, rank: rank(key) })).sort((a, b) => a.rank - b.rank || Number(b.key === this.primary) - Number(a.key === this.primary));
    const [first, ...others] = order;
    const witness = others.filter((each) => each.rank === 0).slice(0, 1);
    const themselves = others.filter((each) => each.rank === 1).slice(0, MOST_THEMSELVES);

    this.primary = first?.key;
    this.candidates = candidates;

    return [first, ...(doubted.size > 0 ? [...witness, ...themselves] : [])].flatMap((each) => each?.key ?? []);
  }

  /** How long to wait before the next look, milliseconds: not so long while a node is in doubt. */
  pace(): number {
    return this.doubted().length > 0 ? THRESHOLDS.lookAgain : THRESHOLDS.lookEvery;
  }

  private take(pulse: Pulse, at: number, watched: number, isGap: boolean): void {
    const node = this.nodes.get(pulse.key);

    if (!node) {
      this.nodes.set(pulse.key, new Watched(pulse, at));
    } else if (isNewer(pulse, node)) {
      const pause = node.move(pulse, at);

      if (pause !== undefined) {
        this.rhythm.add(pause);
      }
    } else {
      node.stand(pulse, at, watched, isGap);
    }
  }

  private judge(key: string, node: Watched, at: number): void {
    const liveness = this.livenessOf(key, node, at);

    if (liveness !== node.liveness) {
      node.liveness = liveness;
      node.since = at;
    }
  }

  private livenessOf(key: string, node: Watched, at: number): Liveness {
    if (node.ended || node.silent < LEAST) {
      return node.ended ? 'down' : this.settled(key, node, at);
    }
    const suspectAfter = this.suspectAfter(node);
    const limit = downAfter(suspectAfter);

    if (node.silent >= limit && (this.isWitnessed(key, at) || node.silent >= limit + THRESHOLDS.downAlone)) {
      return 'down';
    }
    // Once down it stays so until it moves, whoever of the witnesses goes away.
    if (node.liveness === 'down') {
      return 'down';
    }
    const isSilent = node.silent >= suspectAfter || (this.isUnanswered(key, at) && node.silent >= THRESHOLDS.doubtPart * suspectAfter);

    return isSilent ? 'suspect' : this.settled(key, node, at);
  }

  /** Of a node that is not silent. Who answers us lives, even if it was not seen to move yet. */
  private settled(key: string, node: Watched, at: number): Liveness {
    return node.seen || (this.observers.get(key)?.answered ?? -Infinity) >= at - THRESHOLDS.gap ? 'up' : 'unknown';
  }

  private suspectAfter(node: Watched): number {
    return node.moves === 0 ? THRESHOLDS.suspectUnmoved : this.rhythm.suspectAfter(node.pauses);
  }

  /** Whether all have watched it stand still that can be wanted to: two observers, or the only one that there is besides itself. */
  private isWitnessed(key: string, at: number): boolean {
    const witnesses = [...this.observers].filter(([each, observer]) => each !== key && observer.isGood(at) && observer.silence(key) >= THRESHOLDS.witnessed);

    return witnesses.length >= Math.min(2, this.candidates.filter((each) => each !== key).length);
  }

  /** Whether it has left a question unanswered while others answered. If nobody does, it is the way there that is closed. */
  private isUnanswered(key: string, at: number): boolean {
    const open = this.observers.get(key)?.open;

    return open !== undefined && at - open.asked >= THRESHOLDS.unanswered && [...this.observers].some(([each, { answered }]) => each !== key && answered > open.asked);
  }

  private unheardBy(key: string, node: Watched, now: number): string[] {
    const isLong = ([each, observer]: [string, Observer]) => each !== key && observer.isGood(now) && observer.silence(key) >= this.suspectAfter(node);

    return node.liveness !== 'up' || node.ended ? [] : [...this.observers].filter(isLong).map(([each]) => each);
  }

  /** Whether it answers, but its heart does not beat: it tells what it heard long ago. */
  private isDull(key: string, now: number): boolean {
    const observer = this.observers.get(key);

    return observer !== undefined && now - observer.answered <= THRESHOLDS.gap && !observer.isGood(now);
  }

  /** Whether it has left a question unanswered, and was not seen to do anything since. */
  private hasFailed(key: string): boolean {
    const open = this.observers.get(key)?.open;

    return open !== undefined && (this.nodes.get(key)?.moved ?? -Infinity) <= open.until;
  }

  private observerOf(key: string): Observer {
    const observer = this.observers.get(key) ?? new Observer();

    this.observers.set(key, observer);

    return observer;
  }

  private forget(at: number): void {
    for (const [key, { listed }] of this.nodes) {
      if (at - listed > THRESHOLDS.forgotten) {
        this.nodes.delete(key);
        this.observers.delete(key);
        this.observers.forEach((observer) => observer.forget(key));
      }
    }
  }
}

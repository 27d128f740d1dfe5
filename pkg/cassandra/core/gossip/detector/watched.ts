import { isNewer, sameLife, type Beat } from './beat';
import { Pauses } from './rhythm';

/**
 * - `up`: its heart beats
 * - `suspect`: it has stood still for longer than it is used to
 * - `down`: for so long that other nodes take it for dead, or are about to; or it has said that it stops
 * - `unknown`: not watched for long enough, or not any more
 */
export type Liveness = 'up' | 'suspect' | 'down' | 'unknown';

/** A node as an observer has heard of it. */
export interface Pulse extends Beat {
  /** The node's address, or whatever tells it from others at all observers. */
  key: string;
  /** It has said that it stops, or is in a state in which others take it for dead: no heartbeat is to be waited for. */
  ended: boolean;
}

/** How often a heart beats, milliseconds. */
const BEAT = 1000;

/** What has been seen of a node by all observers together. */
export class Watched implements Beat {
  generation: number;
  heartbeat: number;
  ended: boolean;
  liveness: Liveness = 'unknown';
  since: number;
  /** Whether it has moved since we began to look, or last went on after a gap. */
  seen = false;
  moves = 0;
  moved: number | undefined;
  restarted: number | undefined;
  /** When it was last told of. */
  listed: number;
  /** For how long it has stood still while it was watched, milliseconds. */
  silent = 0;
  /** How long it stands still between moves. */
  readonly pauses = new Pauses();

  /** Up to when silence has been counted: what two observers watch at once counts once. */
  private countedTo: number;
  /** Whether the last move came so late that some of the silence before it still counts. */
  private isLate = false;

  constructor({ generation, heartbeat, ended }: Pulse, at: number) {
    this.generation = generation;
    this.heartbeat = heartbeat;
    this.ended = ended;
    this.since = this.listed = this.countedTo = at;
  }

  /**
   * Takes note of a newer heartbeat. One that has moved by a second only after having stood still for three is most likely
   * an old beat that came by a long way: the rest of its silence goes on counting, until it moves again.
   *
   * @returns how long it stood still before, if that says something of its rhythm: not how long it was away
   */
  move({ generation, heartbeat, ended }: Pulse, at: number): number | undefined {
    const isSame = sameLife({ generation, heartbeat }, this);
    const pause = isSame && this.liveness !== 'down' ? this.silent : undefined;
    const late = isSame && !this.isLate ? Math.max(0, this.silent - BEAT * (heartbeat - this.heartbeat)) : 0;

    if (pause !== undefined) {
      this.pauses.add(pause);
    }
    Object.assign(this, { generation, heartbeat, ended });
    this.restarted = isSame ? this.restarted : at;
    this.silent = late;
    this.isLate = late > 0;
    this.moved = this.listed = this.countedTo = at;
    this.moves += 1;
    this.seen = true;

    return pause;
  }

  /**
   * Takes note of a heartbeat that is no newer.
   *
   * @param watched how much of the time before was watched, milliseconds
   * @param isGap whether nobody at all looked for long
   */
  stand(pulse: Pulse, at: number, watched: number, isGap: boolean): void {
    this.listed = at;
    this.seen &&= !isGap;
    // At one heartbeat the state can still change: others say for a node that it is being removed.
    this.ended = isNewer(this, pulse) ? this.ended : pulse.ended;
    if (watched > 0) {
      this.silent += Math.max(0, Math.min(watched, at - this.countedTo));
      this.countedTo = at;
    }
  }
}

import type { Replicas } from '../../../../pkg/cassandra/core/operations/intent';
import type { NodeMode } from '../../../../pkg/cassandra/core/nodetool/netstats';
import type { NodeStatus, RingStatus } from '../../../../pkg/cassandra/core/nodetool/status';
import type { Cleanup } from '../../../../pkg/cassandra/core/operations/observed';

/** What is on a volume. `undefined` bootstrapped: a node has begun to join. */
export interface Claim { name: string; uid: string; pod: string; left: boolean; going: boolean; hostId?: string; bootstrapped?: 'COMPLETED' | 'DECOMMISSIONED' }

export interface Pod {
  name: string; uid: string; member: string; ordinal: number; ip: string; createdAt: number;
  /** The JVM runs. */
  running: boolean;
  terminating: boolean;
  starts: number;
  mode: NodeMode;
  hostId?: string;
  decommissionError?: string;
  cleanup: Cleanup;
  /** What this node has heard of others, by host ID. */
  heard: Map<string, Entry>;
}

export interface Entry { address: string; state: NodeStatus['state']; up: boolean }

/** How much goes wrong, 0..1 per tick. */
export interface Trouble { gossipLag: number; slow: number; decommissionFails: number }

export const CALM: Trouble = { gossipLag: 0.7, slow: 0.2, decommissionFails: 0 };
export const ROUGH: Trouble = { gossipLag: 0.85, slow: 0.3, decommissionFails: 0.03 };

/** What must never happen has happened. */
export class Violation extends Error {}

/**
 * StatefulSets, volumes and a Cassandra ring, as far as operations can tell. Time passes in ticks; all chance comes from
 * the function that is given, so that a run can be had again.
 */
export class RingModel {
  now = 1_800_000_000_000;
  pods: Pod[] = [];
  claims: Claim[] = [];
  /** The ring as it is, by host ID. */
  readonly ring = new Map<string, Entry>();
  /** The last time that somebody else did something that an operation could not have known of. */
  disturbedAt = 0;
  scaledByOthers = false;
  /** Somebody else lets nodes leave. */
  decommissionedByOthers = false;
  trouble: Trouble = ROUGH;
  /** Nodes that take connections and that other nodes do not reach, by host ID. */
  readonly cutOff = new Set<string>();
  private serial = 0;
  private ticks = 0;
  /** Commands that were sent and have not begun. */
  private pending: { uid: string; command: 'decommission' | 'drain' }[] = [];

  constructor(readonly desired: Map<string, number>, private readonly chance: () => number, readonly keepsLog: boolean) {
    for (const [member, count] of desired) {
      for (let ordinal = 0; ordinal < count; ordinal++) {
        const pod = this.makePod(member, ordinal);

        Object.assign(this.claimOf(pod)!, { hostId: pod.uid, bootstrapped: 'COMPLETED' });
        pod.createdAt -= 86_400_000;
        this.begin(pod);
      }
    }
    this.gossip(0);
  }

  isReady(pod: Pod): boolean {
    return pod.running && !pod.terminating && (pod.mode === 'NORMAL' || pod.mode === 'LEAVING' || pod.mode === 'DECOMMISSION_FAILED');
  }

  /** Whether a container ends again and again. */
  isCrashing(pod: Pod): boolean {
    return !pod.running && pod.starts > 1;
  }

  claimOf(pod: { name: string }): Claim | undefined {
    return this.claims.find((claim) => claim.pod === pod.name);
  }

  podNamed(name: string): Pod | undefined {
    return this.pods.find((pod) => pod.name === name);
  }

  get replicas(): Replicas {
    return Object.fromEntries(this.desired);
  }

  /** The pods that the StatefulSets ask for. */
  askedFor(): string[] {
    return [...this.desired].flatMap(([member, count]) => Array.from({ length: count }, (_, ordinal) => `${ member }-${ ordinal }`));
  }

  moving(): string[] {
    return [...this.ring].filter(([, { state }]) => state !== 'normal').map(([hostId]) => hostId);
  }

  down(): string[] {
    return [...this.ring].filter(([, { up }]) => !up).map(([hostId]) => hostId);
  }

  tick(milliseconds: number): void {
    this.now += milliseconds;
    this.control();
    this.pods.forEach((pod) => this.live(pod));
    this.pending = this.pending.filter((each) => !this.happens() || !this.run(each));
    this.ring.forEach((entry, hostId) => {
      entry.up = this.pods.some((pod) => pod.hostId === hostId && pod.running && pod.mode !== 'DRAINED') && !this.cutOff.has(hostId);
    });
    // However slow it is, after some time everybody has heard.
    this.gossip(++this.ticks % 6 === 0 ? 0 : this.trouble.gossipLag);
    this.check();
  }

  /** `nodetool status`; `undefined` where nobody answers. */
  status(pod: Pod): RingStatus | undefined {
    if (!pod.running || !['NORMAL', 'JOINING', 'LEAVING', 'DECOMMISSION_FAILED'].includes(pod.mode)) {
      return undefined;
    }
    const nodes = [...pod.heard].map(([hostId, { address, state, up }]): NodeStatus => ({ address, hostId, state, up, load: 1, tokens: 16, owns: undefined, effective: false, rack: 'r' }));

    return { datacenters: [{ name: 'dc', nodes }], notes: [] };
  }

  send(pod: Pod, command: 'decommission' | 'drain'): void {
    pod.decommissionError = undefined;
    this.pending.push({ uid: pod.uid, command });
  }

  /** A process or its pod ends without being asked. */
  kill(pod: Pod, whole: boolean): void {
    this.disturbedAt = this.now;
    this.end(pod);
    if (whole) {
      this.remove(pod);
    }
  }

  delete(pod: Pod): void {
    pod.terminating = true;
  }

  private happens(): boolean {
    return this.chance() >= this.trouble.slow;
  }

  /**
   * One StatefulSet after the other, OrderedReady: one pod at a time comes or goes. The first that is missing or not
   * ready is waited for before any other is made, and before any is taken away; of those that are to go, one that is not
   * ready stays, too, unless it is the first such.
   */
  private control(): void {
    for (const [member, count] of this.desired) {
      const own = this.pods.filter((pod) => pod.member === member).sort((a, b) => a.ordinal - b.ordinal);
      const extra = own.filter(({ ordinal }) => ordinal >= count).at(-1);
      const unready = own.find((pod) => !this.isReady(pod));
      const open = Array.from({ length: count }, (_, ordinal) => ordinal).find((ordinal) => !own.some((pod) => pod.ordinal === ordinal && this.isReady(pod)));

      if (open !== undefined) {
        if (!own.some(({ ordinal }) => ordinal === open) && this.happens()) {
          this.makePod(member, open);
        }
      } else if (extra && this.happens()) {
        extra.terminating ||= unready === extra || this.isReady(extra);
      }
    }
    this.pods.filter(({ terminating }) => terminating).forEach((pod) => {
      this.end(pod);
      if (this.happens()) {
        this.remove(pod);
      }
    });
    this.claims = this.claims.filter((claim) => !claim.going || this.podNamed(claim.pod));
  }

  private makePod(member: string, ordinal: number): Pod {
    const name = `${ member }-${ ordinal }`;
    const id = ++this.serial;
    const pod: Pod = { name, uid: `pod${ id }`, member, ordinal, ip: `10.0.${ id >> 8 }.${ id & 255 }`, createdAt: this.now, running: false, terminating: false, starts: 0, mode: 'STARTING', cleanup: { id: undefined, state: 'none' }, heard: new Map() };

    if (!this.claimOf(pod)) {
      this.claims.push({ name: `data-${ name }`, uid: `claim${ id }`, pod: name, left: false, going: false });
    }
    this.pods.push(pod);

    return pod;
  }

  private live(pod: Pod): void {
    const claim = this.claimOf(pod);

    if (pod.terminating || !claim || !this.happens()) {
      return;
    }
    if (!pod.running) {
      this.begin(pod);
    } else if (pod.mode === 'JOINING') {
      claim.bootstrapped = 'COMPLETED';
      this.become(pod, 'NORMAL', 'normal');
    } else if (pod.mode === 'LEAVING') {
      this.goOnLeaving(pod, claim);
    } else if (pod.mode === 'DRAINING') {
      pod.mode = 'DRAINED';
    } else if (pod.cleanup.state === 'running') {
      pod.cleanup = { ...pod.cleanup, state: this.chance() < this.trouble.decommissionFails ? 'failed' : 'finished' };
    }
  }

  /** The JVM starts on what is on the volume. */
  private begin(pod: Pod): void {
    const claim = this.claimOf(pod)!;

    pod.starts++;
    if (claim.bootstrapped === 'DECOMMISSIONED' || (claim.bootstrapped === undefined && this.moving().some((hostId) => hostId !== claim.hostId))) {
      return;
    }
    pod.hostId = claim.hostId ??= pod.uid;
    pod.running = true;
    pod.decommissionError = undefined;
    pod.cleanup = { id: undefined, state: 'none' };
    pod.heard = new Map(this.ring);
    this.become(pod, claim.bootstrapped ? 'NORMAL' : 'JOINING', claim.bootstrapped ? 'normal' : 'joining');
  }

  private goOnLeaving(pod: Pod, claim: Claim): void {
    // Streams end where a node is down.
    if (this.down().length > 0 || this.chance() < this.trouble.decommissionFails) {
      pod.decommissionError = 'Stream failed';
      if (this.chance() < 0.5) {
        pod.mode = 'DECOMMISSION_FAILED';
      }
    }
    if (pod.mode === 'LEAVING' && pod.decommissionError === undefined && this.happens()) {
      this.ring.delete(pod.hostId ?? '');
      claim.bootstrapped = 'DECOMMISSIONED';
      pod.mode = 'DECOMMISSIONED';
    }
  }

  private become(pod: Pod, mode: NodeMode, state?: Entry['state']): void {
    pod.mode = mode;
    if (state && pod.hostId !== undefined) {
      this.ring.set(pod.hostId, { address: pod.ip, state, up: true });
    }
  }

  private end(pod: Pod): void {
    const entry = this.ring.get(pod.hostId ?? '');

    this.cutOff.delete(pod.hostId ?? '');
    pod.running = false;
    pod.mode = 'STARTING';
    this.pending = this.pending.filter(({ uid }) => uid !== pod.uid);
    if (entry?.state === 'joining') {
      this.ring.delete(pod.hostId ?? '');
    } else if (entry) {
      entry.up = false;
    }
  }

  private remove(pod: Pod): void {
    this.pods = this.pods.filter((each) => each !== pod);
  }

  private run({ uid, command }: { uid: string; command: 'decommission' | 'drain' }): boolean {
    const pod = this.pods.find((each) => each.uid === uid);

    if (!pod?.running) {
      return true;
    }
    if (command === 'drain' && pod.mode === 'NORMAL') {
      pod.mode = 'DRAINING';
    } else if (command === 'decommission' && [...this.ring].every(([hostId, { state }]) => hostId === pod.hostId || state !== 'normal')) {
      pod.decommissionError = 'no other normal nodes in the ring';
    } else if (command === 'decommission' && (pod.mode === 'NORMAL' || pod.mode === 'DECOMMISSION_FAILED')) {
      this.become(pod, 'LEAVING', 'leaving');
    }

    return true;
  }

  /** Each node hears of each change later or sooner; of itself it knows at once. */
  private gossip(lag: number): void {
    for (const pod of this.pods.filter(({ running, mode }) => running && mode !== 'DECOMMISSIONED' && mode !== 'DRAINED')) {
      for (const hostId of new Set([...pod.heard.keys(), ...this.ring.keys()])) {
        const entry = this.ring.get(hostId);

        if (hostId === pod.hostId || this.chance() >= lag) {
          if (entry) {
            pod.heard.set(hostId, hostId === pod.hostId ? { ...entry, up: true } : { ...entry });
          } else {
            pod.heard.delete(hostId);
          }
        }
      }
    }
  }

  private check(): void {
    if (this.moving().length > 1 && !this.scaledByOthers && !this.decommissionedByOthers) {
      throw new Violation(`${ this.moving().length } nodes join or leave at once`);
    }
  }
}

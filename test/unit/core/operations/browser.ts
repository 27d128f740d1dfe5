import { formatIntent, parseIntent, withDone, type Intent } from '../../../../pkg/cassandra/core/operations/intent';
import { next } from '../../../../pkg/cassandra/core/operations/next';
import type { Cleanup, Fact, Observation, PodObservation, RingView } from '../../../../pkg/cassandra/core/operations/observed';
import type { Action, Step } from '../../../../pkg/cassandra/core/operations/step';
import type { NodeMode } from '../../../../pkg/cassandra/core/nodetool/netstats';
import { Violation, type Pod, type RingModel } from './ring-model';

/** So long after somebody else's doing a browser may act by what it saw before. */
export const UNAWARE_MS = 120_000;

type Said = Partial<Pick<PodObservation, 'decommissionError' | 'failure'>> & { mode?: Fact<NodeMode>; cleanup?: Fact<Cleanup> };
type Snapshot = Pick<Observation, 'members' | 'pods' | 'claims'>;

/** The annotation; one for all browsers. */
export interface Store { text: string }

/** A browser that carries out an operation: what it knows is its own, what it does is judged by what is true. */
export class Browser {
  private readonly said = new Map<string, Said>();
  private readonly views = new Map<string, RingView>();
  private snapshot: Snapshot | undefined;
  /** What was sent and has not arrived when the browser died. */
  sent: Action | undefined;

  constructor(private readonly model: RingModel, private readonly store: Store, private readonly chance: () => number, public trouble: number) {}

  get intent(): Intent {
    return parseIntent(this.store.text)!;
  }

  /** Looks, decides, and carries out what comes of it, unless that gets lost. */
  step(): Step {
    const step = next(this.observe(), this.intent);

    if (step.kind === 'act') {
      this.sent = step.action;
      if (this.chance() >= this.trouble) {
        this.perform(step.action);
        this.sent = undefined;
      }
    }

    return step;
  }

  private observe(): Observation {
    const { model } = this;

    // A watch may be late, though not by much.
    this.snapshot = this.snapshot && this.chance() < this.trouble / 2 ? this.snapshot : {
      members: [...model.desired].map(([name, desired]) => ({ name, start: 0, desired, partition: 0, updateRevision: '1', deletesClaims: false })),
      pods:    model.pods.map((pod) => ({
        name: pod.name, uid: pod.uid, member: pod.member, ordinal: pod.ordinal, addresses: [pod.ip], revision: '1', running: pod.running, ready: model.isReady(pod), terminating: pod.terminating, crashing: model.isCrashing(pod), createdAt: pod.createdAt,
      })),
      claims: model.claims.map(({ name, uid, pod, going, left }) => ({ name, uid, pod, terminating: going, left })),
    };

    return { ...this.snapshot, now: model.now, views: [...this.views.values()], pods: this.snapshot.pods.map((pod) => ({ ...pod, ...this.said.get(pod.uid), ...this.logOf(pod) })) };
  }

  /** What the log of a container that ended says. */
  private logOf({ uid }: { uid: string }): Said {
    const { model } = this;
    const pod = model.pods.find((each) => each.uid === uid);

    return pod && model.keepsLog && model.isCrashing(pod) && model.claimOf(pod)?.bootstrapped === 'DECOMMISSIONED' ? { mode: { value: 'DECOMMISSIONED', at: model.now } } : {};
  }

  perform(action: Action): void {
    switch (action.kind) {
      case 'setReplicas': return this.setReplicas(action);
      case 'decommission':
      case 'drain': return this.send(action);
      case 'deletePod': return this.with(action, (pod) => {
        // One that does not run, is drained or has left is out already; this brings it back, or takes away what is left of it.
        if (pod.running && pod.mode !== 'DRAINED' && pod.mode !== 'DECOMMISSIONED') {
          this.requireAlone(pod, 'deletes a pod');
        }
        this.model.delete(pod);
      });
      case 'deleteClaim':
      case 'markClaim': return this.touchClaim(action);
      case 'cleanup': return this.with(action, (pod) => {
        if (pod.cleanup.id === action.id && pod.cleanup.state !== 'failed') {
          return; // it was begun already
        }
        this.require(this.model.moving().length === 0 || this.isUnaware(), 'cleans up while nodes move');
        this.require(this.model.pods.every(({ cleanup }) => cleanup.state !== 'running' || this.isUnaware()), 'cleans up two nodes at once');
        pod.cleanup = { id: action.id, state: 'running' };
      });
      case 'record': {
        this.store.text = formatIntent(withDone(this.intent, action.pod));

        return;
      }
      case 'observe': {
        action.modes.forEach((name) => this.ask(name, (pod) => ({ mode: { value: pod.mode, at: this.model.now }, decommissionError: pod.decommissionError })));
        action.cleanups.forEach((name) => this.ask(name, (pod) => ({ cleanup: { value: pod.cleanup, at: this.model.now } })));
        action.rings.forEach((name) => this.ask(name, (pod) => this.look(pod)));
      }
    }
  }

  private ask(name: string, read: (pod: Pod) => Said | undefined): void {
    const { now } = this.model;
    const pod = this.model.podNamed(name);
    const answer = pod?.running && this.chance() >= this.trouble ? read(pod) : undefined;

    if (pod) {
      this.said.set(pod.uid, { ...this.said.get(pod.uid), failure: undefined, ...(answer ?? { failure: { value: { code: 'failed', said: 'x' }, at: now } }) });
    }
  }

  private look(pod: Pod): Said | undefined {
    const value = this.model.status(pod);

    if (value) {
      this.views.set(pod.name, { pod: pod.name, uid: pod.uid, at: this.model.now, value });
    }

    return value && {};
  }

  private setReplicas({ member, from, to }: Action & { kind: 'setReplicas' }): void {
    const { model, intent } = this;
    const pod = { name: `${ member }-${ Math.min(from, to) }` };
    const claim = model.claimOf(pod);

    if (model.desired.get(member) !== from) {
      return; // a conflict
    }
    if (intent.kind === 'scaleUp') {
      this.require(!claim || this.isUnaware(), 'lets a new node have an old claim');
      this.require(to === from + 1, 'adds several nodes');
      this.requireAlone(undefined, 'adds a node');
      this.require([...model.ring.keys()].every((hostId) => model.pods.some(({ hostId: own, heard }) => own !== hostId && heard.get(hostId)?.state === 'normal')) || model.ring.size === 1 || this.isUnaware(), 'adds a node before others know the last one');
    }
    if (intent.kind === 'start') {
      const coming = Array.from({ length: to - from }, (_, index) => model.claimOf({ name: `${ member }-${ from + index }` }));

      // Others may have let a node leave and then scaled it away, or have it make a claim: that is not written on the claim.
      this.require(coming.every((each) => each && !each.left && (each.bootstrapped === 'COMPLETED' || model.scaledByOthers)), 'starts a node without its data');
    }
    if (intent.kind === 'scaleDown') {
      this.require(to === from - 1, 'removes several nodes');
      this.require(claim?.bootstrapped === 'DECOMMISSIONED', 'removes a node that has not left');
      this.require(!model.ring.has(claim?.hostId ?? ''), 'removes a node of the ring');
      const others = model.pods.filter(({ name }) => name !== pod.name);
      // Sent late, when somebody else has scaled away all that had heard of it; the mark was set because they had.
      const isAlone = others.length === 0 && model.scaledByOthers && claim?.left === true;

      this.require(isAlone || others.some(({ heard }) => !heard.has(claim?.hostId ?? '')), 'removes a node that others still list');
    }
    model.desired.set(member, to);
  }

  private send(action: Action & { kind: 'decommission' | 'drain' }): void {
    this.with(action, (pod) => {
      if (this.intent.kind !== 'stop') {
        this.requireAlone(pod, `${ action.kind }s a node`);
      }
      if (action.kind === 'decommission') {
        this.require(pod.ordinal === (this.model.desired.get(pod.member) ?? 0) - 1 || this.isUnaware(), 'decommissions a node that is not the last one');
        this.require(pod.ordinal >= (this.intent.targets[pod.member] ?? 0), 'decommissions a node that shall stay');
      }
      this.model.send(pod, action.kind);
    });
  }

  private touchClaim(action: Action & { kind: 'deleteClaim' | 'markClaim' }): void {
    const claim = this.model.claims.find(({ name, uid }) => name === action.claim && uid === action.uid);

    if (!claim) {
      return;
    }
    this.require(claim.bootstrapped === 'DECOMMISSIONED', `${ action.kind } of a node that has not left`);
    if (action.kind === 'markClaim') {
      claim.left = true;
    } else {
      this.require(this.intent.claims === 'delete', 'deletes a claim that shall be kept');
      this.require(!this.model.podNamed(claim.pod) || this.isUnaware(), 'deletes the claim of a pod that is there');
      claim.going = true;
    }
  }

  private with({ pod: name, uid }: { pod: string; uid: string }, then: (pod: Pod) => void): void {
    const pod = this.model.podNamed(name);

    if (pod?.uid === uid) {
      then(pod);
    }
  }

  /** No other node is out, comes or goes. */
  private requireAlone(pod: Pod | undefined, what: string): void {
    const others = [...this.model.down(), ...this.model.moving()].filter((hostId) => hostId !== pod?.hostId);

    this.require(others.length === 0 || this.isUnaware() || this.intent.kind === 'stop', `${ what } while another is down or moves`);
  }

  private isUnaware(): boolean {
    return this.model.now - this.model.disturbedAt < UNAWARE_MS || this.model.scaledByOthers;
  }

  private require(holds: boolean, what: string): void {
    if (!holds) {
      throw new Violation(what);
    }
  }
}

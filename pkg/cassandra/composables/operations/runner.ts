import { restartsOf } from '../../core/cluster/pods';
import { databaseContainer, observationOf, signatureOf } from '../../core/operations/observe';
import type { Observation } from '../../core/operations/observed';
import { next } from '../../core/operations/next';
import type { Intent } from '../../core/operations/intent';
import type { Act, Step } from '../../core/operations/step';
import { Stopwatch } from '../../core/operations/stopwatch';
import { carryOut, type Place } from '../../rancher/operations/act';
import { StaleError } from '../../rancher/operations/fresh';
import { endIntent, intentOf, type Carrier } from '../../rancher/operations/intent-store';
import { ClusterLease, LEASE_SECONDS, RENEW_EVERY_MS, type Tenure } from '../../rancher/operations/lease';
import { readObjects, type ReadObjects } from '../../rancher/operations/objects';
import type { ClusterContext } from '../../rancher/store';
import type { OperationState } from '../useOperation';
import type { HeardBefore } from './heard';
import { pause } from './pace';
import { Questions } from './questions';
import { ServerClock } from './server-clock';

/** A lease that has not been renewed for so long has lost its holder: what it lasts, and what clocks may differ by. */
const ABANDONED_MS = LEASE_SECONDS * 1000 + 15_000;

/** Between two tries of what failed. */
const RETRY_MS = { first: 2000, most: 30_000 };

/** Who only watches is in no hurry. */
const WATCHING_MS = 3000;

/** Until it is looked at again what was no longer so. */
const SOON_MS = 1000;

/** Events come in swarms. */
const SWARM_MS = 300;

/**
 * One operation in this browser: looks at what is, says what comes next, and carries it out if this browser drives.
 * All that has to outlive it stands on the StatefulSet and the Lease.
 */
export class OperationRunner {
  state: OperationState;
  private readonly clock = new ServerClock();
  private readonly lease: ClusterLease;
  private readonly questions: Questions;
  private readonly watch = new Stopwatch();
  private objects: ReadObjects | undefined;
  private signature = '';
  private changedAt = 0;
  private lookedAt = -Infinity;
  /** When the Lease was seen to be written, by this browser's own clock. */
  private renewed: { text: string; at: number } = { text: '', at: 0 };
  private leasing: Promise<unknown> = Promise.resolve();
  private renewing: ReturnType<typeof setInterval> | undefined;
  private ordered: Act | undefined;
  /** By this browser, a moment ago: nobody else has driven it. */
  private isBegun: boolean;
  private failures = 0;
  private stopped = false;
  /** Ms within which something wants a look. */
  private poked = Infinity;
  private performing: Promise<unknown> = Promise.resolve();
  private wake: (within: number) => void = () => undefined;

  /**
   * @param onChange the state is another one
   * @param onEnd the operation is over, or is another one
   * @param heard before, by whoever begins this operation here and now
   */
  constructor(private readonly context: ClusterContext, private readonly carrier: Carrier, cluster: string, intent: Intent, private readonly onChange: () => void, private readonly onEnd: () => void, private heard?: HeardBefore) {
    this.state = { intent, role: 'watching', times: [] };
    this.lease = new ClusterLease(context, { namespace: carrier.namespace, name: cluster });
    this.questions = new Questions(context, this.place, () => this.clock.now(), () => this.poke(0));
    this.isBegun = heard !== undefined;
    this.run();
  }

  /**
   * Something has happened that is worth a look.
   *
   * @param within ms; less than the default is for what does not come in swarms
   */
  poke(within = SWARM_MS): void {
    this.poked = Math.min(this.poked, within);
    this.wake(within);
  }

  /** Becomes the one who drives. @returns `mine`, or who drives instead */
  async drive(): Promise<Tenure> {
    const tenure = await this.acquire();

    if (tenure.state === 'mine' && !this.stopped) {
      if (this.state.role !== 'driving' && !this.isBegun) {
        this.questions.forgetAll();
      }
      this.isBegun = false;
      clearInterval(this.renewing);
      this.renewing = setInterval(() => this.acquire().catch(() => undefined), RENEW_EVERY_MS);
      this.set({ role: 'driving' });
      this.poke();
    }

    return tenure;
  }

  /** Carries out what the blocked step offers, if it still does. */
  retry(): void {
    const { role, step } = this.state;

    this.ordered = role === 'driving' && step?.kind === 'blocked' ? step.retry : undefined;
    this.poke();
  }

  /** Lets go of the operation; others may drive it at once. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.renewing);
    this.questions.stop();
    this.poke();
    if (this.state.role === 'driving') {
      await this.performing.catch(() => undefined);
      await this.leasing.catch(() => undefined);
      await this.lease.release();
    }
  }

  private get place(): Place {
    const { carrier, state: { intent } } = this;

    return {
      namespace: carrier.namespace, carrier, id: intent.id,
      containerOf: (pod) => {
        const set = this.objects?.sets.find(({ metadata }) => metadata?.name === pod.replace(/-\d+$/, ''));

        return set && databaseContainer(set);
      },
    };
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      let rest: number;

      this.poked = Infinity;
      try {
        rest = await this.turn();
        this.failures = 0;
        this.set({ problem: undefined });
      } catch (thrown) {
        // What was decided from is no longer so: that is no failure.
        const isStale = thrown instanceof StaleError;

        this.failures += Number(!isStale);
        rest = isStale ? SOON_MS : Math.min(RETRY_MS.most, RETRY_MS.first * 2 ** (this.failures - 1));
        this.set({ acting: undefined, ...(!isStale && { problem: thrown instanceof Error ? thrown.message : String(thrown) }) });
      }
      await this.sleep(rest);
    }
  }

  /** @returns ms until the next one */
  private async turn(): Promise<number> {
    const { carrier, state: { intent: last } } = this;

    this.objects = await readObjects(this.context, carrier.namespace, Object.keys(last.from));
    this.clock.told(this.objects.serverTime);
    if (this.heard) {
      this.questions.hear(this.heard);
      this.heard = undefined;
    }
    const set = this.objects.sets.find(({ metadata }) => metadata?.name === carrier.name);
    const stored = set && intentOf(set);

    if (stored?.state !== 'stored' || stored.intent.id !== last.id) {
      await this.stop();
      this.onEnd();

      return 0;
    }
    await this.lookAtLease();
    if (this.state.role === 'watching') {
      this.questions.forgetEnded();
    }
    const { intent } = stored;
    const observation = await this.observe(intent, this.objects);
    const step = next(observation, intent);

    this.set({ intent, observation });
    if (step.kind === 'act' && step.action.kind === 'observe') {
      const wasAsked = await this.questions.ask(step.action, observation.pods);

      this.set({ ring: this.questions.ring });

      return wasAsked ? 0 : this.pause();
    }
    this.watch.at(step, observation.now);
    this.set({ step, times: this.watch.times });

    return this.state.role === 'driving' ? this.go(intent, observation, step) : this.pause();
  }

  private async observe(intent: Intent, objects: ReadObjects): Promise<Observation> {
    const { questions } = this;
    const made = () => observationOf(this.clock.now(), Object.keys(intent.from), objects, questions.said, questions.views);
    const first = made();
    const signature = signatureOf(first);

    if (signature !== this.signature) {
      this.signature = signature;
      this.changedAt = first.now;
      questions.event();
    }
    questions.keep(first.pods.map((pod) => ({ pod, restarts: restarts(objects, pod.uid) })));
    if (intent.kind === 'scaleDown') {
      await Promise.all(first.pods.filter(({ crashing }) => crashing).map((pod) => questions.readLog(pod)));
    }

    return made();
  }

  private async go(intent: Intent, observation: Observation, step: Step): Promise<number> {
    const { ordered } = this;

    this.ordered = undefined;
    if (step.kind === 'done') {
      if (await this.isMine()) {
        await endIntent(this.context, this.carrier, intent, step.outcome, this.watch.times);
      }

      return 0;
    }
    if (step.kind === 'blocked' && ordered && step.retry && JSON.stringify(ordered) === JSON.stringify(step.retry)) {
      await this.perform(observation, ordered);

      return 0;
    }
    if (step.kind === 'act' && step.action.kind !== 'observe') {
      await this.perform(observation, step.action);

      return 0;
    }

    return this.pause();
  }

  private async perform({ pods }: Observation, act: Act): Promise<void> {
    if (!await this.isMine()) {
      return;
    }
    this.set({ acting: act });
    try {
      this.performing = carryOut(this.context, this.place, act);
      await this.performing;
    } finally {
      // Also when it is not known whether it was done.
      if (act.kind !== 'record' && 'pod' in act) {
        this.questions.acted(pods.find(({ name }) => name === act.pod), begun(act));
      }
      this.changedAt = this.clock.now();
      this.set({ acting: undefined });
    }
  }

  /** Makes sure of it, and gains time for what is to be done. */
  private async isMine(): Promise<boolean> {
    return (await this.acquire()).state === 'mine' && !this.stopped;
  }

  private acquire(): Promise<Tenure> {
    const asked = this.leasing.catch(() => undefined).then(() => this.stopped ? this.lease.look() : this.lease.acquire());

    this.leasing = asked;

    return asked.then((tenure) => {
      if (tenure.state !== 'mine') {
        clearInterval(this.renewing);
      }
      this.set({ tenure, ...(tenure.state !== 'mine' && { role: 'watching' as const }) });

      return tenure;
    });
  }

  /** Who drives, in the eyes of one who does not. One who has said nothing for too long is gone. */
  private async lookAtLease(): Promise<void> {
    const now = performance.now();

    if (this.state.role === 'driving' || now - this.lookedAt < WATCHING_MS) {
      return;
    }
    this.lookedAt = now;
    const tenure = await this.lease.look().catch(() => undefined);
    const text = tenure?.state === 'held' ? `${ tenure.by.user } ${ tenure.by.tab } ${ tenure.renewed }` : '';

    if (text !== this.renewed.text) {
      this.renewed = { text, at: now };
    }
    this.set({ tenure: tenure?.state === 'held' && now - this.renewed.at > ABANDONED_MS ? { state: 'free' } : tenure });
  }

  private pause(): number {
    return Math.max(this.state.role === 'driving' ? 0 : WATCHING_MS, pause(this.clock.now() - this.changedAt));
  }

  private set(change: Partial<OperationState>): void {
    const after = { ...this.state, ...change };
    const isSame = Object.keys(change).every((key) => Object.is(Reflect.get(after, key), Reflect.get(this.state, key)));

    if (!isSame) {
      this.state = after;
      this.onChange();
    }
  }

  private sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      let timer = setTimeout(resolve, Math.min(ms, this.poked));

      this.wake = (within) => {
        clearTimeout(timer);
        timer = setTimeout(resolve, Math.min(ms, within));
        this.wake = () => undefined;
      };
    });
  }
}

function begun(act: Act) {
  switch (act.kind) {
    case 'decommission':
    case 'drain': return { name: act.kind, id: act.uid };
    case 'cleanup': return { name: act.kind, id: act.id };
    default: return undefined;
  }
}

function restarts({ pods }: ReadObjects, uid: string): number {
  const pod = pods.find(({ metadata }) => metadata?.uid === uid);

  return pod ? restartsOf(pod) : 0;
}

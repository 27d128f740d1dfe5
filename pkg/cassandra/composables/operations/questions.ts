import type { Observed } from '../../core/cluster/facts';
import { parseCompactionStats } from '../../core/nodetool/compaction-stats';
import type { DetachedName, DetachedRun } from '../../core/nodetool/detached';
import { parseNetstats, type NodeMode } from '../../core/nodetool/netstats';
import { parseStatus, type RingStatus } from '../../core/nodetool/status';
import type { Said } from '../../core/operations/observe';
import type { Cleanup, PodObservation, RingView } from '../../core/operations/observed';
import type { Action } from '../../core/operations/step';
import { ExecError, execsWithin } from '../../rancher/exec';
import { containerLog } from '../../rancher/kube/logs';
import type { Place } from '../../rancher/operations/act';
import type { ClusterContext } from '../../rancher/store';
import { runNodetool } from '../runNodetool';
import type { HeardBefore } from './heard';
import { CALM_MS, SOONEST_MS, spacing } from './pace';
import { Runs } from './runs';

type Observe = Extract<Action, { kind: 'observe' }>;
type Question = 'mode' | 'ring' | 'cleanup';

/** As many commands are run in a pod in a minute of an operation, by whomever of this tab. */
const MOST_A_MINUTE = 6;
const MINUTE_MS = 60_000;

/** Of these beginning something takes so many: the command, and the wait for its end. */
const TO_BEGIN = 2;

/** Between two questions to a node that gave no answer: that it is ready, Kubernetes says sooner. */
const AFTER_FAILURE_MS = 12_000;

/** Others are asked what they see of something so long after it was begun. */
const OTHERS_MS = 10_000;

/** Where the log of a container that ended says why it does not start. */
const LOG_LINES = 200;
const HAS_LEFT = /was decommissioned and will not rejoin/;

/** What a node does when it has done what it was told to. */
const MODES_AFTER: Partial<Record<DetachedName, NodeMode>> = { decommission: 'DECOMMISSIONED', drain: 'DRAINED' };

/** Only of these it is of interest what became of a decommission. */
const MAY_HAVE_FAILED: readonly NodeMode[] = ['NORMAL', 'LEAVING', 'DECOMMISSION_FAILED'];

/** A pod of a uid, and the container that runs in it: when that is started anew, it says everything anew. */
interface Known { pod: PodObservation; restarts: number }

/**
 * What the pods of an operation have told, and asking them: no oftener than it is worth, and never so often that it
 * burdens a database.
 */
export class Questions {
  readonly said = new Map<string, Said>();
  private readonly viewsByUid = new Map<string, RingView>();
  private readonly askedAt = new Map<string, number>();
  private readonly runs: Runs;
  private readonly containers = new Map<string, number>();
  private readonly begunAt = new Map<string, number>();
  private readonly changedAt = new Map<string, number>();
  private readonly since = performance.now();
  private eventAt: number;
  /** The last ring that was told, as the page shows it. */
  ring: Observed<RingStatus> | undefined;

  /**
   * @param clock ms since 1970, by the API server
   * @param onEvent something has ended in a pod, so that it is worth looking
   */
  constructor(private readonly context: ClusterContext, private readonly place: Place, private readonly clock: () => number, private readonly onEvent: () => void) {
    this.eventAt = clock();
    this.runs = new Runs(context, place, (pod) => this.room(pod) > 0, (pod, name, run) => this.ended(pod, name, run));
  }

  get views(): RingView[] {
    return [...this.viewsByUid.values()];
  }

  /** Something has happened: it is worth asking at once, and again soon. */
  event(): void {
    this.eventAt = this.clock();
  }

  /** Forgets what was said by pods that are gone, and by containers that are. */
  keep(pods: readonly Known[]): void {
    const uids = new Set(pods.map(({ pod }) => pod.uid));

    for (const { pod: { uid }, restarts } of pods) {
      if ((this.containers.get(uid) ?? restarts) !== restarts) {
        this.forget(uid);
      }
      this.containers.set(uid, restarts);
    }
    for (const uid of [...this.containers.keys()].filter((each) => !uids.has(each))) {
      this.forget(uid);
      this.containers.delete(uid);
    }
  }

  /** Others may have begun something since: how it ended what was begun before may no longer be how the last one did. */
  forgetEnded(): void {
    this.runs.forgetEnded();
  }

  /** Takes for said what this page has heard just before. Only a node that does nothing has nothing else to tell of. */
  hear({ netstats, rings }: HeardBefore, wall: number = Date.now()): void {
    const behind = this.clock() - wall;

    for (const { uid, said: { value: { mode, streams }, at } } of netstats) {
      if (mode === 'NORMAL') {
        this.tell({ uid }, { mode: { value: mode, at: at + behind }, streams });
      }
    }
    for (const { uid, said: { value, pod, at } } of rings) {
      this.viewsByUid.set(uid, { pod, uid, at: at + behind, value });
    }
  }

  /** Others may have acted since all this was said. */
  forgetAll(): void {
    this.said.clear();
    this.viewsByUid.clear();
    this.forgetEnded();
    this.event();
  }

  /**
   * Asks what is to be known, as far as it is time for it.
   *
   * @returns whether anything was asked
   */
  async ask({ modes, rings, cleanups }: Observe, pods: readonly PodObservation[]): Promise<boolean> {
    const wanted = ([['mode', modes], ['ring', rings], ['cleanup', cleanups]] as const)
      .flatMap(([question, names]) => names.map((name) => ({ question, pod: pods.find((pod) => pod.name === name) })))
      .flatMap(({ question, pod }) => pod ? [{ question, pod }] : []);
    // What is wanted together is asked together: one by one, the first would be too old when the last is due.
    const earliest = wanted.some(({ question, pod }) => this.isDue(question, pod)) ? SOONEST_MS : Infinity;
    const rooms = new Map<string, number>();
    const due = wanted.filter(({ question, pod }) => {
      const room = (rooms.get(pod.uid) ?? this.room(pod)) - this.costOf(question, pod);
      const isNow = room >= 0 && (this.isDue(question, pod) || (!this.runs.isAwaited(pod) && this.ageOf(question, pod) >= earliest));

      if (isNow) {
        rooms.set(pod.uid, room);
      }

      return isNow;
    });

    await Promise.all(due.map(({ question, pod }) => this.put(question, pod)));

    return due.length > 0;
  }

  /** Whether a pod that does not run any more has left the ring: only its log can say so. */
  async readLog(pod: PodObservation): Promise<void> {
    const { namespace, containerOf } = this.place;

    if (this.said.get(pod.uid)?.mode?.value === 'DECOMMISSIONED' || !this.isDue('mode', pod)) {
      return;
    }
    const at = this.askNow('mode', pod);

    for (const previous of [false, true]) {
      const log = await containerLog(this.context, { namespace, pod: pod.name, container: containerOf(pod.name) ?? '', previous, tailLines: LOG_LINES }).catch(() => '');

      if (HAS_LEFT.test(log)) {
        this.tell(pod, { mode: { value: 'DECOMMISSIONED', at } });
      }
    }
  }

  /** Something was begun in a pod, or done to one: what was said before that may no longer be so. */
  acted(pod: PodObservation | undefined, begun?: { name: DetachedName; id: string }): void {
    if (pod) {
      this.said.delete(pod.uid);
    }
    if (begun?.name !== 'cleanup') {
      this.viewsByUid.clear(); // others speak of it, too
    }
    this.event();
    if (pod && begun) {
      const at = this.askNow('mode', pod); // it takes a moment to show itself

      this.begunAt.set(pod.name, at);
      this.runs.begun(pod, begun.name, begun.id);
      // Others tell nothing yet that the node does not; and JVMs beside the one that begins it only slow that down.
      this.containers.forEach((_, uid) => this.askedAt.set(`${ uid } ring`, at + OTHERS_MS - SOONEST_MS));
      if (begun.name === 'cleanup') {
        this.askNow('cleanup', pod);
        this.tell(pod, { cleanup: { value: { id: begun.id, state: 'running' }, at } });
      }
    }
  }

  stop(): void {
    this.runs.stop();
  }

  private isDue(question: Question, pod: PodObservation): boolean {
    const now = this.clock();
    const age = this.ageOf(question, pod);

    // The end of what was begun in a pod tells itself. Before that it is worth a look once it has shown itself, and then now and then.
    if (this.runs.isAwaited(pod)) {
      return age >= (now - age === this.begunAt.get(pod.name) ? SOONEST_MS : CALM_MS);
    }

    const hasFailed = this.said.get(pod.uid)?.failure?.value.code === 'failed';

    return now - age < this.eventAt || age >= Math.max(hasFailed ? AFTER_FAILURE_MS : 0, spacing(now - this.eventAt));
  }

  private ageOf(question: Question, pod: PodObservation): number {
    return this.clock() - (this.askedAt.get(`${ pod.uid } ${ question }`) ?? -Infinity);
  }

  /** How many more commands may be run in a pod now. Where something may have to be begun, that is left room for. */
  private room(pod: Pick<PodObservation, 'uid' | 'name'>): number {
    const isBegun = this.runs.isAwaited(pod) || this.clock() - (this.begunAt.get(pod.name) ?? -Infinity) < MINUTE_MS;

    return MOST_A_MINUTE - (isBegun ? 0 : TO_BEGIN) - execsWithin(this.context, this.target(pod), Math.min(MINUTE_MS, performance.now() - this.since));
  }

  private costOf(question: Question, pod: PodObservation): number {
    switch (question) {
      case 'mode': return this.runs.isKnown(pod, 'decommission') ? 1 : 2;
      case 'cleanup': return this.runs.isKnown(pod, 'cleanup') ? 1 : 2;
      case 'ring': return 1;
    }
  }

  private async put(question: Question, pod: PodObservation): Promise<void> {
    const at = this.askNow(question, pod);

    try {
      switch (question) {
        case 'mode': {
          const { value: { mode, streams } } = await runNodetool(this.context, this.target(pod), ['netstats'], parseNetstats);
          const decommissionError = MAY_HAVE_FAILED.includes(mode) ? await this.decommissionError(pod) : undefined;

          // What was begun a moment ago has not shown itself, or has ended meanwhile: then it is not known what the node does.
          const isOld = (mode === 'NORMAL' && this.runs.isAwaited(pod, ['decommission', 'drain'])) || at < (this.changedAt.get(pod.uid) ?? 0);

          return this.tell(pod, isOld ? {} : { mode: { value: mode, at }, streams, decommissionError });
        }
        case 'ring': {
          this.ring = await runNodetool(this.context, this.target(pod), ['status'], parseStatus);
          this.viewsByUid.set(pod.uid, { pod: pod.name, uid: pod.uid, at, value: this.ring.value });

          return this.tell(pod, {});
        }
        case 'cleanup': return this.tell(pod, { cleanup: { value: await this.cleanup(pod), at } });
      }
    } catch (thrown) {
      const said = thrown instanceof Error ? thrown.message : String(thrown);

      this.said.set(pod.uid, { ...this.said.get(pod.uid), failure: { value: { code: thrown instanceof ExecError && thrown.code === 'denied' ? 'denied' : 'failed', said }, at } });
    }
  }

  /** An answer ends what was said of having none. */
  private tell(pod: Pick<PodObservation, 'uid'>, said: Said): void {
    this.said.set(pod.uid, { ...this.said.get(pod.uid), ...said, failure: undefined });
  }

  private async decommissionError(pod: PodObservation): Promise<string | undefined> {
    const run = await this.runs.last(pod, 'decommission');

    return run?.state === 'failed' || run?.state === 'died' ? run.said ?? run.state : undefined;
  }

  private async cleanup(pod: PodObservation): Promise<Cleanup> {
    const run = await this.runs.last(pod, 'cleanup');

    return { ...cleanupOf(run), ...(run?.state === 'running' && await this.cleaned(pod)) };
  }

  /** How far a clean-up is with the tables that it is at; that it cannot be told stops nothing. */
  private async cleaned(pod: PodObservation): Promise<Pick<Cleanup, 'progress'>> {
    try {
      const { value: { running } } = await runNodetool(this.context, this.target(pod), ['compactionstats'], parseCompactionStats);
      const own = running.filter(({ type, unit }) => type === 'Cleanup' && unit === 'bytes');

      return own.length === 0 ? {} : { progress: { done: own.reduce((sum, { done }) => sum + done, 0), total: own.reduce((sum, { total }) => sum + total, 0) } };
    } catch {
      return {};
    }
  }

  private ended(pod: Pick<PodObservation, 'uid' | 'name'>, name: DetachedName, run: DetachedRun | undefined): void {
    const mode = run?.state === 'finished' ? MODES_AFTER[name] : undefined;

    this.said.delete(pod.uid);
    if (name !== 'cleanup') {
      this.viewsByUid.clear(); // what others saw meanwhile would pass for what they see now
      this.containers.forEach((_, uid) => this.askedAt.delete(`${ uid } ring`));
    }
    this.changedAt.set(pod.uid, this.clock());
    this.event();
    if (mode) {
      this.tell(pod, { mode: { value: mode, at: this.askNow('mode', pod) } });
    }
    if (name === 'cleanup' && run) {
      this.tell(pod, { cleanup: { value: cleanupOf(run), at: this.askNow('cleanup', pod) } });
    }
    this.onEvent();
  }

  private forget(uid: string): void {
    this.said.delete(uid);
    this.viewsByUid.delete(uid);
    this.runs.forget(uid);
  }

  private askNow(question: Question, pod: Pick<PodObservation, 'uid'>): number {
    const now = this.clock();

    this.askedAt.set(`${ pod.uid } ${ question }`, now);

    return now;
  }

  private target({ name }: Pick<PodObservation, 'name'>) {
    return { namespace: this.place.namespace, pod: name, container: this.place.containerOf(name) };
  }
}

function cleanupOf(run: DetachedRun | undefined): Cleanup {
  if (!run) {
    return { id: undefined, state: 'none' };
  }
  const { id, state, said } = run;

  return state === 'running' || state === 'finished' ? { id, state } : { id, state: 'failed', said: said ?? state };
}

import { groupBy } from '../group-by';
import type { StepTime } from './history';
import type { Intent } from './intent';
import type { ClaimObservation, MemberObservation, Observation, PodObservation } from './observed';
import { planOf, type PlanStep } from './plan';
import { secondOf } from './restart';
import type { Step, WaitCode } from './step';

/** A step of the plan, and how far it is. */
export interface ProgressStep extends PlanStep {
  /** `open`: not begun, and not begun with any more where the operation was cancelled. */
  state: 'done' | 'now' | 'blocked' | 'open';
  /** How long it took, where this browser saw all of it. */
  seconds?: number;
}

/** What is known of an operation. */
export interface Progress {
  readonly observation?: Observation;
  readonly step?: Step;
  readonly times: readonly StepTime[];
}

/** What was waited for is part of which step. Of whole StatefulSets it is not known: their pods go and come together. */
const PARTS: Readonly<Record<PlanStep['code'], readonly WaitCode[]>> = {
  join:         ['podMissing', 'podStarting', 'joining', 'gossip'],
  cleanup:      ['cleaning'],
  decommission: ['leaving', 'gossip'],
  removePod:    ['podGoing'],
  deleteClaim:  ['claimGoing'],
  keepClaim:    [],
  drain:        ['draining'],
  restart:      ['draining', 'podGoing', 'podMissing', 'podStarting', 'gossip'],
  stop:         [],
  start:        [],
};

/** How far each step of an operation is, in the order of the plan. Before anything was looked at, all are open. */
export function progressOf(intent: Intent, { observation, step, times }: Progress): ProgressStep[] {
  const starts = Object.fromEntries((observation?.members ?? []).map(({ name, start }) => [name, start]));
  const plan = planOf(intent, starts);

  if (!observation) {
    return plan.map((each) => ({ ...each, state: 'open' }));
  }
  const scene = sceneOf(observation, intent, plan, step);
  const isComplete = step?.kind === 'done' && step.outcome === 'complete';
  const found = plan.map((each) => isComplete ? 'done' : verdictOn(each, scene));
  const under = step?.kind === 'blocked' ? 'blocked' : 'now';
  const spent = groupBy(times, ({ pod }) => pod);
  const begun = found.indexOf('begun');
  // What comes next is under way from the first look at whether it may be begun.
  const next = begun < 0 && step && step.kind !== 'done' && intent.cancelledAt === undefined ? found.indexOf('open') : begun;

  return plan.map((each, index): ProgressStep => {
    const state = found[index] ?? 'open';
    const seconds = secondsOf(each, spent.get(each.pod ?? ''));

    if (state === 'done') {
      return { ...each, state, ...(seconds !== undefined && { seconds }) };
    }

    return { ...each, state: index === next ? under : state === 'begun' ? 'now' : 'open' };
  });
}

/** A part of a long list: what comes next and a few after it, or the last ones where nothing is left. */
export function excerptOf(steps: readonly ProgressStep[], most: number): { before: number; shown: readonly ProgressStep[]; after: number } {
  const open = steps.findIndex(({ state }) => state !== 'done');
  const before = Math.max(0, Math.min(open < 0 ? steps.length : open, steps.length - most));

  return { before, shown: steps.slice(before, before + most), after: Math.max(0, steps.length - before - most) };
}

/** What steps are judged by; a large ring has thousands of them. */
interface Scene {
  readonly intent: Intent;
  readonly members: ReadonlyMap<string, MemberObservation>;
  readonly pods: ReadonlyMap<string, PodObservation>;
  readonly claims: ReadonlyMap<string, readonly ClaimObservation[]>;
  /** The pod that was asked for last; the next one is asked for only after it has joined. */
  readonly newest: string | undefined;
  /** The pod of which not all nodes have heard yet. */
  readonly awaited: string | undefined;
}

type Verdict = 'done' | 'begun' | 'open';

function sceneOf(observation: Observation, intent: Intent, plan: readonly PlanStep[], step: Step | undefined): Scene {
  const members = new Map(observation.members.map((member) => [member.name, member]));
  const newest = plan.filter(({ code, member, pod = '' }) => code === 'join' && isAskedFor(members.get(member), pod)).at(-1)?.pod;
  const isAwaited = step?.kind === 'wait' && (step.for === 'gossip' || step.for === 'podStarting');

  return {
    intent,
    members,
    newest,
    pods:    new Map(observation.pods.map((pod) => [pod.name, pod])),
    claims:  groupBy(observation.claims, ({ pod }) => pod),
    awaited: isAwaited ? String(step.args['pod']) : undefined,
  };
}

function verdictOn(step: PlanStep, scene: Scene): Verdict {
  const member = scene.members.get(step.member);

  if (!member) {
    return 'open';
  }
  switch (step.code) {
    case 'stop':
    case 'start': return verdictOnSet(step.code, member, scene);
    case 'join':
    case 'cleanup':
    case 'drain':
    case 'restart': return verdictOnStaying(step.code, step.pod ?? '', member, scene);
    default: return verdictOnLeaving(step.code, step.pod ?? '', member, scene);
  }
}

function verdictOnSet(code: 'stop' | 'start', { name, desired }: MemberObservation, { intent, pods }: Scene): Verdict {
  const own = [...pods.values()].filter(({ member }) => member === name);
  const target = intent.targets[name] ?? 0;
  const isThere = code === 'stop' ? own.length === 0 : own.filter(({ ready }) => ready).length >= target;

  return verdict(desired === target && isThere, desired === target);
}

function verdictOnStaying(code: 'join' | 'cleanup' | 'drain' | 'restart', name: string, member: MemberObservation, { awaited, intent, newest, pods }: Scene): Verdict {
  const pod = pods.get(name);
  const mode = pod?.mode?.value;
  const isAsked = isAskedFor(member, name);
  const isWell = pod?.ready === true && !pod.terminating && awaited !== name;
  const isNew = pod !== undefined && pod.createdAt >= secondOf(intent.startedAt);
  const run = pod?.cleanup?.value;

  switch (code) {
    case 'join': return verdict(isAsked && (isWell || name !== newest), isAsked);
    case 'cleanup': return verdict(intent.done.includes(name), run?.id === intent.id && run.state !== 'none');
    // What does not run has nothing to drain.
    case 'drain': return verdict(!isAsked || !pod?.running || mode === 'DRAINED', mode === 'DRAINING');
    case 'restart': return verdict(isNew && isWell, isNew || !pod || pod.terminating || mode === 'DRAINING' || mode === 'DRAINED');
  }
}

/** Only what a claim says of a pod that is asked for no longer tells whether its node has left, or was taken away. */
function verdictOnLeaving(code: 'decommission' | 'removePod' | 'deleteClaim' | 'keepClaim', name: string, member: MemberObservation, { claims, pods }: Scene): Verdict {
  const pod = pods.get(name);
  const mode = pod?.mode?.value;
  const own = claims.get(name) ?? [];
  const isAsked = isAskedFor(member, name);
  const isMarked = own.length > 0 && own.every(({ left }) => left);
  const hasLeft = isAsked ? mode === 'DECOMMISSIONED' || (isMarked && !pod?.ready) : own.every(({ left, terminating }) => left || terminating);
  const isGone = hasLeft && !isAsked && !pod;

  switch (code) {
    case 'decommission': return verdict(hasLeft, mode === 'LEAVING' || mode === 'DECOMMISSION_FAILED');
    case 'removePod': return verdict(isGone, hasLeft);
    case 'deleteClaim': return verdict(isGone && own.length === 0, isGone);
    case 'keepClaim': return verdict(isGone, isGone);
  }
}

function verdict(isDone: boolean, isBegun: boolean): Verdict {
  return isDone ? 'done' : isBegun ? 'begun' : 'open';
}

function isAskedFor(member: MemberObservation | undefined, pod: string): boolean {
  return member !== undefined && Number(pod.slice(member.name.length + 1)) < member.start + member.desired;
}

/** How long a step took, by what was waited for. */
export function secondsOf({ code }: PlanStep, spent: readonly StepTime[] = []): number | undefined {
  const own = spent.filter((time) => PARTS[code].some((part) => part === time.code));

  return own.length > 0 ? own.reduce((sum, { seconds }) => sum + seconds, 0) : undefined;
}

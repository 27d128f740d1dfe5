import type { Member } from '../cluster/cluster';
import type { RingRow } from '../cluster/ring';
import { groupBy } from '../group-by';
import { MAX_NODES } from '../manifest/validate/basics';
import type { OperationRecord } from './history';
import type { Intent, Replicas } from './intent';
import { planOf, type PlanStep } from './plan';
import { secondsOf } from './progress';

/** A record does not tell these; a step that was left out has no time. */
const ANYHOW = { claims: 'delete', force: false, cleanup: 'do', done: [] } as const satisfies Partial<Intent>;

/** How long a step is likely to take, from how long it took. */
export interface TimeBefore {
  seconds: number;
  /** Whether the same pod did it the last time, or others did. */
  of: 'pod' | 'others';
}

/**
 * How long each step took before: the last time with the same pod, or else on average.
 *
 * @param history the newest first
 * @param starts first ordinals of the StatefulSets that do not begin with 0
 */
export function timesBefore(steps: readonly PlanStep[], history: readonly OperationRecord[], starts: Replicas = {}): (TimeBefore | undefined)[] {
  const taken = history.filter(isCountable).flatMap((record) => {
    const spent = groupBy(record.steps, ({ pod }) => pod);

    return planOf({ ...record, ...ANYHOW }, starts).flatMap((step) => {
      const seconds = secondsOf(step, spent.get(step.pod ?? ''));

      return seconds === undefined ? [] : [{ ...step, seconds }];
    });
  });
  const byCode = groupBy(taken, ({ code }) => code);

  return steps.map(({ code, pod }) => {
    const alike = byCode.get(code) ?? [];
    const own = alike.find((step) => step.pod === pod);

    if (own) {
      return { seconds: own.seconds, of: 'pod' };
    }

    return alike.length > 0 ? { seconds: alike.reduce((sum, { seconds }) => sum + seconds, 0) / alike.length, of: 'others' } : undefined;
  });
}

/** Anybody may have written the annotation, with numbers that no ring has; and large rings keep no times. */
function isCountable({ from, targets, steps }: OperationRecord): boolean {
  return steps.length > 0 && [...Object.values(from), ...Object.values(targets)].every((nodes) => Number.isInteger(nodes) && nodes <= MAX_NODES);
}

/**
 * About how many bytes each step streams: a node that leaves gives away all it has, one that joins gets an even share
 * of what its datacenter has. Undefined where the ring did not say, and for steps that stream nothing.
 */
export function streamedBy(steps: readonly PlanStep[], members: readonly Member[], rows: readonly RingRow[]): (number | undefined)[] {
  const datacenters = new Map(members.map(({ name, datacenter }) => [name, rows.find(({ member, status }) => member === name && status)?.status?.datacenter ?? datacenter]));
  const joined = new Map<string, number>();

  return steps.map(({ code, pod, member }) => {
    if (code === 'decommission') {
      return rows.find((row) => row.pod === pod)?.status?.load;
    }
    const datacenter = datacenters.get(member);

    if (code !== 'join' || datacenter === undefined) {
      return undefined;
    }
    const loads = rows.flatMap(({ status }) => status?.datacenter === datacenter ? [status.load] : []);
    const all = loads.reduce<number | undefined>((sum, load) => sum === undefined || load === undefined ? undefined : sum + load, 0);
    const more = (joined.get(datacenter) ?? 0) + 1;

    joined.set(datacenter, more);

    return all === undefined || loads.length === 0 ? undefined : all / (loads.length + more);
  });
}

/** The claims that stay behind when their nodes have left. */
export function keptClaims(steps: readonly PlanStep[], members: readonly Member[]): string[] {
  const templates = new Map(members.map(({ name, statefulSet }) => [name, statefulSet.spec?.volumeClaimTemplates ?? []]));

  return steps.flatMap(({ code, member, pod }) => code === 'keepClaim' ? (templates.get(member) ?? []).map(({ metadata }) => `${ metadata?.name }-${ pod }`) : []);
}

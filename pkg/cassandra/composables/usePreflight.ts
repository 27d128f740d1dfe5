import { computed, watch, type ComputedRef, type Ref } from 'vue';
import type { Facts, Observed } from '../core/cluster/facts';
import { cleanupOf } from '../core/operations/cleanup-record';
import { preflight, type CheckResult, type PreflightInput } from '../core/operations/preflight';
import { ASKED, type Asked } from '../core/operations/preflight/asked';
import { FRESH_MS } from '../core/operations/preflight/fresh';
import type { ClusterContext } from '../rancher/store';
import type { Heard, HeardBefore } from './operations/heard';
import type { OperationDraft } from './useOperation';
import { usePreflightAnswers } from './usePreflightAnswers';
import type { RingState } from './useRing';
import type { TimedAnswer } from './useTimedAnswer';

export interface PreflightState {
  /** One for each check, by what is known so far; undefined until there are facts and a draft. */
  results: ComputedRef<CheckResult[] | undefined>;
  loading: ComputedRef<boolean>;
  /** When the oldest of what they are by was asked for, by the browser's clock; undefined until all has been. */
  readAt: ComputedRef<number | undefined>;
  /** What pods said that an operation looks at, too. */
  heard: ComputedRef<HeardBefore>;
  /**
   * Asks anew; afterwards the results are by that.
   *
   * @param olderThan ms; what was asked for later, and answered, stays, so that nodes are not asked twice for the same. Default: everything
   */
  again(olderThan?: number): Promise<void>;
}

/**
 * The checks before an operation. What they look at is asked for when there is a draft, and later when another kind of
 * draft wants what has not been asked for or was asked for too long ago: new numbers alone are judged by what is known.
 */
export function usePreflight(context: ClusterContext, ring: RingState, facts: Readonly<Ref<Facts | undefined>>, draft: Readonly<Ref<OperationDraft | undefined>>): PreflightState {
  const answers = usePreflightAnswers(context, ring, facts, draft);
  const asked = computed(() => draft.value && facts.value ? ASKED[draft.value.kind] : []);
  const cleanup = computed(() => facts.value && cleanupOf(facts.value.cluster));

  async function ask(wanted: readonly Asked[]): Promise<void> {
    await Promise.all(wanted.map((each) => answers[each].ask()));
  }

  // Made apart from the draft: what the checks work out of the same facts is kept with them.
  const seen = computed((): Facts | undefined => facts.value && {
    ...facts.value,
    claims:      facts.value.claims ?? answers.claims.value.value,
    services:    facts.value.services ?? answers.services.value.value,
    budgets:     facts.value.budgets ?? answers.budgets.value.value,
    hosts:       facts.value.hosts ?? answers.hosts.value.value?.nodes,
    ring:        unlessLost(facts.value.ring, answers.ring),
    secondRing:  unlessLost(facts.value.secondRing, answers.secondRing),
    description: unlessLost(later(facts.value.description, answers.description.value.value), answers.description),
  });
  const netstats = computed(() => byPod(seen.value, answers.netstats.value.value));
  const compactions = computed(() => byPod(seen.value, answers.compactions.value.value));

  const results = computed(() => {
    if (!seen.value || !draft.value) {
      return undefined;
    }
    const { kind, from, targets, claims } = draft.value;
    const input: PreflightInput = {
      facts:        seen.value,
      from,
      targets,
      claims,
      rights:       answers.rights.value.value,
      netstats:     netstats.value,
      compactions:  compactions.value,
      hosts:        answers.hosts.value.value?.hosts,
      quotas:       answers.quotas.value.value,
      volumes:      answers.volumes.value.value,
      classes:      answers.classes.value.value?.classes,
      defaultClass: answers.classes.value.value?.defaultClass,
      measured:     answers.capacity.value.value,
      cleanup:      cleanup.value,
      unread:       Object.fromEntries(asked.value.flatMap((each) => answers[each].problem.value === undefined ? [] : [[each, answers[each].problem.value]])),
    };

    return preflight(kind, input);
  });

  watch([asked, draft], () => ask(asked.value.filter((each) => isOld(answers[each], FRESH_MS))), { immediate: true });

  return {
    results,
    loading: computed(() => asked.value.some((each) => answers[each].busy.value)),
    readAt:  computed(() => {
      const times = asked.value.map((each) => answers[each].at.value);

      return times.length === 0 || times.includes(undefined) ? undefined : Math.min(...times.map((at = Infinity) => at));
    }),
    heard: computed(() => heardOf(seen.value, answers.netstats.value.value)),
    again: (olderThan = -Infinity) => ask(asked.value.filter((each) => answers[each].problem.value !== undefined || isOld(answers[each], olderThan))),
  };
}

function isOld({ at }: TimedAnswer<unknown>, ms: number): boolean {
  return at.value === undefined || Date.now() - at.value > ms;
}

/** What was read before a question came to nothing is no answer to it. */
function unlessLost<T>(known: Observed<T> | undefined, { at, problem }: TimedAnswer<unknown>): Observed<T> | undefined {
  return known && problem.value !== undefined && known.at < (at.value ?? 0) ? undefined : known;
}

/** Who said it is known by what the same pods said of themselves. */
function heardOf(facts: Facts | undefined, netstats: HeardBefore['netstats'] = []): HeardBefore {
  const rings = [facts?.ring, facts?.secondRing].flatMap((said) => {
    const uid = netstats.find((other) => other.said.pod === said?.pod)?.uid;

    return said && uid !== undefined ? [{ uid, said }] : [];
  });

  return { netstats, rings };
}

function later<T>(one: Observed<T> | undefined, other: Observed<T> | undefined): Observed<T> | undefined {
  return other && (!one || other.at > one.at) ? other : one;
}

/** What the pods said that are there now. */
function byPod<T>(facts: Facts | undefined, said: readonly Heard<T>[] | undefined): ReadonlyMap<string, Observed<T>> | undefined {
  const uids = new Set(facts?.pods.map(({ metadata }) => metadata?.uid));

  return said && new Map(said.filter(({ uid }) => uids.has(uid)).map(({ said: answer }) => [answer.pod, answer]));
}

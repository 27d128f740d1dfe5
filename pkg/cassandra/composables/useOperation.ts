import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { Cluster } from '../core/cluster/cluster';
import type { Observed } from '../core/cluster/facts';
import type { RingStatus } from '../core/nodetool/status';
import type { OperationRecord, StepTime } from '../core/operations/history';
import type { Intent } from '../core/operations/intent';
import type { Observation } from '../core/operations/observed';
import type { RightFact } from '../core/operations/preflight';
import type { Act, Step } from '../core/operations/step';
import { StaleError } from '../rancher/operations/fresh';
import { beginIntent, changeIntent, dropUnreadable, endIntent, historyOf, intentOf, type Carrier, type StoredIntent } from '../rancher/operations/intent-store';
import { thisTab, type Tenure } from '../rancher/operations/lease';
import { operationParts, rightsFor } from '../rancher/operations/rights';
import { principalName } from '../rancher/principal';
import type { ClusterContext } from '../rancher/store';
import type { HeardBefore } from './operations/heard';
import { OperationRunner } from './operations/runner';

/** An operation as this browser sees it. */
export interface OperationState {
  readonly intent: Intent;
  readonly observation?: Observation;
  /** What it does next; not what is asked in between. */
  readonly step?: Step;
  /** What this browser is carrying out. */
  readonly acting?: Act;
  readonly role: 'driving' | 'watching';
  /** Left out where Leases may not be read. */
  readonly tenure?: Tenure;
  /** The words of the last failure, while it is tried again. */
  readonly problem?: string;
  /** The last ring that it was told. */
  readonly ring?: Observed<RingStatus>;
  /** How long the steps took that ended while this browser looked. */
  readonly times: readonly StepTime[];
}

/** What a person asks for. */
export type OperationDraft = Pick<Intent, 'kind' | 'from' | 'targets' | 'claims' | 'force' | 'cleanup'>;

export interface OperationHandle {
  readonly stored: ComputedRef<StoredIntent>;
  /** The newest first. */
  readonly history: ComputedRef<OperationRecord[]>;
  readonly state: Readonly<ShallowRef<OperationState | undefined>>;
  /** The rights that this user would need to drive and does not have; empty while they are not known. */
  readonly refused: ComputedRef<readonly RightFact[]>;
  /**
   * Writes down what is asked for, and drives it.
   *
   * @param heard just before, so that the pods are not asked the same again
   * @throws StaleError if somebody was quicker, KubeError if it may not be written
   */
  begin(draft: OperationDraft, heard?: HeardBefore): Promise<void>;
  /** No other node is begun with. */
  cancel(): Promise<void>;
  /** Does at a person's word what a blocked step offers. */
  retry(): Promise<void>;
  /** Ends the operation where it stands. */
  abandon(): Promise<void>;
  /** Drives what nobody drives. */
  takeOver(): Promise<void>;
  /** Takes away an intent that no version understands. */
  discard(text: string): Promise<void>;
}

/** While this tab drives, the page may be left: the operation goes on, and is found again. */
const runners = new Map<string, { runner: OperationRunner; listeners: Set<() => void> }>();

/** The operation of a cluster: what stands on it, how far it is, and what may be done about it. */
export function useOperation(context: ClusterContext, cluster: Readonly<Ref<Cluster | undefined>>): OperationHandle {
  const state = shallowRef<OperationState>();
  const refused = shallowRef<readonly RightFact[]>([]);
  /** As this browser wrote it: what is live comes a moment later. */
  const begun = shallowRef<Intent>();
  const me = thisTab(context).user;
  let detach = () => {};
  let disposed = false;

  const carrier = computed(() => cluster.value && carrierOf(cluster.value));
  const live = computed((): StoredIntent => carrier.value ? intentOf(carrier.value.statefulSet) : { state: 'none' });
  const history = computed(() => carrier.value ? historyOf(carrier.value.statefulSet) : []);
  const stored = computed((): StoredIntent => begun.value && live.value.state === 'none' ? { state: 'stored', intent: begun.value } : live.value);

  function place(): Carrier {
    if (!carrier.value) {
      throw new StaleError({ code: 'clusterGone' }, 'The cluster is gone');
    }

    return { namespace: carrier.value.namespace, name: carrier.value.name };
  }

  const keyOf = ({ namespace, name }: Carrier, { id }: Intent) => [context.clusterId, namespace, name, id, me].join('/');

  function attach(name: string, where: Carrier, intent: Intent, heard?: HeardBefore): OperationRunner {
    const key = keyOf(where, intent);
    const found = runners.get(key);
    const listeners = found?.listeners ?? new Set();
    const runner = found?.runner ?? new OperationRunner(context, where, name, intent, () => {
      listeners.forEach((listener) => listener());
      rest();
    }, () => {
      runners.delete(key);
      listeners.forEach((listener) => listener());
    }, heard);
    // Who does not drive is there for those who look.
    const rest = () => {
      if (listeners.size === 0 && runner.state.role === 'watching') {
        runners.delete(key);
        runner.stop();
      }
    };
    const show = () => {
      state.value = runners.has(key) ? runner.state : undefined;
      if (!runners.has(key)) {
        begun.value = undefined;
      } else if (runner.state.tenure?.state === 'free' && runner.state.role === 'watching' && intent.startedBy === me) {
        // Whoever began it and comes back wants it to go on.
        mayDrive().then((may) => may && !disposed ? runner.drive() : undefined).catch(() => undefined);
      }
    };

    detach();
    runners.set(key, { runner, listeners });
    listeners.add(show);
    detach = () => {
      listeners.delete(show);
      detach = () => {};
      state.value = undefined;
      rest();
    };
    show();
    askRights(intent);

    return runner;
  }

  async function askRights({ kind, claims }: Pick<Intent, 'kind' | 'claims'>): Promise<void> {
    const facts = await rightsFor(context, place().namespace, operationParts(kind, claims)).catch(() => []);

    refused.value = facts.filter(({ allowed }) => !allowed);
  }

  async function mayDrive(): Promise<boolean> {
    const { intent } = current();

    await askRights(intent);

    return refused.value.length === 0;
  }

  function current(): { intent: Intent; runner: OperationRunner } {
    const { value } = stored;
    const found = value.state === 'stored' ? runners.get(keyOf(place(), value.intent)) : undefined;

    if (value.state !== 'stored' || !found) {
      throw new StaleError({ code: 'ended' }, 'The operation has ended');
    }

    return { intent: value.intent, runner: found.runner };
  }

  watch(() => stored.value.state === 'stored' ? stored.value.intent.id : undefined, (id) => {
    if (id === undefined) {
      detach();
    } else if (stored.value.state === 'stored' && cluster.value && state.value?.intent.id !== id) {
      attach(cluster.value.name, place(), stored.value.intent);
    }
  }, { immediate: true });
  watch([live, begun], ([found, own]) => {
    if (found.state !== 'none' && own) {
      begun.value = undefined;
    }
  });
  // Live objects say sooner than any clock that something has happened.
  watch(cluster, () => {
    if (state.value) {
      current().runner.poke();
    }
  });
  onScopeDispose(() => {
    disposed = true;
    detach();
  });

  return {
    stored, history, state, refused: computed(() => refused.value),
    async begin(draft, heard = { netstats: [], rings: [] }) {
      const id = crypto.randomUUID();
      const name = cluster.value?.name ?? '';
      const where = place();
      const intent = await beginIntent(context, where, (serverTime) => {
        if (serverTime === undefined) {
          throw new StaleError({ code: 'noTime' }, 'The API server does not tell its time, by which an operation goes');
        }

        return { ...draft, id, startedBy: me, startedAt: serverTime, done: [] };
      });

      begun.value = intent;
      await attach(name, where, intent, heard).drive();
    },
    async cancel() {
      const { intent, runner } = current();

      await changeIntent(context, place(), intent.id, (found, serverTime) => found.cancelledAt === undefined ? { ...found, cancelledAt: serverTime ?? Date.now() } : found);
      runner.poke();
    },
    async retry() {
      current().runner.retry();
    },
    async abandon() {
      const { intent, runner } = current();

      await endIntent(context, place(), intent, 'abandoned', runner.state.times);
      runner.poke();
    },
    async takeOver() {
      const tenure = await current().runner.drive();

      if (tenure.state === 'held') {
        const { user } = tenure.by;

        throw new StaleError({ code: 'driven', user: await principalName(context, user), who: user === me ? 'you' : 'other' }, `It is driven by ${ user } in another browser`);
      }
    },
    discard: (text) => dropUnreadable(context, place(), text),
  };
}

/** Where the intent stands; if on none, where it will. */
function carrierOf({ members }: Cluster) {
  return members.find(({ statefulSet }) => intentOf(statefulSet).state !== 'none') ?? members[0];
}

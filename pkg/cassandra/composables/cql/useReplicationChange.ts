import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { consoleErrorOf, mayHaveHappened, type ConsoleError } from '../../core/console/errors';
import type { DueCommands } from '../../core/cql/schema/due-commands';
import { judgeReplication, type ReplicationVerdict } from '../../core/cql/schema/replication';
import { replicationChange, type Due, type ReplicationChange } from '../../core/cql/schema/replication-change';
import { draftFields, draftOf, isSameReplication, wantedReplication, withStrategy, type DraftField, type DraftStrategy, type ReplicationDraft } from '../../core/cql/schema/replication-draft';
import { readReplicationNow } from '../../core/cql/schema/replication-now';
import type { RingSummary } from '../../core/cql/schema/ring-summary';
import type { CqlSession } from '../../core/cql/session';
import type { KeyspaceReplication } from '../../core/nodetool/describe-cluster';

/** What came of a change. */
export interface Changed {
  readonly keyspace: string;
  readonly due: readonly Due[];
  /** Of the server, in its own words. */
  readonly warnings: readonly string[];
  /** Address of the node that made it, if it has answered. */
  readonly coordinator?: string;
}

/** What is left to be done by hand after a change. */
export interface Aftermath extends Omit<Changed, 'due'> {
  readonly commands: readonly DueCommands[];
}

/** `gone`: there is no such keyspace any more; `outdated`: somebody has changed its replication since. */
export type ChangeFailure =
  | { readonly code: 'gone' | 'outdated' }
  /** `mayHaveHappened`: nobody has heard the end. */
  | { readonly code: 'error'; readonly error: ConsoleError; readonly mayHaveHappened: boolean };

export interface ReplicationForm {
  strategy: ComputedRef<DraftStrategy>;
  /** Where it started from. */
  from: Readonly<ShallowRef<KeyspaceReplication>>;
  fields: ComputedRef<readonly DraftField[]>;
  /** What is wanted; undefined while a number is none. */
  wanted: ComputedRef<KeyspaceReplication | undefined>;
  change: ComputedRef<ReplicationChange | undefined>;
  before: ComputedRef<ReplicationVerdict>;
  after: ComputedRef<ReplicationVerdict | undefined>;
  /** The keyspace has another replication now than when this began. */
  isOutdated: ComputedRef<boolean>;
  /** Whether there is something to send and nothing forbids it. */
  isSendable: ComputedRef<boolean>;
  busy: Readonly<Ref<boolean>>;
  failure: Readonly<ShallowRef<ChangeFailure | undefined>>;
  type(datacenter: string, text: string): void;
  choose(strategy: DraftStrategy): void;
  /** Starts from what is there now; what was typed stays. */
  rebase(): void;
  /** @returns what came of it; undefined if it did not happen, and `failure` says why */
  send(): Promise<Changed | undefined>;
}

const ALTER_MS = 60_000;

/**
 * A change of a keyspace's replication: typed, judged, looked at once more in the ring, and sent.
 *
 * @param replication as the schema has it now
 * @param ring that it is judged by
 */
export function useReplicationChange(session: () => CqlSession, replication: () => KeyspaceReplication, ring: () => RingSummary): ReplicationForm {
  const from = shallowRef(replication());
  const draft = shallowRef<ReplicationDraft>(draftOf(from.value));
  const busy = ref(false);
  const failure = shallowRef<ChangeFailure>();

  const fields = computed(() => draftFields(draft.value, from.value, ring()));
  const wanted = computed(() => wantedReplication(from.value.name, draft.value.strategy, fields.value));
  const change = computed(() => wanted.value && replicationChange(from.value, wanted.value, ring()));
  const isOutdated = computed(() => !isSameReplication(from.value, replication()));
  const isSendable = computed(() => change.value !== undefined && !change.value.concerns.some(({ severity }) => severity === 'block') && !isOutdated.value);

  async function now(): Promise<KeyspaceReplication | undefined> {
    return readReplicationNow(session(), from.value.name);
  }

  /** @returns what the server said, or why it was not changed */
  async function alter(statement: string, to: KeyspaceReplication): Promise<Pick<Changed, 'warnings' | 'coordinator'> | ChangeFailure> {
    const current = await now();

    if (!current || !isSameReplication(current, from.value)) {
      return { code: current ? 'outdated' : 'gone' };
    }
    try {
      const { warnings, coordinator } = await session().execute(statement, { consistency: 'ONE', pageSize: 1, timeoutMs: ALTER_MS });

      return { warnings, coordinator };
    } catch (thrown) {
      const error = consoleErrorOf(thrown, statement);
      const isOpen = mayHaveHappened(error);
      const is = isOpen ? await now().catch(() => undefined) : undefined;

      return is && isSameReplication(is, to) ? { warnings: [] } : { code: 'error', error, mayHaveHappened: isOpen };
    }
  }

  async function send(): Promise<Changed | undefined> {
    const { value: to } = wanted;
    const { value: planned } = change;

    if (busy.value || !to || !planned || !isSendable.value) {
      return undefined;
    }
    busy.value = true;
    failure.value = undefined;
    try {
      const outcome = await alter(planned.statement, to);

      if ('code' in outcome) {
        failure.value = outcome;

        return undefined;
      }

      return { keyspace: from.value.name, due: planned.due.filter(({ when }) => when === 'after'), ...outcome };
    } catch (thrown) {
      failure.value = { code: 'error', error: consoleErrorOf(thrown), mayHaveHappened: false };

      return undefined;
    } finally {
      busy.value = false;
    }
  }

  return {
    strategy: computed(() => draft.value.strategy),
    from,
    fields,
    wanted,
    change,
    before:   computed(() => judgeReplication(from.value, ring())),
    after:    computed(() => wanted.value && judgeReplication(wanted.value, ring())),
    isOutdated,
    isSendable,
    busy,
    failure,
    type(datacenter, text) {
      draft.value = { ...draft.value, copies: { ...draft.value.copies, [datacenter]: text } };
    },
    choose(strategy) {
      draft.value = withStrategy(draft.value, strategy, ring());
    },
    rebase() {
      const before = draftOf(from.value).copies;
      const typed = Object.entries(draft.value.copies).filter(([datacenter, text]) => before[datacenter] !== text);

      from.value = replication();
      const { strategy, copies } = draftOf(from.value);

      draft.value = { strategy: strategy === 'SimpleStrategy' ? draft.value.strategy : strategy, copies: { ...copies, ...Object.fromEntries(typed) } };
      failure.value = undefined;
    },
    send,
  };
}

import { computed, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { consoleErrorOf, type ConsoleError } from '../../core/console/errors';
import { changeSetting, DEFAULT_SETTINGS, executionOf, useStatement, type ConsoleSettings, type SettingChange } from '../../core/console/settings';
import type { CqlSession } from '../../core/cql/session';

export interface ConsoleSettingsState {
  readonly settings: Readonly<ShallowRef<ConsoleSettings>>;
  /** While a keyspace is being entered: nothing may be run, since nobody knows in which it would be. */
  readonly isEntering: ComputedRef<boolean>;
  /** Why the last keyspace was not entered. */
  readonly refused: Readonly<ShallowRef<ConsoleError | undefined>>;
  /** Of all settings but the keyspace, which the server has to agree to. */
  change(change: SettingChange): void;
  /** Takes the session into a keyspace. Never rejects: `refused` tells. */
  enter(keyspace: string): Promise<void>;
  /** The session has told that it is in none. */
  leave(): void;
}

/** How long the server may take to enter a keyspace. */
const ENTER_MS = 10_000;

/**
 * How statements are run. A new session is in no keyspace, and is taken into the one that the session before it was in.
 */
export function useConsoleSettings(session: Readonly<Ref<CqlSession | undefined>>): ConsoleSettingsState {
  const settings = shallowRef(DEFAULT_SETTINGS);
  const refused = shallowRef<ConsoleError>();
  /** The session that is being taken somewhere. */
  const entering = shallowRef<CqlSession>();
  /** The keyspace that the session before was in. */
  let last: string | undefined;

  function change(changed: SettingChange): void {
    settings.value = changeSetting(settings.value, changed);
  }

  async function enter(keyspace: string): Promise<void> {
    const target = session.value;

    if (!target || entering.value === target) {
      return;
    }
    const statement = useStatement(keyspace);
    let error: ConsoleError | undefined;

    entering.value = target;
    refused.value = undefined;
    try {
      const { consistency, serialConsistency, pageSize } = executionOf(settings.value);

      await target.execute(statement, { consistency, serialConsistency, pageSize, timeoutMs: ENTER_MS });
    } catch (thrown) {
      error = consoleErrorOf(thrown, statement);
    }
    if (entering.value === target) {
      entering.value = undefined;
      refused.value = error;
      last = undefined;
      if (!error) {
        change({ set: 'keyspace', to: keyspace });
      }
    }
  }

  watch(session, (now) => {
    last = settings.value.keyspace ?? last;
    entering.value = undefined;
    change({ set: 'keyspace', to: undefined });
    if (now && last !== undefined) {
      enter(last);
    }
  }, { flush: 'sync' });

  return {
    settings, refused, change, enter,
    isEntering: computed(() => entering.value !== undefined),
    leave() {
      change({ set: 'keyspace', to: undefined });
    },
  };
}

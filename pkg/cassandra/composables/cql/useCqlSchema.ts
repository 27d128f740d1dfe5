import { inject, onScopeDispose, provide, ref, shallowRef, watch, type InjectionKey, type Ref, type ShallowRef } from 'vue';
import type { Schema } from '../../core/cql/schema/model';
import type { CqlError } from '../../core/cql/session';
import type { CqlConnection } from './connection';
import { cqlErrorOf } from './cqlErrorOf';
import { readSchema } from './readSchema';
import { sleep } from './sleep';

/** The schema of the ring that a page is connected to: console and schema browser share it. */
export interface CqlSchema {
  /** `idle`: there is no session. */
  readonly state: Readonly<Ref<'idle' | 'loading' | 'ready' | 'error'>>;
  /** As it was last read in this session: it stays while it is read again, and when that fails. */
  readonly schema: Readonly<ShallowRef<Schema | undefined>>;
  /** Why it could not be read the last time. */
  readonly error: Readonly<ShallowRef<CqlError | undefined>>;
  /**
   * Reads it again, from the connected node that is named here, if one is: who has changed the schema asks the node that
   * did it (`coordinator` of its page). Resolves when a reading that began after this call has ended, also if it failed.
   */
  reload(node?: string): Promise<void>;
}

interface SharedSchema extends CqlSchema {
  /** Whoever looks at it first has it read. */
  want(): void;
}

/** A dozen queries would be in the way of the one that is asked first when there is a connection. */
const FIRST_LEAVE_MS = 250;

const KEY: InjectionKey<SharedSchema> = Symbol('CQL schema');

/** For the page that has the connection. */
export function provideCqlSchema(connection: CqlConnection): void {
  provide(KEY, sharedSchema(connection));
}

/** Of the page that a component is on, read from now on whenever there is a new session; undefined on pages that have none. */
export function useCqlSchema(): CqlSchema | undefined {
  const shared = inject(KEY, undefined);

  shared?.want();

  return shared;
}

export function sharedSchema({ state: connection }: Pick<CqlConnection, 'state'>): SharedSchema {
  const state = ref<'idle' | 'loading' | 'ready' | 'error'>('idle');
  const schema = shallowRef<Schema>();
  const error = shallowRef<CqlError>();
  let isWanted = false;
  let prefer: string | undefined;
  /** Of the session whose schema it is. */
  let turn = new AbortController();
  let reading: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  async function read(): Promise<void> {
    const { signal } = turn;

    if (connection.value.kind !== 'open') {
      return;
    }
    state.value = 'loading';
    try {
      const answer = await readSchema(connection.value.session, prefer, signal);

      if (!signal.aborted) {
        schema.value = answer;
        error.value = undefined;
        state.value = 'ready';
      }
    } catch (thrown) {
      if (!signal.aborted) {
        error.value = cqlErrorOf(thrown);
        state.value = 'error';
      }
    }
  }

  /** One reading at a time; what is asked meanwhile is done once afterwards. */
  function reload(node?: string): Promise<void> {
    prefer = node ?? prefer;
    if (!reading) {
      const own = read().finally(() => {
        if (reading === own) {
          reading = undefined;
        }
      });

      reading = own;

      return own;
    }
    next ??= reading.then(() => {
      next = undefined;

      return reload();
    });

    return next;
  }

  function begin(): void {
    turn.abort();
    turn = new AbortController();
    reading = undefined;
    next = undefined;
    prefer = undefined;
    schema.value = undefined;
    error.value = undefined;
    state.value = 'idle';
    if (isWanted && connection.value.kind === 'open') {
      const { signal } = turn;

      state.value = 'loading';
      sleep(FIRST_LEAVE_MS, signal).then(() => {
        if (!signal.aborted && !reading) {
          reload();
        }
      });
    }
  }

  watch(() => connection.value.kind === 'open' ? connection.value.session : undefined, begin);
  onScopeDispose(() => turn.abort());

  return {
    state,
    schema,
    error,
    reload,
    want() {
      if (!isWanted) {
        isWanted = true;
        reload();
      }
    },
  };
}

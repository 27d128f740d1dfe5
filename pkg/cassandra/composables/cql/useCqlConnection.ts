import type { ConfigMap } from 'kubernetes-types/core/v1';
import { onScopeDispose, shallowRef, watch } from 'vue';
import { loginOf, type Login } from '../../core/connect/login';
import type { CqlNode } from '../../core/cql/session';
import type { PodEndpoint, PodSession } from '../../rancher/driver/load';
import type { ClusterContext } from '../../rancher/store';
import { computedOnChange } from '../computedOnChange';
import { useText } from '../useText';
import type { Credentials, CqlConnection, CqlConnectionState } from './connection';
import { cqlErrorOf } from './cqlErrorOf';
import { NothingToTry, openSession, type CqlSource } from './openSession';
import { podEndpoints } from './podEndpoints';
import { readLogin } from './readLogin';

/**
 * The connection of a cluster's page. Nothing is asked before somebody connects. It ends with the page, also where that is
 * only put away by the browser; the login is nowhere but in this scope.
 */
export function useCqlConnection(context: ClusterContext, source: CqlSource): CqlConnection {
  const text = useText();
  const state = shallowRef<CqlConnectionState>({ kind: 'idle' });
  const nodes = shallowRef<readonly CqlNode[]>([]);
  const user = shallowRef<string>();
  const configMaps = shallowRef<readonly ConfigMap[]>([]);
  const login = computedOnChange((): Login => source.cluster.value ? loginOf(source.cluster.value, configMaps.value) : { wanted: 'unknown' });
  const endpoints = computedOnChange(() => podEndpoints(source.pods.value));
  const left = new AbortController();
  let credentials: Credentials | undefined;
  /** Of what was begun last: aborted when something else has come in its place. */
  let turn = new AbortController();
  let end: (() => Promise<void>) | undefined;

  /** Ends what there is. What was under way and comes later is not wanted any more. */
  async function stop(next: CqlConnectionState): Promise<void> {
    const endIt = end;

    turn.abort();
    turn = new AbortController();
    end = undefined;
    nodes.value = [];
    user.value = undefined;
    state.value = next;
    await endIt?.();
  }

  async function begin(given: Credentials | undefined): Promise<void> {
    stop({ kind: 'connecting' });
    const { signal } = turn;

    credentials = given;
    try {
      const session = await openSession({
        context, source, credentials, signal, text,
        onSettings(read) {
          configMaps.value = read;
        },
      });

      if (signal.aborted) {
        await quietly(session.close());
      } else {
        hold(session);
      }
    } catch (error) {
      if (!signal.aborted) {
        state.value = failure(error);
      }
    }
  }

  function hold(session: PodSession): void {
    const look = () => {
      nodes.value = session.nodes();
    };
    const unlisten = session.onNodes(look);

    end = () => {
      unlisten();

      return quietly(session.close());
    };
    user.value = login.value.wanted === 'no' ? undefined : credentials?.username;
    // They may have changed while it was opened.
    follow(session);
    look();
    state.value = { kind: 'open', session };
  }

  function follow(session: PodSession): void {
    // None at all is a list that is being read anew: the nodes are where they were.
    if (endpoints.value.length > 0) {
      session.setPods(endpoints.value);
    }
  }

  function failure(thrown: unknown): CqlConnectionState {
    const error = cqlErrorOf(thrown);

    if (error.code === 'credentials') {
      credentials = undefined;

      return { kind: 'login', error };
    }
    if (error.code === 'loginRequired') {
      return { kind: 'login' };
    }
    if (error instanceof NothingToTry) {
      return { kind: 'failed', error, missing: error.missing };
    }

    return { kind: 'failed', error, ...(error.code === 'unreachable' && !endpoints.value.some(({ ready }) => ready) && { missing: 'pod' }) };
  }

  async function connect(given: Credentials | undefined = credentials): Promise<void> {
    if (!left.signal.aborted && state.value.kind !== 'connecting' && state.value.kind !== 'open') {
      await begin(given);
    }
  }

  async function connectWithSecret(): Promise<void> {
    const { secret } = login.value;
    const { signal } = turn;
    const read = secret && await readLogin(context, source.namespace, secret, text);

    // Somebody may have connected otherwise meanwhile, or left.
    if (read && !signal.aborted) {
      await connect(read);
    }
  }

  async function disconnect(): Promise<void> {
    credentials = undefined;
    await stop({ kind: 'idle' });
  }

  watch(endpoints, (now, before) => {
    if (state.value.kind === 'open') {
      follow(state.value.session);
    } else if (state.value.kind === 'failed' && state.value.error.code === 'unreachable' && hasNewReady(now, before)) {
      connect();
    }
  });
  globalThis.addEventListener?.('pagehide', disconnect, { signal: left.signal });
  onScopeDispose(() => {
    left.abort();
    disconnect();
  });

  return { state, nodes, user, login, connect, connectWithSecret, reconnect: async() => state.value.kind === 'open' ? begin(credentials) : connect(), disconnect };
}

function hasNewReady(now: readonly PodEndpoint[], before: readonly PodEndpoint[]): boolean {
  return now.some(({ ip, ready }) => ready && !before.some((known) => known.ip === ip && known.ready));
}

/** What becomes of a session that nobody wants any more is of no interest. */
async function quietly(closing: Promise<void>): Promise<void> {
  await closing.catch(() => undefined);
}

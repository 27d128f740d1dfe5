import { computed, type ComputedRef, type Ref } from 'vue';
import type { ClusterContext } from '../../rancher/store';
import { mayForward } from '../../rancher/tunnel/rights';
import { useAccess } from '../useAccess';
import { refusalText } from '../useNodeRights';
import { useText } from '../useText';
import { useTry } from '../useTry';
import type { CqlConnection } from './connection';

/** What somebody can do to be connected, from a place that is not the console. */
export interface CqlOffer {
  /**
   * - `refused`: nothing; `reason` says why
   * - `connect`: a button is enough
   * - `connecting`: to wait
   * - `secret`: a button that takes the login from its Secret
   * - `login`: to log in at the console
   * - `failed`: to try again, if `again`; `reason` says why
   * - `none`: nothing, it is connected
   */
  kind: ComputedRef<'refused' | 'connect' | 'connecting' | 'secret' | 'login' | 'failed' | 'none'>;
  reason: ComputedRef<string | undefined>;
  /** Name of the Secret with the login. */
  secret: ComputedRef<string | undefined>;
  busy: Readonly<Ref<boolean>>;
  connect(): Promise<void>;
}

/** Whether and how a page can be connected by CQL. */
export function useCqlOffer(cql: CqlConnection, context: ClusterContext, namespace: string): CqlOffer {
  const t = useText();
  const verdict = useAccess(() => mayForward(context, namespace));
  const { busy, failure, attempt } = useTry();
  const refusal = computed(() => refusalText(t, verdict.value, namespace));
  const secret = computed(() => cql.login.value.secret?.name);

  const kind = computed(() => {
    const { kind: state } = cql.state.value;

    if (state === 'open' || state === 'connecting') {
      return state === 'open' ? 'none' : 'connecting';
    }
    if (refusal.value !== undefined) {
      return 'refused';
    }
    if (state === 'failed') {
      return 'failed';
    }
    if (state === 'login' || cql.login.value.wanted === 'yes') {
      return secret.value === undefined ? 'login' : 'secret';
    }

    return 'connect';
  });
  const reason = computed(() => {
    const state = cql.state.value;

    return refusal.value ?? failure.value ?? (state.kind === 'failed' || state.kind === 'login' ? state.error?.message : undefined);
  });

  return {
    kind, reason, secret, busy,
    async connect() {
      await attempt(() => kind.value === 'secret' ? cql.connectWithSecret() : cql.connect());
    },
  };
}

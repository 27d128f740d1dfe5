import { computed, type ComputedRef } from 'vue';
import { may, mayExec, type Verdict } from '../rancher/access';
import type { ClusterContext } from '../rancher/store';
import { useAccess } from './useAccess';
import { useText } from './useText';

/** Why the user may not do it, in words; undefined if he may, or while it is not known. */
export interface NodeRights {
  /** nodetool and shell. */
  exec: ComputedRef<string | undefined>;
  logs: ComputedRef<string | undefined>;
}

/** What the user may do to the pods of a namespace. */
export function useNodeRights(context: ClusterContext, namespace: string): NodeRights {
  const t = useText();
  const exec = useAccess(() => mayExec(context, namespace));
  const logs = useAccess(() => may(context, { verb: 'get', resource: 'pods', subresource: 'log', namespace }));

  function refusal(verdict: Verdict | undefined): string | undefined {
    const { allowed, refused, reason } = verdict ?? { allowed: true };

    if (allowed) {
      return undefined;
    }

    return refused ? t('cassandra.action.refused', { verb: refused.verb, resource: [refused.resource, refused.subresource].filter(Boolean).join('/'), namespace }) : reason;
  }

  return { exec: computed(() => refusal(exec.value)), logs: computed(() => refusal(logs.value)) };
}

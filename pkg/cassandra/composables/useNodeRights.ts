import { computed, type ComputedRef } from 'vue';
import { may, mayExec, type Verdict } from '../rancher/access';
import type { ClusterContext } from '../rancher/store';
import { useAccess } from './useAccess';
import { useText, type Text } from './useText';

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

  return { exec: computed(() => refusalText(t, exec.value, namespace)), logs: computed(() => refusalText(t, logs.value, namespace)) };
}

/** Why the user may not do something in a namespace, in words; undefined if he may, or while it is not known. */
export function refusalText(t: Text, verdict: Verdict | undefined, namespace: string): string | undefined {
  const { allowed, refused, reason } = verdict ?? { allowed: true };

  if (allowed) {
    return undefined;
  }

  return refused ? t('cassandra.action.refused', { verb: refused.verb, resource: [refused.resource, refused.subresource].filter(Boolean).join('/'), namespace }) : reason;
}

import { shallowReactive, watch } from 'vue';
import { thisTab } from '../rancher/operations/lease';
import { principalName } from '../rancher/principal';
import type { ClusterContext } from '../rancher/store';
import { useText } from './useText';

export interface UserName {
  /** For sentences that speak to the reader. */
  who(id: string): 'you' | 'other';
  /** "you", or the name; the id until it is known, and where it may not be. */
  nameOf(id: string): string;
}

/**
 * Users by name instead of by the id of their principal.
 *
 * @param ids whose names are wanted, live
 */
export function useUserName(context: ClusterContext, ids: () => readonly string[]): UserName {
  const t = useText();
  const names = shallowReactive(new Map<string, string>());
  const me = thisTab(context).user;
  const isMe = (id: string) => id !== '' && id === me;

  watch(ids, (wanted) => wanted.filter((id) => !isMe(id) && !names.has(id)).forEach(async(id) => {
    names.set(id, await principalName(context, id));
  }), { immediate: true });

  return {
    who:    (id) => isMe(id) ? 'you' : 'other',
    nameOf: (id) => isMe(id) ? t('cassandra.operation.you') : names.get(id) ?? id,
  };
}

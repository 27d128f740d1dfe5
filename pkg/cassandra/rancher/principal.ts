import { cachePerStore } from './cache';
import type { ClusterContext } from './store';

/** People are renamed seldom. */
const KEPT_MS = 10 * 60_000;

/** As Rancher's auth providers make them, for example `local://user-1`; what else may stand in an annotation is not asked for. */
const PRINCIPAL = /^\w+:\/\/./;

const names = cachePerStore<string>(KEPT_MS);

/**
 * What people call a user: the login, else the full name. The host keeps principals as well, and is asked as its own
 * pages ask it.
 *
 * @param id of the principal, as `auth/principalId` has it
 * @returns the id where the name may not be read or there is none
 */
export async function principalName({ store }: Pick<ClusterContext, 'store'>, id: string): Promise<string> {
  if (!PRINCIPAL.test(id)) {
    return id;
  }
  const name = await names(store).get(id, async() => {
    const principal = await store.dispatch('rancher/find', {
      type: 'principal', id, opt: { url: `/v3/principals/${ encodeURIComponent(id) }`, watch: false }
    }) as { readonly loginName?: string; readonly name?: string } | undefined;

    return principal?.loginName || principal?.name || '';
  }).catch(() => '');

  return name || id;
}

import type { Secret } from 'kubernetes-types/core/v1';
import type { LoginSecret } from '../../core/connect/login';
import { get } from '../../rancher/kube';
import type { ClusterContext } from '../../rancher/store';
import { secretText } from '../useSecretValue';
import type { Text } from '../useText';
import type { Credentials } from './connection';

/** Reads a login from its Secret, once, with the user's own rights. @throws KubeError, or Error if the Secret lacks it */
export async function readLogin(context: ClusterContext, namespace: string, { name, username, password }: LoginSecret, t: Text): Promise<Credentials> {
  const { data } = await get<Secret>(context, { apiVersion: 'v1', kind: 'Secret', namespace, name });

  function valueOf(key: string): string {
    const encoded = data?.[key];

    if (encoded === undefined) {
      throw new Error(t('cassandra.cql.login.noKey', { name, key }));
    }

    return secretText(encoded);
  }

  return { username: 'value' in username ? username.value : valueOf(username.key), password: valueOf(password) };
}

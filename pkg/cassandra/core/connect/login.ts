import type { ConfigMap, EnvVar } from 'kubernetes-types/core/v1';

import type { Cluster, Member } from '../cluster/cluster';
import { ANNOTATION_SUPERUSER_SECRET } from '../cluster/labels';
import { flavourOf } from '../cluster/official';
import { containerOf, settingsOf, variableOf } from './member-settings';

/** What the manifest tells about something that is on or off. */
export type Told = 'yes' | 'no' | 'unknown';

/** The Secret with a login, never its values. */
export interface LoginSecret {
  name: string;
  /** Where the user's name is: in the Secret, or in the manifest. */
  username: { key: string } | { value: string };
  /** Key of the password. */
  password: string;
}

export interface Login {
  /** Whether clients must log in. */
  wanted: Told;
  secret?: LoginSecret;
}

const OPEN = /(?:^|\.)AllowAllAuthenticator$/;

/** Whether the ring wants logins, and where the superuser's is. */
export function loginOf({ members: [member] }: Cluster, configMaps: readonly ConfigMap[]): Login {
  const secret = member?.statefulSet.metadata?.annotations?.[ANNOTATION_SUPERUSER_SECRET];

  if (!member) {
    return { wanted: 'unknown' };
  }
  if (secret !== undefined) {
    return { wanted: 'yes', secret: { name: secret, username: { key: 'username' }, password: 'password' } };
  }

  return flavourOf(member.image) === 'bitnami' ? bitnamiLogin(member) : { wanted: fromSettings(member, configMaps) };
}

function fromSettings(member: Member, configMaps: readonly ConfigMap[]): Told {
  const settings = settingsOf(member, configMaps);
  const authenticator = settings?.['authenticator'];

  if (!settings || (authenticator !== undefined && typeof authenticator !== 'string')) {
    return 'unknown';
  }

  return authenticator === undefined || OPEN.test(authenticator) ? 'no' : 'yes';
}

/** Bitnami's image wants logins unless it is told not to; its chart gives the password by variable, or as a file. */
function bitnamiLogin(member: Member): Login {
  const env = containerOf(member)?.env ?? [];
  const password = inVariable(env, 'CASSANDRA_PASSWORD') ?? inFile(member, variableOf(member, 'CASSANDRA_PASSWORD_FILE'));
  const user = inVariable(env, 'CASSANDRA_USER');

  if (OPEN.test(variableOf(member, 'CASSANDRA_AUTHENTICATOR') ?? '')) {
    return { wanted: 'no' };
  }

  return {
    wanted: 'yes',
    ...(password && {
      secret: {
        name:     password.secret,
        username: user?.secret === password.secret ? { key: user.key } : { value: variableOf(member, 'CASSANDRA_USER') ?? 'cassandra' },
        password: password.key,
      },
    }),
  };
}

function inVariable(env: readonly EnvVar[], name: string) {
  const { name: secret, key } = env.find((variable) => variable.name === name)?.valueFrom?.secretKeyRef ?? {};

  return secret !== undefined && key !== undefined ? { secret, key } : undefined;
}

/** The Secret, and its key, that a file in the database's container comes from. */
function inFile(member: Member, path: string | undefined) {
  const slash = path?.lastIndexOf('/') ?? -1;
  const mount = containerOf(member)?.volumeMounts?.find(({ mountPath }) => path !== undefined && mountPath.replace(/\/$/, '') === path.slice(0, slash));
  const volume = member.statefulSet.spec?.template.spec?.volumes?.find(({ name }) => name === mount?.name);
  const file = path?.slice(slash + 1);
  const secret = volume?.secret?.secretName;

  return secret !== undefined && file !== undefined ? { secret, key: volume?.secret?.items?.find((item) => item.path === file)?.key ?? file } : undefined;
}

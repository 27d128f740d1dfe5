import type { ConfigMap } from 'kubernetes-types/core/v1';

import type { Cluster, Member } from '../cluster/cluster';
import { flavourOf } from '../cluster/official';
import { CLIENT_TLS_VOLUME, KEYS_DIRECTORY } from '../manifest/inside/names';
import { isMap } from '../object/json';
import type { Told } from './login';
import { settingsOf, variableOf } from './member-settings';

/** How clients are to use TLS. */
export interface ClientTls {
  wanted: Told;
  /** Clients without TLS are let in too. */
  optional: boolean;
  /** Clients must show a certificate. */
  clientCertificate: boolean;
  /** The Secret whose `ca.crt` signed the nodes' certificates, where it is known. */
  secret?: string;
  /** The same inside of the nodes' containers, with the nodes' own certificate and key in one file. */
  inPod?: { ca: string; keyAndCertificate: string };
}

const NONE: ClientTls = { wanted: 'unknown', optional: false, clientCertificate: false };

/** Whether clients must use TLS, and what they need for it. */
export function clientTlsOf({ members: [member] }: Cluster, configMaps: readonly ConfigMap[]): ClientTls {
  if (!member) {
    return NONE;
  }
  if (flavourOf(member.image) === 'bitnami') {
    return { ...NONE, wanted: variableOf(member, 'CASSANDRA_CLIENT_ENCRYPTION') === 'true' ? 'yes' : 'no' };
  }
  const settings = settingsOf(member, configMaps);
  const options = settings?.['client_encryption_options'];
  const secret = keySecret(member);

  if (!settings) {
    // The volume with the keys says that there is TLS; how strict it is stands in the settings.
    return secret === undefined ? NONE : { ...NONE, wanted: 'yes', ...known(secret) };
  }
  if (!isMap(options) || options['enabled'] !== true) {
    return { ...NONE, wanted: 'no' };
  }

  return {
    wanted:            'yes',
    optional:          options['optional'] === true,
    clientCertificate: options['require_client_auth'] === true,
    ...(secret !== undefined && known(secret)),
  };
}

function keySecret({ statefulSet }: Member): string | undefined {
  return statefulSet.spec?.template.spec?.volumes?.find(({ name }) => name === CLIENT_TLS_VOLUME)?.secret?.secretName;
}

function known(secret: string): Pick<ClientTls, 'secret' | 'inPod'> {
  return { secret, inPod: { ca: `${ KEYS_DIRECTORY }/client-ca.pem`, keyAndCertificate: `${ KEYS_DIRECTORY }/client.pem` } };
}

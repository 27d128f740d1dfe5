import type { Volume, VolumeMount } from 'kubernetes-types/core/v1';

import type { ClusterSpec, SettingValue } from '../spec';
import { CLIENT_TLS_VOLUME, INTERNODE_TLS_VOLUME, KEYS_DIRECTORY, KEYS_VOLUME } from './names';

/** What TLS is for. */
export type TlsUse = 'client' | 'internode';

/** Volume and directory of the Secret with the certificates for each use. */
const SECRETS: Readonly<Record<TlsUse, { volume: string; directory: string }>> = {
  client:    { volume: CLIENT_TLS_VOLUME, directory: '/secrets/client-tls' },
  internode: { volume: INTERNODE_TLS_VOLUME, directory: '/secrets/internode-tls' },
};

/** What {@link tlsUses} gives for each use. */
export interface TlsUsed {
  use: TlsUse;
  secret: string;
  volume: string;
  directory: string;
}

/** The uses of TLS that are asked for, each with its Secret. */
export function tlsUses({ tls }: ClusterSpec): TlsUsed[] {
  const uses: TlsUse[] = ['client', 'internode'];

  return uses.flatMap((use) => {
    const secret = tls[use]?.secret;

    return secret === undefined ? [] : [{ use, secret, ...SECRETS[use] }];
  });
}

/** Settings of cassandra.yaml that switch TLS on, with the PEM files that the init container writes. */
export function tlsSettings({ tls: { client, internode } }: Pick<ClusterSpec, 'tls'>): Record<string, SettingValue> {
  return {
    ...(client && {
      client_encryption_options: { enabled: true, optional: client.optional, require_client_auth: client.requireClientCertificate, ...pemFiles('client') },
    }),
    // Each node shows a certificate to the other: one that only listens with TLS would let anybody join.
    ...(internode && {
      server_encryption_options: { internode_encryption: 'all', optional: false, require_client_auth: true, ...pemFiles('internode') },
    }),
  };
}

function pemFiles(use: TlsUse): Record<string, SettingValue> {
  return {
    keystore:            `${ KEYS_DIRECTORY }/${ use }.pem`,
    truststore:          `${ KEYS_DIRECTORY }/${ use }-ca.pem`,
    ssl_context_factory: { class_name: 'org.apache.cassandra.security.PEMBasedSslContextFactory' },
  };
}

export const secretVolume = ({ volume, secret }: TlsUsed): Volume => ({ name: volume, secret: { secretName: secret } });
export const secretMount = ({ volume, directory }: TlsUsed): VolumeMount => ({ name: volume, mountPath: directory, readOnly: true });

/** In memory, so that private keys get to no disk. */
export const KEYS: Volume = { name: KEYS_VOLUME, emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } };
export const KEYS_MOUNT: VolumeMount = { name: KEYS_VOLUME, mountPath: KEYS_DIRECTORY };

import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { ConfigMap, Secret } from 'kubernetes-types/core/v1';

import { ANNOTATION_SUPERUSER_SECRET } from '../../cluster/labels';
import type { KubeObject } from '../compose';
import { readSettings } from '../setting-text';
import type { AuthenticationSpec, ClientTlsSpec, ClusterSpec, SettingValue } from '../spec';
import { CLIENT_TLS_VOLUME, INTERNODE_TLS_VOLUME, SETTINGS_FILE, SETTINGS_VOLUME } from './names';
import { impliedSettings } from './settings';

/** What the objects of a ring say about the inside of its pods. */
export type Inside = Pick<ClusterSpec, 'authentication' | 'tls'> & { settings: Record<string, SettingValue> };

/** Reads back what was composed; what is not there is off. */
export function readInside(objects: readonly KubeObject[]): Inside {
  const set = objects.find((object): object is StatefulSet => object.kind === 'StatefulSet');
  const given = settings(objects, set);
  const [client, internode] = [CLIENT_TLS_VOLUME, INTERNODE_TLS_VOLUME].map((name) => volume(set, name)?.secret?.secretName);
  const read: Omit<Inside, 'settings'> = {
    ...authentication(objects, set),
    tls: {
      ...(client !== undefined && { client: { secret: client, ...clientOptions(given['client_encryption_options']) } }),
      ...(internode !== undefined && { internode: { secret: internode } }),
    },
  };
  const implied = impliedSettings(read);

  return { ...read, settings: Object.fromEntries(Object.entries(given).filter(([key]) => !(key in implied))) };
}

function settings(objects: readonly KubeObject[], set: StatefulSet | undefined): Record<string, SettingValue> {
  const name = volume(set, SETTINGS_VOLUME)?.configMap?.name;
  const map = objects.find((object): object is ConfigMap => object.kind === 'ConfigMap' && object.metadata?.name === name);
  const read = readSettings(map?.data?.[SETTINGS_FILE] ?? '{}');

  return 'settings' in read ? read.settings : {};
}

/** A Secret as it is written; one that is read from Kubernetes has no `stringData`, and is there already. */
function authentication(objects: readonly KubeObject[], set: StatefulSet | undefined): { authentication?: AuthenticationSpec } {
  const name = set?.metadata?.annotations?.[ANNOTATION_SUPERUSER_SECRET];
  const secret = objects.find((object): object is Secret => object.kind === 'Secret' && object.metadata?.name === name);
  const { username, password } = secret?.stringData ?? {};

  return name === undefined ? {} : {
    authentication: { secret: name, ...(username !== undefined && password !== undefined && { create: { username, password } }) },
  };
}

function clientOptions(setting: SettingValue | undefined): Omit<ClientTlsSpec, 'secret'> {
  const options = typeof setting === 'object' && setting !== null && !Array.isArray(setting) ? setting : {};

  return { requireClientCertificate: options['require_client_auth'] === true, optional: options['optional'] === true };
}

function volume(set: StatefulSet | undefined, name: string) {
  return set?.spec?.template.spec?.volumes?.find((each) => each.name === name);
}

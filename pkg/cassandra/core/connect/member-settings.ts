import type { ConfigMap, Container } from 'kubernetes-types/core/v1';

import { isManaged, type Member } from '../cluster/cluster';
import { SETTINGS_FILE, SETTINGS_VOLUME } from '../manifest/inside/names';
import { readSettings } from '../manifest/setting-text';
import type { SettingValue } from '../manifest/spec';

/** Name of the ConfigMap with the settings of a ring that we made, if it has one. */
export function settingsMap({ statefulSet }: Member): string | undefined {
  return isManaged(statefulSet) ? statefulSet.spec?.template.spec?.volumes?.find(({ name }) => name === SETTINGS_VOLUME)?.configMap?.name : undefined;
}

/**
 * The settings of cassandra.yaml that the manifest gives.
 *
 * @returns undefined if it is not known what they are: in rings of others, and where the ConfigMap may not be read
 */
export function settingsOf(member: Member, configMaps: readonly ConfigMap[]): Record<string, SettingValue> | undefined {
  if (!isManaged(member.statefulSet)) {
    return undefined;
  }
  const name = settingsMap(member);
  const text = configMaps.find(({ metadata }) => metadata?.name === name)?.data?.[SETTINGS_FILE];
  const read = name === undefined ? { settings: {} } : text === undefined ? undefined : readSettings(text);

  return read && 'settings' in read ? read.settings : undefined;
}

/** The database's container. */
export function containerOf({ statefulSet, container }: Member): Container | undefined {
  return statefulSet.spec?.template.spec?.containers.find(({ name }) => name === container);
}

/** The value of an environment variable of the database's container, where it stands in the manifest. */
export function variableOf(member: Member, name: string): string | undefined {
  return containerOf(member)?.env?.find((variable) => variable.name === name)?.value;
}

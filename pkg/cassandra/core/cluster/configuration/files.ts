import type { ConfigMap } from 'kubernetes-types/core/v1';

import type { Cluster } from '../cluster';
import { conceal } from '../conceal';
import { referencesOf } from '../references';

/** A text that the pods find as a file, with the passwords taken out. */
export interface ConfigurationFile {
  /** The ConfigMap that it stands in. */
  map: string;
  name: string;
  text: string;
}

/** The files of the ConfigMaps that a ring's pods mount, by ConfigMap and name. */
export function configurationFiles({ namespace, members }: Cluster, configMaps: readonly ConfigMap[]): ConfigurationFile[] {
  const mounted = new Set(members.flatMap((member) => referencesOf(member, [])).filter(({ kind, relation }) => kind === 'ConfigMap' && relation === 'mounted').map(({ name }) => name));

  return configMaps
    .filter(({ metadata }) => metadata?.namespace === namespace && mounted.has(metadata.name ?? ''))
    .flatMap(({ metadata, data = {} }) => Object.entries(data).map(([name, content]) => ({ map: metadata?.name ?? '', name, text: conceal(content) })))
    .sort((a, b) => a.map.localeCompare(b.map, 'en') || a.name.localeCompare(b.name, 'en'));
}

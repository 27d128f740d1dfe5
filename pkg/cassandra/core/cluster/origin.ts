import type { OwnerReference } from 'kubernetes-types/meta/v1';

import type { Cluster } from './cluster';
import { LABEL_MANAGED_BY } from './labels';

/** Who made a cluster; a key for a translated sentence. */
export interface Origin {
  code: 'managed' | 'operator' | 'helm' | 'tool' | 'kubectl' | 'unknown';
  /** What the sentence names: the operator's resource, the release, the tool. */
  name: string;
}

/** Names the Helm release that installed an object. */
export const RELEASE = 'meta.helm.sh/release-name';
const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Who made a cluster, and will therefore want to change and delete it: what is changed behind an operator's or a
 * release's back comes back, or is in its way.
 */
export function originOf(cluster: Cluster): Origin {
  const { managed, members } = cluster;
  const { labels = {}, annotations = {} } = members[0]?.statefulSet.metadata ?? {};
  const owners = ownersOf(cluster);
  const tool = labels[LABEL_MANAGED_BY] ?? '';

  if (managed) {
    return { code: 'managed', name: '' };
  }
  if (owners.length) {
    return { code: 'operator', name: owners.map(({ kind, name }) => `${ kind } ${ name }`).join(', ') };
  }
  if (tool === 'Helm' || annotations[RELEASE]) {
    return { code: 'helm', name: annotations[RELEASE] ?? '' };
  }
  if (tool) {
    return { code: 'tool', name: tool };
  }

  return { code: annotations[APPLIED] ? 'kubectl' : 'unknown', name: '' };
}

/** The operator's resources that made the StatefulSets, each once; in the namespace of the cluster. */
export function ownersOf({ members }: Cluster): OwnerReference[] {
  const controllers = members.flatMap(({ statefulSet }) => statefulSet.metadata?.ownerReferences?.filter(({ controller }) => controller) ?? []);

  return [...new Map(controllers.map((owner) => [owner.uid, owner])).values()];
}

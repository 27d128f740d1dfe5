import type { Cluster } from './cluster';
import { LABEL_MANAGED_BY } from './labels';

/** Who made a cluster; a key for a translated sentence. */
export interface Origin {
  code: 'managed' | 'operator' | 'helm' | 'tool' | 'kubectl' | 'unknown';
  /** What the sentence names: the operator's resource, the release, the tool. */
  name: string;
}

const RELEASE = 'meta.helm.sh/release-name';
const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Who made a cluster, and will therefore want to change and delete it: what is changed behind an operator's or a
 * release's back comes back, or is in its way.
 */
export function originOf({ managed, members }: Cluster): Origin {
  const { labels = {}, annotations = {}, ownerReferences = [] } = members[0]?.statefulSet.metadata ?? {};
  const owner = ownerReferences.find(({ controller }) => controller);
  const tool = labels[LABEL_MANAGED_BY] ?? '';

  if (managed) {
    return { code: 'managed', name: '' };
  }
  if (owner) {
    return { code: 'operator', name: `${ owner.kind } ${ owner.name }` };
  }
  if (tool === 'Helm' || annotations[RELEASE]) {
    return { code: 'helm', name: annotations[RELEASE] ?? '' };
  }
  if (tool) {
    return { code: 'tool', name: tool };
  }

  return { code: annotations[APPLIED] ? 'kubectl' : 'unknown', name: '' };
}

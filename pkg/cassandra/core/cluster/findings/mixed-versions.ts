import { groupBy } from '../../group-by';
import type { Facts } from '../facts';
import { cassandraVersion } from '../image';
import type { Check } from './finding';

/** Nodes of different releases in one ring: an upgrade that has not ended. */
export const mixedVersions: Check = {
  code: 'mixedVersions',
  find(facts) {
    const told = facts.description?.value.versions;
    const versions = told ? told.map(({ release, nodes }) => ({ release, nodes })) : byImage(facts);

    return versions.length > 1 ? [{
      severity: facts.cluster.state === 'updating' ? 'info' : 'warning',
      args:     { versions: versions.map(({ release }) => release).join(', ') },
      evidence: versions.map(({ release, nodes }) => `${ release }: ${ nodes.join(', ') }`),
    }] : [];
  },
};

/** Before 4.0 nodes do not tell each other's releases; what is running is not always what the template says. */
function byImage({ cluster: { members }, pods }: Facts): { release: string; nodes: string[] }[] {
  const known = pods.flatMap(({ metadata, spec }) => {
    const image = spec?.containers.find(({ name }) => members.some(({ container }) => container === name))?.image ?? '';
    const release = cassandraVersion(image);

    return release === undefined ? [] : { release, node: metadata?.name ?? '' };
  });

  return [...groupBy(known, ({ release }) => release)].map(([release, nodes]) => ({ release, nodes: nodes.map(({ node }) => node) }));
}

import { RELEASES, releaseOfVersion } from '../../releases';
import type { Check } from '../finding';

/** No fixes come out for it any more, whatever is found. */
export const endOfLife: Check = {
  code: 'endOfLife',
  find({ cluster, description }) {
    const observed = description?.value.versions?.map(({ release }) => ({ version: release, evidence: `${ description.pod }: nodetool describecluster: ${ release }` }));
    const tagged = cluster.members.flatMap(({ image, version }) => version === undefined ? [] : [{ version, evidence: `image: ${ image }` }]);
    const ended = (observed ?? tagged).filter(({ version }) => isEnded(version));
    const evidence = [...new Set(ended.map((one) => one.evidence))];

    return evidence.length === 0 ? [] : [{
      severity: 'warning',
      args:     { version: [...new Set(ended.map(({ version }) => version))].join(', '), newest: RELEASES.find(({ support }) => support === 'maintained')?.line ?? '' },
      evidence,
    }];
  },
};

/** Lines older than all that are known have ended too. */
function isEnded(version: string): boolean {
  const oldest = Math.min(...RELEASES.filter(({ support }) => support !== 'ended').map(({ line }) => Number(line)));

  return releaseOfVersion(version)?.support === 'ended' || Number.parseFloat(version) < oldest;
}

import { placesOf } from '../../cluster/storage-places';
import { blocking, check, passed, warning } from './check';
import { firstOrdinal } from './nodes';

/** Pods that end must find their data again: it is on claims, and not in what goes with a pod. */
export const dataKept = check('dataKept', ({ facts: { cluster } }) => {
  const homes = cluster.members.flatMap((member) => placesOf(member, firstOrdinal(member)).filter(({ use }) => use === 'data').map(({ home, path }) => ({ set: member.name, home, path })));
  const evidence = homes.map(({ set, home, path }) => `StatefulSet ${ set }: ${ path ?? 'data' }: ${ home }`);
  const setsWith = (...wanted: readonly string[]) => [...new Set(homes.filter(({ home }) => wanted.includes(home)).map(({ set }) => set))];
  const lost = setsWith('emptyDir', 'container');
  const bound = setsWith('hostPath', 'other');

  if (lost.length > 0) {
    return blocking({ sets: lost.join(', '), kept: 'no' }, evidence);
  }

  // A directory of a machine is there again only if the pod is.
  return bound.length > 0 ? warning({ sets: bound.join(', '), kept: 'perhaps' }, evidence, bound) : passed(evidence);
});

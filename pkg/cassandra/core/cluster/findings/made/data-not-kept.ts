import { dataDirectory, keepsData } from '../../../manifest/rules/container';
import type { Check } from '../finding';
import { configurationOf, eachMember, NONE, scriptsOf } from './members';

/** Data that is on no volume of its own goes with the pod. */
export const dataNotKept: Check = {
  code: 'dataNotKept',
  find: (facts) => eachMember(facts, (member) => {
    const { container: { image = '', volumeMounts = [] }, path, pod: { volumes = [] } } = member;
    // Settings may put the data elsewhere.
    const isMoved = /storagedir|data_file_directories/.test(`${ scriptsOf(member) }\n${ configurationOf(facts, member) ?? 'data_file_directories' }`);
    const mounts = volumeMounts.map(({ name, mountPath }) => {
      const volume = volumes.find((candidate) => candidate.name === name);

      return `${ path }.volumeMounts[${ mountPath }]: ${ name }${ volume?.emptyDir ? ' (emptyDir)' : '' }`;
    });

    return isMoved || keepsData(member) ? undefined : {
      severity: 'critical',
      args:     { path: dataDirectory(image) ?? NONE },
      evidence: [`${ path }.image: ${ image }`, ...(mounts.length > 0 ? mounts : [`${ path }.volumeMounts: ${ NONE }`])],
    };
  }),
};

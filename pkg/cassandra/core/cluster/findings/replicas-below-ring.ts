import type { Check } from './finding';
import { isSeen, rowsOf, statusLine } from './observed';

/** Pods that Kubernetes is taking away while their nodes are full members of the ring. */
export const replicasBelowRing: Check = {
  code: 'replicasBelowRing',
  find(facts) {
    const rows = rowsOf(facts).filter(isSeen);

    return facts.cluster.members.flatMap(({ name, statefulSet: { spec } }) => {
      const replicas = spec?.replicas ?? 1;
      const end = (spec?.ordinals?.start ?? 0) + replicas;
      const going = rows.filter(({ member, ordinal = 0, status }) => member === name && ordinal >= end && status.state === 'normal');

      return replicas > 0 && going.length > 0 ? [{
        severity: 'critical' as const,
        subject:  name,
        args:     { set: name, count: going.length, replicas: replicas + going.length },
        evidence: [`spec.replicas: ${ replicas }`, ...going.map((row) => `${ row.pod }  ${ statusLine(row) }`)],
      }] : [];
    });
  },
};

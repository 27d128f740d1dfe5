import type { Check } from './finding';

/** What Kubernetes fills in for each pod is not known here. */
const FILLED_IN = /\$\(/;

/** A ring that is called otherwise than its StatefulSets say: a node that restarts refuses to. */
export const clusterName: Check = {
  code: 'clusterName',
  find({ cluster: { members }, description }) {
    const given = members.filter((member) => member.clusterName !== undefined && !FILLED_IN.test(member.clusterName));
    const name = description?.value.name ?? given[0]?.clusterName ?? '';
    const other = given.filter((member) => member.clusterName !== name);
    const [first] = other;

    return first ? [{
      severity: 'critical',
      subject:  first.name,
      args:     { name, other: first.clusterName ?? '', set: first.name },
      evidence: [
        ...(description ? [`nodetool describecluster of ${ description.pod }: Name: ${ name }`] : []),
        ...given.map((member) => `${ member.name }: CASSANDRA_CLUSTER_NAME=${ member.clusterName }`),
      ],
    }] : [];
  },
};

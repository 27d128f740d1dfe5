import { describe, expect, it } from 'vitest';

import { clusterName } from '../../../../../pkg/cassandra/core/cluster/findings/cluster-name';
import { brief, description, facts } from './facts';

/** The cluster with one member for each of these names. */
function named(...names: (string | undefined)[]) {
  const { cluster, ...rest } = facts();

  return { ...rest, cluster: { ...cluster, members: names.map((name, index) => ({ ...cluster.members[0]!, name: `db-${ index }`, clusterName: name })) } };
}

describe('clusterName', () => {
  it('compares what the ring is called with what the StatefulSets say', () => {
    const args = { name: 'db', other: 'Test Cluster', set: 'db-1' };

    expect(brief(clusterName, named('db', 'Test Cluster'))).toEqual([{ severity: 'critical', subject: 'db-1', args }]);
    expect(clusterName.find(named('db', 'Test Cluster'))[0]?.evidence).toEqual([
      'nodetool describecluster of db-0: Name: db', 'db-0: CASSANDRA_CLUSTER_NAME=db', 'db-1: CASSANDRA_CLUSTER_NAME=Test Cluster',
    ]);
  });

  it('compares them with each other while the ring has not been asked', () => {
    expect(brief(clusterName, { ...named('a', 'b'), description: undefined })).toMatchObject([{ args: { name: 'a', other: 'b' } }]);
  });

  it('says nothing where no name is given, or each pod fills it in', () => {
    expect(clusterName.find(named(undefined, '$(NAME)'))).toEqual([]);
    expect(clusterName.find({ ...named('db'), description: description() })).toEqual([]);
  });
});

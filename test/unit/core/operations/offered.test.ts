import type { StatefulSet } from 'kubernetes-types/apps/v1';
import { describe, expect, it } from 'vitest';

import { findClusters } from '../../../../pkg/cassandra/core/cluster/cluster';
import { isForItsMaker, offeredKinds } from '../../../../pkg/cassandra/core/operations/offered';
import { foreignStatefulSet, ownStatefulSet } from '../cluster/objects';

const clusterOf = (statefulSet: StatefulSet) => findClusters([statefulSet])[0]!;
const own = ownStatefulSet();

function madeBy(metadata: StatefulSet['metadata']) {
  const statefulSet = foreignStatefulSet('db', 'cassandra:5.0');

  return clusterOf({ ...statefulSet, metadata: { ...statefulSet.metadata, ...metadata } });
}

describe('offeredKinds', () => {
  it('starts what is stopped, and everything else what is not', () => {
    expect(offeredKinds(clusterOf(own))).toEqual(['scaleUp', 'restart', 'cleanup', 'stop']);
    expect(offeredKinds(clusterOf({ ...own, spec: { ...own.spec!, replicas: 0 } }))).toEqual(['start']);
  });
});

describe('isForItsMaker', () => {
  it('leaves to operators what they do, and to releases what they would set back', () => {
    const operator = madeBy({ ownerReferences: [{ apiVersion: 'cassandra.datastax.com/v1beta1', kind: 'CassandraDatacenter', name: 'dc1', uid: 'u', controller: true }] });
    const helm = madeBy({ annotations: { 'meta.helm.sh/release-name': 'shop' } });

    expect((['scaleUp', 'restart', 'cleanup', 'stop', 'start'] as const).map((kind) => [isForItsMaker(kind, operator), isForItsMaker(kind, helm)])).toEqual([[true, true], [true, false], [false, false], [true, true], [true, true]]);
    expect(isForItsMaker('scaleUp', clusterOf(own))).toBe(false);
    expect(isForItsMaker('scaleUp', madeBy({}))).toBe(false);
  });
});

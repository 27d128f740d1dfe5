import { describe, expect, it } from 'vitest';

import { mixedVersions } from '../../../../../pkg/cassandra/core/cluster/findings/mixed-versions';
import { ownStatefulSet } from '../objects';
import { brief, description, facts, podAt } from './facts';

const versions = [{ release: '4.1.10', nodes: ['10.0.0.1'] }, { release: '5.0.9', nodes: ['10.0.0.2', '10.0.0.3'] }];

function imaged(ordinal: number, image: string) {
  const pod = podAt(ordinal);

  pod.spec!.containers[0]!.image = image;

  return pod;
}

describe('mixedVersions', () => {
  it('goes by what the nodes say', () => {
    expect(mixedVersions.find(facts({ description: description({ versions }) }))).toEqual([{
      severity: 'warning', args: { versions: '4.1.10, 5.0.9' }, evidence: ['4.1.10: 10.0.0.1', '5.0.9: 10.0.0.2, 10.0.0.3']
    }]);
    expect(mixedVersions.find(facts({ description: description({ versions: versions.slice(1) }) }))).toEqual([]);
  });

  it('is worth a note only while the nodes are being restarted', () => {
    const rolling = ownStatefulSet('db', { replicas: 3, readyReplicas: 3, updateRevision: 'r2', updatedReplicas: 1 }, { generation: 2 });

    expect(brief(mixedVersions, facts({ statefulSets: [rolling], description: description({ versions }) }))).toMatchObject([{ severity: 'info' }]);
  });

  it('goes by the images of the pods where nodes do not say, as far as tags are versions', () => {
    const pods = [imaged(0, 'cassandra:3.11.19'), imaged(1, 'cassandra:4.0'), imaged(2, 'cassandra:latest')];

    expect(mixedVersions.find(facts({ description: undefined, pods }))[0]?.evidence).toEqual(['3.11.19: db-0', '4.0: db-1']);
    expect(mixedVersions.find(facts({ description: undefined, pods: pods.slice(1) }))).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { compose, defaultSpec, toYaml } from '../../../../pkg/cassandra/core/manifest';
import { readSpec } from '../../../../pkg/cassandra/core/manifest/read';
import type { ClusterSpec } from '../../../../pkg/cassandra/core/manifest/spec';
import { parseObjects } from '../../../../pkg/cassandra/core/manifest/text';
import type { AnyObject } from '../../../../pkg/cassandra/core/object/object';
import { clusterSpec } from './arbitrary';
import { CHART, TUTORIAL } from './foreign';

const nameOf = ({ kind = '', metadata }: AnyObject) => `${ kind }/${ metadata?.name ?? '' }`;

describe('readSpec', () => {
  it('gets any spec back from the objects that were composed of it, in whatever order the API lists them', () => {
    fc.assert(fc.property(clusterSpec, (spec) => {
      const listed = [...compose(spec)].sort((a, b) => nameOf(a) < nameOf(b) ? -1 : 1);

      expect(readSpec(compose(spec))).toEqual(spec);
      expect(readSpec(listed)).toEqual(spec);
    }), { numRuns: 100 });
  });

  it('takes what the objects do not say from what was there', () => {
    const before: ClusterSpec = { ...defaultSpec('db', 'prod'), image: 'cassandra:4.1', datacenter: 'east' };

    expect(readSpec([], before)).toBe(before);
    expect(readSpec([{ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'other' } }], before)).toBe(before);
  });

  it('does not take claims that a StatefulSet made for such that were made with the ring', () => {
    const spec = defaultSpec('db', 'prod');
    const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data-db-0', namespace: 'prod', labels: { 'app.kubernetes.io/instance': 'db' } }, spec: { volumeName: 'pvc-1' } };

    expect(readSpec([...compose(spec), claim])).toEqual(spec);
  });

  it('takes no number of nodes that nobody could mean', () => {
    const nodes = (replicas: string) => {
      const read = parseObjects(toYaml(compose(defaultSpec('db', 'prod'))).replace('replicas: 3', `replicas: ${ replicas }`));

      return 'objects' in read ? readSpec(read.objects).racks[0]?.nodes : read.error;
    };

    expect(['1000000000', '-1', '1.5', '.nan', '5'].map(nodes)).toEqual([3, 3, 3, 3, 5]);
  });

  it('reads what a tutorial has in common with ours, but not its image', () => {
    expect(readSpec(TUTORIAL)).toEqual({
      ...defaultSpec('cassandra'),
      clusterName:  'K8Demo',
      datacenter:   'DC1',
      racks:        [{ name: 'Rack1', nodes: 3 }],
      antiAffinity: 'off',
      storage:      { ...defaultSpec().storage, size: '100Gi', source: { kind: 'class', className: 'fast' } },
      resources:    { cpu: '500m', cpuLimit: '500m', memory: '1Gi' },
    });
  });

  it('reads what a chart has in common with ours, and the official image of its version', () => {
    expect(readSpec(CHART)).toEqual({
      ...defaultSpec('rel-cassandra', 'data'),
      image:         'cassandra:4.1',
      pullSecrets:   ['registry'],
      clusterName:   'cassandra',
      datacenter:    'dc-1',
      racks:         [{ name: 'rack-1', nodes: 4 }],
      antiAffinity:  'preferred',
      storage:       { ...defaultSpec().storage, size: '8Gi' },
      resources:     { cpu: '1', cpuLimit: '2', memory: '4Gi', memoryRequest: '2Gi', heap: { max: 1000, young: 200 } },
      configuration: { ...defaultSpec().configuration, numTokens: 256, snitch: 'SimpleSnitch' },
    });
  });
});

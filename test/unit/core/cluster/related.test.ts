import type { StatefulSet } from 'kubernetes-types/apps/v1';
import { describe, expect, it } from 'vitest';

import { findClusters } from '../../../../pkg/cassandra/core/cluster/cluster';
import { relatedObjects, type RelatedObject } from '../../../../pkg/cassandra/core/cluster/related';
import { compose } from '../../../../pkg/cassandra/core/manifest/compose';
import type { ClusterSpec } from '../../../../pkg/cassandra/core/manifest/spec';
import { defaultSpec } from '../../../../pkg/cassandra/core/manifest/spec';
import { ofKind, type AnyObject, type Kind } from '../../../../pkg/cassandra/core/object/object';

const ALL: Kind[] = ['StatefulSet', 'Service', 'PodDisruptionBudget', 'NetworkPolicy', 'ConfigMap', 'Secret', 'Job', 'PersistentVolumeClaim', 'PersistentVolume', 'StorageClass'];

const find = (objects: readonly AnyObject[], read = ALL): RelatedObject[] => relatedObjects(findClusters(ofKind(objects, 'StatefulSet'))[0]!, { objects, read });
const rows = (found: readonly RelatedObject[]) => found.map(({ kind, name, presence, relations }) => `${ kind } ${ name }: ${ presence }, ${ relations.join(' ') }`);

const everything: ClusterSpec = {
  ...defaultSpec('db', 'prod'),
  pullSecrets:    ['registry'],
  authentication: { secret: 'db-login', create: { username: 'admin', password: 'x' } },
  tls:            { client: { secret: 'db-tls', requireClientCertificate: false, optional: false } },
  clientService:  { type: 'ClusterIP', annotations: {} },
  networkPolicy:  { namespaces: [] },
};

const ownClaim = (name: string, volumeName?: string): AnyObject => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace: 'prod' }, ...{ spec: { volumeName, storageClassName: 'fast' } },
});

const foreign = (spec: object, metadata: StatefulSet['metadata'] = {}): AnyObject => ({
  apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'cass', namespace: 'prod', uid: 'u1', ...metadata },
  ...{ spec: { serviceName: 'cass', selector: {}, template: { metadata: { labels: { app: 'cassandra' } }, spec: { containers: [{ name: 'c', image: 'cassandra:4.1' }], ...spec } } } },
});

describe('relatedObjects', () => {
  it('finds all that was made with a cluster, and what of it is not there', () => {
    expect(rows(find([...compose(everything), ownClaim('data-db-0', 'pv-1'), { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'pv-1' }, ...{ spec: { claimRef: { namespace: 'prod', name: 'data-db-0' } } } }]))).toEqual([
      'StatefulSet db: there, member made',
      'Service db: there, governs made selects',
      'Service db-client: there, made selects',
      'PodDisruptionBudget db: there, made selects',
      'NetworkPolicy db: there, made selects',
      'ConfigMap db-config: there, mounted made',
      'Secret db-login: there, login made',
      'Secret db-tls: missing, mounted',
      'Secret registry: missing, pulls',
      'Job db-auth: there, made',
      'PersistentVolumeClaim data-db-0: there, claimed',
      'PersistentVolume pv-1: there, bound',
      'StorageClass fast: missing, class',
    ]);
  });

  it('does not call missing what may not be read', () => {
    const set = compose(everything).filter(({ kind }) => kind === 'StatefulSet');

    expect(rows(find(set, ['StatefulSet', 'Service']))).toEqual([
      'StatefulSet db: there, member made',
      'Service db: missing, governs',
      'ConfigMap db-config: unread, mounted',
      'Secret db-login: unread, login',
      'Secret db-tls: unread, mounted',
      'Secret registry: unread, pulls',
    ]);
  });

  it('passes over what belongs to another cluster or namespace', () => {
    const others = [...compose(defaultSpec('other', 'prod')), ...compose(defaultSpec('db', 'staging')), ownClaim('data-other-0')].filter(({ kind }) => kind !== 'StatefulSet');
    const own = compose(defaultSpec('db', 'prod'));

    expect(rows(find([...own, ...others]))).toEqual(rows(find(own)));
  });

  it('goes by selectors, mounts, variables and owners where somebody else made the cluster', () => {
    const set = foreign({
      volumes:    [{ name: 'a', configMap: { name: 'settings' } }, { name: 'b', projected: { sources: [{ secret: { name: 'keys' } }, { configMap: { name: 'extra', optional: true } }] } }],
      containers: [{ name: 'c', image: 'cassandra:4.1', env: [{ name: 'P', valueFrom: { secretKeyRef: { name: 'login', key: 'p' } } }], envFrom: [{ configMapRef: { name: 'settings' } }] }],
    }, { ownerReferences: [{ apiVersion: 'cassandra.datastax.com/v1beta1', kind: 'CassandraDatacenter', name: 'dc1', uid: 'o1', controller: true }], annotations: { 'meta.helm.sh/release-name': 'r' } });
    const service = (name: string, spec: object, metadata: object = {}): AnyObject => ({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'prod', ...metadata }, ...{ spec } });

    expect(rows(find([
      set,
      service('cass', { selector: { app: 'cassandra' } }),
      service('picks-others', { selector: { app: 'web' } }),
      service('picks-nothing', {}),
      service('of-the-owner', { selector: { app: 'web' } }, { ownerReferences: [{ apiVersion: 'x/v1', kind: 'CassandraDatacenter', name: 'dc1', uid: 'o1', controller: true }] }),
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'of-the-release', namespace: 'prod', annotations: { 'meta.helm.sh/release-name': 'r' } } },
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'login', namespace: 'prod' } },
      { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'all', namespace: 'prod' }, ...{ spec: { selector: {} } } },
    ]))).toEqual([
      'CassandraDatacenter dc1: unread, owner',
      'StatefulSet cass: there, member owned release',
      'Service cass: there, governs selects',
      'Service of-the-owner: there, owned',
      'PodDisruptionBudget all: there, selects',
      'ConfigMap settings: missing, mounted environment',
      'Secret keys: missing, mounted',
      'Secret login: there, environment',
      'Secret of-the-release: there, release',
    ]);
  });
});

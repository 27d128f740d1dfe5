import { describe, expect, it } from 'vitest';

import { compose, type ClusterSpec, type Surroundings } from '../../../../../pkg/cassandra/core/manifest';
import { found, told, valid } from './found';

const everything: Partial<ClusterSpec> = {
  racks:          ['a', 'b', 'c'].map((name) => ({ name, nodes: 1 })),
  storage:        {
    ...valid.storage,
    source: { kind: 'newClass', storageClass: { name: 'fast', provisioner: 'rancher.io/local-path', parameters: {}, reclaimPolicy: 'Retain', bindingMode: 'WaitForFirstConsumer', allowExpansion: true, mountOptions: [], zones: [] } },
  },
  configuration:  { ...valid.configuration, settings: { concurrent_reads: 16 } },
  authentication: { secret: 'login', create: { username: 'admin', password: 'long enough' } },
  clientService:  { type: 'ClusterIP', annotations: {} },
  networkPolicy:  { namespaces: ['apps'] },
};

const staticVolumes: Partial<ClusterSpec> = {
  storage: { ...valid.storage, source: { kind: 'static', type: 'local', volumes: [0, 1, 2].map((index) => ({ host: `h${ index }`, path: '/data' })) } },
};

describe('names that are taken', () => {
  it.each<[string, Partial<ClusterSpec>, Surroundings, string[]]>([
    ['nothing', {}, { taken: ['Service/other', 'ConfigMap/db', 'StatefulSet/db-a'] }, []],
    ['the Service', {}, { taken: ['Service/db'] }, ['name nameTaken']],
    ['the StatefulSet', {}, { taken: ['StatefulSet/db'] }, ['name nameTaken']],
    ['the StatefulSet of a rack', everything, { taken: ['StatefulSet/db-b'] }, ['racks.1.name nameTaken']],
    ['the class', everything, { storageClasses: [{ name: 'fast', provisioner: 'p', bindingMode: 'Immediate', reclaimPolicy: 'Delete', expandable: false }] }, ['storageClass.name nameTaken']],
    ['the Secret', everything, { secrets: [{ name: 'login', keys: ['username', 'password'] }] }, ['authentication.secret nameTaken']],
    ['a Secret that shall be there', { authentication: { secret: 'login' } }, { taken: ['Secret/login'] }, []],
    ['a PersistentVolume', staticVolumes, { taken: ['PersistentVolume/prod-data-db-1'] }, ['volumes nameTaken']],
    ['a claim that is made for a volume', staticVolumes, { claims: ['data-db-1'] }, ['name nameTaken']],
  ])('%s', (_, change, known, expected) => expect(found(change, known)).toEqual(expected));

  it('is looked at for every object that is made', () => {
    for (const change of [everything, staticVolumes]) {
      for (const { kind, metadata } of compose({ ...valid, ...change })) {
        expect(told({ ...valid, ...change }, { taken: [`${ kind }/${ metadata?.name }`] })).toMatchObject([{ code: 'nameTaken', severity: 'error', params: { kind, name: metadata?.name } }]);
      }
    }
  });

  it('waits for a name that can be one', () => {
    expect(found({ name: 'Db' }, { taken: ['Service/Db'] })).toEqual(['name invalidName']);
  });
});

describe('volumes of an earlier ring', () => {
  it.each([
    [['data-db-0', 'data-db-12', 'data-other-0'], [{ field: 'name', code: 'oldVolumes', severity: 'warning', params: { claims: 2, first: 'data-db-0' } }]],
    [['commitlog-db-0'], [{ field: 'name', code: 'oldVolumes', severity: 'warning', params: { claims: 1, first: 'commitlog-db-0' } }]],
    [['data-db-0-copy', 'data-db-eu-0', 'logs-db-0', 'data-db-'], []],
  ])('%j', (claims, expected) => expect(told(valid, { claims })).toEqual(expected));

  it('of any rack', () => {
    expect(found(everything, { claims: ['data-db-c-4'] })).toEqual(['name (oldVolumes)']);
    expect(found(everything, { claims: ['data-db-4'] })).toEqual([]);
  });
});

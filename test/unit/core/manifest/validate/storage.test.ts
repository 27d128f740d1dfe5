import { describe, expect, it } from 'vitest';

import type { ClusterSpec, Surroundings } from '../../../../../pkg/cassandra/core/manifest';
import type { NewStorageClass, StaticVolume, StorageSource } from '../../../../../pkg/cassandra/core/manifest/spec';
import type { StorageClassFact, VolumeFact } from '../../../../../pkg/cassandra/core/manifest/surroundings';
import { found, hostsIn, told, valid } from './found';

const GIB = 1024 ** 3;

const stored = (change: Partial<ClusterSpec['storage']>): Partial<ClusterSpec> => ({ storage: { ...valid.storage, ...change } });
const from = (source: StorageSource) => stored({ source });
const existing = (change: Partial<StorageClassFact> = {}): StorageClassFact => ({ name: 'a', provisioner: 'rancher.io/local-path', bindingMode: 'WaitForFirstConsumer', reclaimPolicy: 'Retain', expandable: true, ...change });
const racksIn = (...zones: string[]) => zones.map((zone, index) => ({ name: `r${ index }`, zone, nodes: 1 }));

describe('the size', () => {
  it.each([
    ['', 'required'], ['10 Gi', 'invalidQuantity'], ['10GB', 'invalidQuantity'], ['ten', 'invalidQuantity'], ['0', 'notPositive'], ['-5Gi', 'notPositive'], ['1', 'tooSmall'], ['1G', 'tooSmall'], ['1023Mi', 'tooSmall'],
  ])('is not "%s"', (size, code) => expect(found(stored({ size, commitLog: { size } }))).toEqual([`storage.size ${ code }`, `commitLog.size ${ code }`]));
});

describe('an existing class', () => {
  it.each<[string, Surroundings, string | undefined, string[]]>([
    ['not known', {}, undefined, []],
    ['none at all', { storageClasses: [] }, undefined, ['storage.className noStorageClass']],
    ['no default', { storageClasses: [existing()] }, undefined, ['storage.className noDefaultStorageClass']],
    ['the default', { storageClasses: [existing()], defaultStorageClass: 'a' }, undefined, []],
    ['one chosen', { storageClasses: [existing()] }, 'a', []],
    ['chosen one gone', { storageClasses: [existing()] }, 'b', ['storage.className storageClassGone']],
    ['binds at once', { storageClasses: [existing({ bindingMode: 'Immediate' })], hosts: hostsIn(['x', 'y', 'z']) }, 'a', ['storage.className (immediateBinding)']],
    ['binds at once in one zone', { storageClasses: [existing({ bindingMode: 'Immediate' })], hosts: hostsIn(['x', 'x', 'x']) }, 'a', []],
    ['by hand, with volumes missing', { storageClasses: [existing({ provisioner: 'kubernetes.io/no-provisioner' })], volumes: [volume('v0', { className: 'a' }), volume('v1'), volume('v2', { className: 'a', available: false })] }, 'a', ['storage.className (tooFewVolumes)']],
  ])('%s', (_, known, className, expected) => expect(found(from({ kind: 'class', className }), known)).toEqual(expected));
});

describe('a new class', () => {
  const made = (change: Partial<NewStorageClass>) => from({
    kind: 'newClass', storageClass: { name: 'fast', provisioner: 'ebs.csi.aws.com', parameters: {}, reclaimPolicy: 'Retain', bindingMode: 'WaitForFirstConsumer', allowExpansion: true, mountOptions: [], zones: [], ...change },
  });

  it.each<[string, Partial<NewStorageClass>, string[]]>([
    ['right', { parameters: { type: 'gp3' }, zones: ['a'] }, []],
    ['no name', { name: '' }, ['storageClass.name required']],
    ['a bad name', { name: 'Fast_1' }, ['storageClass.name invalidObjectName']],
    ['no provisioner', { provisioner: ' ' }, ['storageClass.provisioner required']],
    ['a bad provisioner', { provisioner: 'ebs csi' }, ['storageClass.provisioner invalidProvisioner']],
    ['a bad prefix', { provisioner: 'a/b/c' }, ['storageClass.provisioner invalidProvisioner']],
    ['volumes made by hand', { provisioner: 'kubernetes.io/no-provisioner' }, ['storageClass.provisioner (noProvisioner)']],
    ['volumes made by hand, bound at once', { provisioner: 'kubernetes.io/no-provisioner', bindingMode: 'Immediate' }, ['storageClass.provisioner (noProvisioner)', 'storageClass.bindingMode (localNeedsWaiting)']],
    ['bound at once', { bindingMode: 'Immediate' }, ['storageClass.bindingMode (immediateBinding)']],
    ['a parameter without a name', { parameters: { '': 'x' } }, ['storageClass.parameters emptyKey']],
    ['a zone without hosts', { zones: ['a', 'nowhere'] }, ['storageClass.zones zoneEmpty']],
  ])('%s', (_, change, expected) => expect(found(made(change), { hosts: hostsIn(['a', 'b', 'c']) })).toEqual(expected));

  it('makes volumes where the racks are', () => {
    expect(found({ ...made({ zones: ['a', 'b'] }), racks: racksIn('a', 'b', 'c') })).toEqual(['storageClass.zones rackZoneNotAllowed']);
  });
});

describe('what becomes of the data', () => {
  it.each<[ClusterSpec['storage']['retention'], StorageClassFact, string | undefined]>([
    [{ whenDeleted: 'Retain', whenScaled: 'Retain' }, existing({ reclaimPolicy: 'Delete' }), undefined],
    [{ whenDeleted: 'Delete', whenScaled: 'Delete' }, existing(), undefined],
    [{ whenDeleted: 'Delete', whenScaled: 'Delete' }, existing({ reclaimPolicy: 'Delete' }), 'both'],
    [{ whenDeleted: 'Delete', whenScaled: 'Retain' }, existing({ reclaimPolicy: 'Delete' }), 'deleted'],
    [{ whenDeleted: 'Retain', whenScaled: 'Delete' }, existing({ reclaimPolicy: 'Delete' }), 'scaled'],
  ])('%j %j', (retention, storageClass, when) => {
    expect(told({ ...valid, ...stored({ retention }) }, { storageClasses: [storageClass], defaultStorageClass: 'a' })).toEqual(when === undefined ? [] : [{ field: 'storage.retention', code: 'dataDeleted', severity: 'warning', params: { when } }]);
  });
});

describe('static volumes', () => {
  const local = (...volumes: StaticVolume[]) => from({ kind: 'static', type: 'local', volumes });
  const nfs = (...volumes: StaticVolume[]) => from({ kind: 'static', type: 'nfs', volumes });
  const csi = (driver: string | undefined, ...handles: string[]) => from({ kind: 'static', type: 'csi', driver, volumes: handles.map((handle) => ({ handle })) });
  const at = (host: number, path = '/mnt/data'): StaticVolume => ({ host: `host-${ host }`, path });
  const known = { hosts: hostsIn(['a', 'b', 'c']) };

  it.each<[string, Partial<ClusterSpec>, string[]]>([
    ['one for each node', local(at(0), at(1), at(2)), []],
    ['too few', local(at(0), at(1)), ['volumes volumeCount', 'volumes.2.host required', 'volumes.2.path required']],
    ['too many', local(at(0), at(1), at(2), at(0, '/other')), ['volumes volumeCount']],
    ['no host', local(at(0), at(1), { path: '/x' }), ['volumes.2.host required']],
    ['a host that is not there', local(at(0), at(1), at(7)), ['volumes.2.host hostGone']],
    ['two on a host', local(at(0), at(1), at(1, '/other')), ['volumes.2.host hostTwice']],
    ['two in a place, written in two ways', { ...local(at(0), at(1), at(1, '/mnt/data/')), antiAffinity: 'preferred' }, ['volumes.2.path volumeTwice']],
    ['a relative path', local(at(0), at(1), at(2, 'mnt')), ['volumes.2.path invalidPath']],
    ['a path upwards', local(at(0), at(1), at(2, '/mnt/../etc')), ['volumes.2.path invalidPath']],
    ['a name with dots', local(at(0), at(1), at(2, '/mnt/..data/v..1')), []],
    ['a whole host', local(at(0), at(1), at(2, '/')), ['volumes.2.path invalidPath']],
    ['a host outside of the rack\'s zone', { ...local(at(0), at(1), at(1)), racks: racksIn('a', 'b', 'c'), antiAffinity: 'preferred' }, ['volumes.2.host hostOutsideZone', 'volumes.2.path volumeTwice']],
    ['NFS', nfs({ server: 'nfs.example.com', path: '/1' }, { server: '10.0.0.1', path: '/' }, { server: 'fd00::1', path: '/3' }), ['volumes (nfs)']],
    ['NFS without a server', nfs({ path: '/1' }, { server: 'a b', path: '/2' }, { server: 'nfs', path: '/3' }), ['volumes (nfs)', 'volumes.0.server required', 'volumes.1.server invalidServer']],
    ['the same export', nfs({ server: 'nfs', path: '/1' }, { server: 'nfs', path: '/2' }, { server: 'nfs', path: '/1' }), ['volumes (nfs)', 'volumes.2.path volumeTwice']],
    ['CSI', csi('ebs.csi.aws.com', 'vol-1', 'vol-2', 'vol-3'), []],
    ['CSI without a driver', csi(undefined, 'vol-1', 'vol-2', 'vol-3'), ['volumes.driver required']],
    ['CSI with a handle missing, and one twice', csi('a b', 'vol-1', '', 'vol-1'), ['volumes.driver invalidDriver', 'volumes.1.handle required', 'volumes.2.handle volumeTwice']],
    ['and a commit log of the same', stored({ ...local(at(0), at(1), at(2)).storage, commitLog: { size: '10Gi' } }), ['commitLog.className required']],
  ])('%s', (_, change, expected) => expect(found(change, known)).toEqual(expected));
});

describe('existing volumes', () => {
  const chosen = (...volumes: string[]) => from({ kind: 'chosen', className: 'local', volumes });
  const known: Surroundings = {
    volumes: [
      volume('v0', { zones: ['a'] }), volume('v1'), volume('v2', { hosts: ['host-2'] }), volume('v3', { hosts: ['host-2'] }),
      volume('bound', { available: false, claim: 'other/data-x-0' }), volume('kept', { available: false, claim: 'prod/data-db-0' }), volume('reserved', { claim: 'prod/data-db-1' }),
      volume('small', { bytes: GIB }), volume('of-b', { className: 'b' }), volume('shared', { accessModes: ['ReadWriteMany'] }),
    ],
  };

  it.each<[string, string[], string[]]>([
    ['that fit', ['v0', 'v1', 'v2'], []],
    ['too few', ['v0', 'v1'], ['volumes volumeCount', 'volumes.2.name required']],
    ['not chosen yet', ['v0', '', 'v2'], ['volumes.1.name required']],
    ['gone', ['v0', 'v1', 'v9'], ['volumes.2.name volumeGone']],
    ['one twice', ['v0', 'v1', 'v0'], ['volumes.2.name volumeTwice']],
    ['on one host', ['v0', 'v2', 'v3'], ['volumes.2.name volumeHostTwice']],
    ['taken', ['bound', 'v1', 'v2'], ['volumes.0.name volumeTaken']],
    ['kept for this very claim', ['kept', 'reserved', 'v2'], []],
    ['kept for another claim of the ring', ['reserved', 'v1', 'v2'], ['volumes.0.name volumeTaken']],
    ['that do not fit', ['small', 'of-b', 'shared'], ['volumes.0.name volumeTooSmall', 'volumes.1.name volumeClass', 'volumes.2.name volumeAccess']],
  ])('%s', (_, volumes, expected) => expect(found(chosen(...volumes), known)).toEqual(expected));

  it('are where the racks are', () => {
    expect(found({ ...chosen('v1', 'v0', 'v2'), racks: racksIn('a', 'b', 'c') }, known)).toEqual(['volumes.1.name volumeOutsideZone']);
  });

  it('are taken as they are named while they cannot be read', () => {
    expect(found(chosen('x', 'y', 'z'))).toEqual([]);
  });
});

describe('the class of the commit log', () => {
  it.each<[string | undefined, Surroundings, string[]]>([
    [undefined, { storageClasses: [existing()], defaultStorageClass: 'a' }, []],
    ['a', { storageClasses: [existing()], defaultStorageClass: 'a' }, []],
    ['b', { storageClasses: [existing()], defaultStorageClass: 'a' }, ['commitLog.className storageClassGone']],
    ['b', {}, []],
  ])('%j %j', (className, known, expected) => expect(found(stored({ commitLog: { size: '8Gi', className } }), known)).toEqual(expected));
});

function volume(name: string, change: Partial<VolumeFact> = {}): VolumeFact {
  return { name, className: 'local', bytes: 20 * GIB, available: true, accessModes: ['ReadWriteOnce'], ...change };
}

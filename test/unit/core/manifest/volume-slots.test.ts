import { describe, expect, it } from 'vitest';
import type { Host, VolumeFact } from '../../../../pkg/cassandra/core/manifest/surroundings';
import { podNames } from '../../../../pkg/cassandra/core/manifest/topology';
import { assignHosts, assignVolumes, fillDown, suits, volumeSlots } from '../../../../pkg/cassandra/core/manifest/volume-slots';

const host = (name: string, zone?: string): Host => ({ name, hostname: name, allocatable: { cpu: 4, memory: 1e10 }, ...(zone ? { zone } : {}) });
const volume = (name: string, about: Partial<VolumeFact> = {}): VolumeFact => ({
  name, className: 'fast', bytes: 10 * 1024 ** 3, available: true, accessModes: ['ReadWriteOnce'], ...about,
});

const wish = { namespace: 'shop', size: '10Gi', className: 'fast' };
const oneRack = { name: 'orders', racks: [{ name: 'rack1', nodes: 3 }] };
const threeZones = { name: 'orders', racks: ['a', 'b', 'c'].map((zone) => ({ name: zone, zone, nodes: 1 })) };
const zoned = [host('h1', 'a'), host('h2', 'a'), host('h3', 'a'), host('h4', 'b'), host('h5', 'c')];

describe('the places of volumes', () => {
  it.each([oneRack, threeZones])('are those of the pods, in their order', (spec) => {
    expect(volumeSlots(spec).map(({ pod }) => pod)).toStrictEqual(podNames(spec));
  });
});

describe('hosts for static volumes', () => {
  it('are in the zone of the rack', () => {
    expect(assignHosts(volumeSlots(threeZones), [], zoned)).toStrictEqual(['h1', 'h4', 'h5']);
  });

  it('are spread over zones where the rack has none', () => {
    expect(assignHosts(volumeSlots(oneRack), [], zoned)).toStrictEqual(['h1', 'h4', 'h5']);
  });

  it('leave what was chosen, and are not given twice', () => {
    expect(assignHosts(volumeSlots(oneRack), [undefined, 'h4', ''], zoned)).toStrictEqual(['h1', 'h4', 'h5']);
  });

  it('are left open where there are too few', () => {
    expect(assignHosts(volumeSlots(oneRack), [], [host('h1'), host('h2')])).toStrictEqual(['h1', 'h2', undefined]);
  });

  it('go to racks of one zone first', () => {
    const spec = { name: 'orders', racks: [{ name: 'any', nodes: 1 }, { name: 'a', zone: 'a', nodes: 1 }] };

    expect(assignHosts(volumeSlots(spec), [], [host('h1', 'a'), host('h2', 'b')])).toStrictEqual(['h2', 'h1']);
  });
});

describe('filling down', () => {
  const fill = (path: string, isNfs = false) => fillDown(volumeSlots(oneRack), [{ path, server: 'nas' }, { host: 'h2' }, { path: '/mine' }], isNfs);

  it('gives all the path of the first, and keeps their hosts', () => {
    expect(fill('/disks/1')).toStrictEqual([{ path: '/disks/1', server: 'nas' }, { host: 'h2', path: '/disks/1' }, { path: '/disks/1' }]);
  });

  it('puts the name of each pod where the first has its own', () => {
    expect(fill('/disks/orders-0/data').map(({ path }) => path)).toStrictEqual(['/disks/orders-0/data', '/disks/orders-1/data', '/disks/orders-2/data']);
  });

  it('gives NFS volumes the server, and no directory that another has', () => {
    expect(fill('/exports/one', true)).toStrictEqual([{ path: '/exports/one', server: 'nas' }, { host: 'h2', server: 'nas', path: undefined }, { path: '/mine', server: 'nas' }]);
    expect(fill('/exports/orders-0', true)[1]).toStrictEqual({ host: 'h2', server: 'nas', path: '/exports/orders-1' });
  });
});

describe('an existing volume', () => {
  const [slot] = volumeSlots(threeZones);

  it.each<[string, Partial<VolumeFact>, boolean]>([
    ['free, of the class and size', {}, true],
    ['taken', { available: false, claim: 'shop/data-other-0' }, false],
    ['kept for this very claim', { available: false, claim: 'shop/data-orders-a-0' }, true],
    ['kept for the same name elsewhere', { claim: 'test/data-orders-a-0' }, false],
    ['released, with the data of another', { available: false }, false],
    ['too small', { bytes: 1024 ** 3 }, false],
    ['of another class', { className: '' }, false],
    ['for reading only', { accessModes: ['ReadOnlyMany'] }, false],
    ['in the zone', { zones: ['a'] }, true],
    ['in another zone', { zones: ['b'] }, false],
  ])('that is %s: %j', (_, about, expected) => {
    expect(suits(volume('v', about), slot!, wish)).toBe(expected);
  });

  it('is given to one pod only, the smallest that suits first', () => {
    const volumes = [volume('big', { bytes: 1e12 }), volume('tiny', { bytes: 1 }), volume('right'), volume('other')];

    expect(assignVolumes(volumeSlots(oneRack), ['other'], volumes, wish)).toStrictEqual(['other', 'right', 'big']);
  });

  it('is on a host of its own where there is a choice', () => {
    const volumes = [volume('v1', { hosts: ['h1'] }), volume('v2', { hosts: ['h1'] }), volume('v3', { hosts: ['h2'], bytes: 1e12 }), volume('v4', { hosts: ['h3'] })];

    expect(assignVolumes(volumeSlots(oneRack), [], volumes, wish)).toStrictEqual(['v1', 'v4', 'v3']);
  });

  it('is left open where none suits', () => {
    expect(assignVolumes(volumeSlots(oneRack), [], [volume('v')], wish)).toStrictEqual(['v', '', '']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { canonicalAddress } from '../../../../pkg/cassandra/core/cluster/address';
import { findClusters } from '../../../../pkg/cassandra/core/cluster/cluster';
import { joinRing, type RingSources } from '../../../../pkg/cassandra/core/cluster/ring';
import { claim, node, ownStatefulSet, pod, ring } from './objects';

const members = findClusters([ownStatefulSet()])[0]!.members;
const pods = [pod('db-2', { ip: '10.0.0.2' }), pod('db-0', { ip: '10.0.0.10' }), pod('db-1', { ip: '10.0.0.1' })];
const join = (sources: Partial<RingSources>) => joinRing({ members, pods, claims: [], ...sources });
const whole = [node('10.0.0.1'), node('10.0.0.2'), node('10.0.0.10')];

describe('joinRing', () => {
  it('puts pods, claims and ring together by address, in the order of ordinals', () => {
    const { rows, notes } = join({ ring: ring(...whole), claims: [claim('commitlog-db-0'), claim('data-db-0'), { metadata: { name: 'data-db-1', namespace: 'other' } }] });

    expect(rows.map(({ pod: name, ordinal, status }) => [name, ordinal, status?.address])).toEqual([['db-0', 0, '10.0.0.10'], ['db-1', 1, '10.0.0.1'], ['db-2', 2, '10.0.0.2']]);
    expect(rows[0]).toMatchObject({
      key: 'id-10.0.0.10', member: 'db', node: 'node-1', podIP: '10.0.0.10', podPhase: 'Running', ready: true, terminating: false, restarts: 2,
      claim: { name: 'data-db-0', phase: 'Bound', storageClass: 'fast', capacity: 2 * 1024 ** 3 }, status: { datacenter: 'dc1' },
    });
    expect(rows[1]?.claim).toEqual({ name: 'data-db-1' });
    expect(notes).toEqual(['a note']);
  });

  it('keeps the key of a node that comes back under another address, and of a pod that is not in the ring', () => {
    const moved = [pod('db-0', { ip: '10.9.9.9' })];

    expect(join({ pods: moved, ring: ring(node('10.9.9.9', { hostId: 'id-10.0.0.10' })) }).rows[0]?.key).toBe('id-10.0.0.10');
    expect(join({ pods: moved }).rows[0]).toMatchObject({ key: 'pod:db-0', status: undefined });
  });

  it('shows ring entries that no pod answers for, last, and one entry on one row only', () => {
    const { rows } = join({ pods: [...pods, pod('db-3', { ip: '10.0.0.2' })], ring: ring(node('10.7.7.7', { hostId: undefined, port: 7000 }), ...whole) });

    expect(rows.map(({ key, status }) => [key, status?.address])).toEqual([
      ['id-10.0.0.10', '10.0.0.10'], ['id-10.0.0.1', '10.0.0.1'], ['id-10.0.0.2', '10.0.0.2'], ['pod:db-3', undefined], ['ring:10.7.7.7:7000', '10.7.7.7'],
    ]);
  });

  it('matches IPv6 addresses in any spelling, and host names', () => {
    const { rows } = join({
      pods: [pod('db-0', { ip: '2001:db8::1' }), pod('db-1', { ip: '10.0.0.1' }), pod('db-10', { ip: '10.0.0.3' })],
      ring: ring(node('2001:DB8:0:0:0:0:0:1'), node('db-1.db.prod.svc.cluster.local'), node('db-10.db.prod.svc.cluster.local')),
    });

    expect(rows.map(({ status }) => status?.address)).toEqual(['2001:DB8:0:0:0:0:0:1', 'db-1.db.prod.svc.cluster.local', 'db-10.db.prod.svc.cluster.local']);
  });

  it('puts each node into the zone of its Kubernetes node', () => {
    const zone = (name: string) => ({ 'topology.kubernetes.io/zone': name });
    const hosts = [{ metadata: { name: 'node-1', labels: zone('a') } }, { metadata: { name: 'node-2' } }];
    const copied = { ...pod('db-2', { ip: '10.0.0.2', node: 'node-2' }), metadata: { ...pod('db-2').metadata, labels: zone('b') } };

    expect(join({ pods: [pod('db-0'), pod('db-1', { node: 'node-2' }), copied], hosts }).rows.map((row) => row.zone)).toEqual(['a', undefined, 'b']);
    expect(join({ pods: [pod('db-0')] }).rows[0]?.zone).toBeUndefined();
  });

  it.each<[string, Partial<RingSources>, object]>([
    ['unread', {}, { code: 'unread', level: 'unknown', up: 0, known: 0, expected: 3 }],
    ['whole', { ring: ring(...whole) }, { code: 'whole', level: 'ok', up: 3, known: 3, expected: 3 }],
    ['a node down', { ring: ring(...whole.slice(1), node('10.0.0.1', { up: false })) }, { code: 'nodesDown', level: 'error', up: 2 }],
    ['a settled node of which nothing is known', { ring: ring(...whole.slice(1), node('10.0.0.1', { up: undefined })) }, { code: 'nodesDown' }],
    ['a node joining', { ring: ring(...whole.slice(1), node('10.0.0.1', { state: 'joining' })) }, { code: 'nodesMoving', level: 'progress', up: 2 }],
    ['a ready pod outside the ring', { ring: ring(...whole.slice(1)) }, { code: 'nodesMissing', level: 'error', known: 2 }],
    ['an entry without a pod', { ring: ring(...whole, node('10.7.7.7')) }, { code: 'nodesUnknown', level: 'error', known: 4 }],
    ['the first of three', { pods: [pod('db-0', { ip: '10.0.0.1' }), pod('db-1', { ready: false })], ring: ring(whole[0]!) }, { code: 'forming', level: 'progress', up: 1 }],
  ])('judges: %s', (_, sources, verdict) => expect(join(sources).verdict).toMatchObject(verdict));
});

describe('canonicalAddress', () => {
  it('brings every spelling of an IPv6 address together', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 0xFFFF }), { minLength: 8, maxLength: 8 }), (groups) => {
      const long = groups.map((group) => group.toString(16).padStart(4, '0')).join(':').toUpperCase();
      const plain = groups.map((group) => group.toString(16)).join(':');
      const short = plain.replace(/(^|:)0(:0)+(:|$)/, '::');

      expect(canonicalAddress(long)).toBe(plain);
      expect(canonicalAddress(short)).toBe(plain);
    }));
    expect(canonicalAddress('::1')).toBe('0:0:0:0:0:0:0:1');
    expect(canonicalAddress('::')).toBe('0:0:0:0:0:0:0:0');
    expect(canonicalAddress('fe80::1%eth0')).toBe('fe80:0:0:0:0:0:0:1');
    expect(canonicalAddress('10.0.0.1')).toBe('10.0.0.1');
  });
});

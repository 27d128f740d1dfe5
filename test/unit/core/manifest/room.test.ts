import { describe, expect, it } from 'vitest';
import { roomByZone } from '../../../../pkg/cassandra/core/manifest/room';
import { defaultSpec } from '../../../../pkg/cassandra/core/manifest/spec';
import type { Host } from '../../../../pkg/cassandra/core/manifest/surroundings';

const GIB = 1024 ** 3;

const host = (name: string, zone?: string, free?: Host['free']): Host => ({ name, hostname: name, zone, allocatable: { cpu: 4, memory: 16 * GIB }, free });

describe('roomByZone', () => {
  it('adds up hosts by zone, those without one last', () => {
    const free = { cpu: 1, memory: GIB };
    const zones = roomByZone(defaultSpec('orders'), [host('n1'), host('n2', 'b', free), host('n3', 'a', free), host('n4', 'b', free)]);

    expect(zones.map(({ zone, hosts, allocatable, free }) => [zone, hosts, allocatable.cpu, free?.cpu])).toEqual([['a', 1, 4, 1], ['b', 2, 8, 2], [undefined, 1, 4, undefined]]);
  });

  it('does not call a zone free to an extent that is not known of every host in it', () => {
    expect(roomByZone(defaultSpec('orders'), [host('n1', 'a', { cpu: 1, memory: 1 }), host('n2', 'a')])[0]).not.toHaveProperty('free');
  });

  it('counts for a zone what must be there, and not what may be anywhere', () => {
    const spec = { ...defaultSpec('orders'), racks: [{ name: 'a', zone: 'a', nodes: 2 }, { name: 'r', nodes: 3 }], resources: { cpu: '1500m', memory: '4Gi', memoryRequest: '3Gi' } };

    expect(roomByZone(spec, [host('n1', 'a'), host('n2')]).map(({ needed }) => needed)).toEqual([{ cpu: 3, memory: 6 * GIB }, { cpu: 0, memory: 0 }]);
  });
});

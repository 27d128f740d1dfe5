import { describe, expect, it } from 'vitest';

import { parseDescribeCluster } from '../../../../pkg/cassandra/core/nodetool/describe-cluster';
import { recorded, VERSIONS } from './recorded';

/** 3.11 says no more than this. */
const OLD = `Cluster Information:
\tName: Test: "Cluster"
\tSnitch: org.apache.cassandra.locator.SimpleSnitch
\tDynamicEndPointSnitch: disabled
\tPartitioner: org.apache.cassandra.dht.Murmur3Partitioner
\tSchema versions:
\t\t54e17321-3f2e-37ca-9b08-d91ba7bdd369: [10.0.0.3, 10.0.0.2]

\t\t224c3c5d-e437-3f25-97f7-0b68e3ee5316: [10.0.0.1]

`;

describe('parseDescribeCluster', () => {
  it.each([['5.0.9', 'd03783d7-b468-3c1a-82f1-8e30b2edde8b'], ['4.1.10', '54e17321-3f2e-37ca-9b08-d91ba7bdd369']])('reads everything that %s says', (version, schema) => {
    const all = ['10.99.0.3', '10.99.0.2', '10.99.0.1'];

    expect(parseDescribeCluster(recorded('describecluster', version))).toStrictEqual({
      name:        'demo',
      snitch:      'GossipingPropertyFileSnitch',
      partitioner: 'Murmur3Partitioner',
      schemas:     [{ version: schema, nodes: all }],
      unreachable: [],
      counts:      {
        live: 3, joining: 0, moving: 0, leaving: 0, unreachable: 0
      },
      datacenters: [{ name: 'dc1', nodes: 3, down: 0 }],
      versions:    [{ release: version, nodes: all }],
      keyspaces:   [
        { name: 'system_traces', strategy: 'SimpleStrategy', options: { replication_factor: '2' } },
        { name: 'system_distributed', strategy: 'SimpleStrategy', options: { replication_factor: '3' } },
        { name: 'system_auth', strategy: 'SimpleStrategy', options: { replication_factor: '1' } },
        { name: 'system_schema', strategy: 'LocalStrategy', options: {} },
        { name: 'system', strategy: 'LocalStrategy', options: {} },
      ],
    });
  });

  it.each(VERSIONS)('%s: nodes that cannot be asked, and a remark that is no failure', (version) => {
    expect(parseDescribeCluster(recorded('describecluster-down', version))).toMatchObject({
      schemas:     [{ nodes: ['10.99.0.1'] }],
      unreachable: ['10.99.0.3', '10.99.0.2'],
      counts:      { live: 1, unreachable: 2 },
      datacenters: [{ name: 'dc1', nodes: 2, down: 1 }],
      keyspaces:   expect.arrayContaining([{ name: 'shop', strategy: 'NetworkTopologyStrategy', options: { dc1: '3' } }]),
    });
  });

  it.each(VERSIONS)('%s: a drained node cannot say', (version) => {
    expect(() => parseDescribeCluster(recorded('describecluster-drained', version))).toThrow(expect.objectContaining({ reason: 'reported', message: 'error: event executor terminated' }));
  });

  it('reads the little that 3.11 says, and sees that the schema is not agreed upon', () => {
    expect(parseDescribeCluster(OLD)).toStrictEqual({
      name:        'Test: "Cluster"',
      snitch:      'SimpleSnitch',
      partitioner: 'Murmur3Partitioner',
      schemas:     [{ version: '54e17321-3f2e-37ca-9b08-d91ba7bdd369', nodes: ['10.0.0.3', '10.0.0.2'] }, { version: '224c3c5d-e437-3f25-97f7-0b68e3ee5316', nodes: ['10.0.0.1'] }],
      unreachable: [],
    });
  });

  it('reads mixed versions, IPv6, odd names of datacenters and transient replicas', () => {
    const text = recorded('describecluster', '5.0.9')
      .replace('5.0.9: [', '4.1.10: [[2001:db8:0:0:0:0:0:1]:7000]\n\n\t5.0.9: [')
      .replace('\tdc1 #Nodes', '\tDC 2 #Nodes: 10 #Down: 2\n\tdc1 #Nodes')
      .replace('{replication_factor=3}', '{DC 2=3/1, a=b=2}');

    expect(parseDescribeCluster(text)).toMatchObject({
      versions:    [{ release: '4.1.10', nodes: ['2001:db8:0:0:0:0:0:1'] }, { release: '5.0.9' }],
      datacenters: [{ name: 'DC 2', nodes: 10, down: 2 }, { name: 'dc1' }],
      keyspaces:   expect.arrayContaining([{ name: 'system_distributed', strategy: 'SimpleStrategy', options: { 'DC 2': '3/1', 'a=b': '2' } }]),
    });
  });

  it.each([
    ['malformed', '#Down: 0', '#Down: none'],
    ['malformed', 'Live: 3', 'Live: many'],
    ['malformed', '{replication_factor=3}', '{3}'],
    ['truncated', '\tsystem ->', '\tsystem2 ->'],
    ['truncated', '\tSnitch: ', '\tSnatch: '],
  ])('says that it is %s: %j as %j', (reason, from, to) => {
    expect(() => parseDescribeCluster(recorded('describecluster', '5.0.9').replace(from, to))).toThrow(expect.objectContaining({ reason }));
  });
});

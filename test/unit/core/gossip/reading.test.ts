import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readGossip, readPulse } from '../../../../pkg/cassandra/core/gossip/endpoints';
import { readLocal, readPeers, readReplication } from '../../../../pkg/cassandra/core/gossip/members';
import { pulsesOf } from '../../../../pkg/cassandra/core/gossip/ring';
import { recordedRows } from './rows';

const { local = [], peers = [], keyspaces = [], gossip = [] } = recordedRows('ring-one-rack-5.0.9.json');

describe('readGossip', () => {
  it('reads what 5.0 has, of the node itself and of one that has left', () => {
    const states = readGossip(gossip);

    expect(states).toHaveLength(5);
    expect(states.find(({ address }) => address === '10.42.3.4')).toEqual({
      address: '10.42.3.4', port: 7000, generation: 1795469107, heartbeat: 602, status: 'NORMAL', statusDetails: ['-1026154954202921685'], load: 16000523,
      schema: '32a29667-346e-3d27-94e5-43ff43018fdf', datacenter: 'dc1', rack: 'rack1', release: '5.0.9', hostId: 'ed64bed4-333e-4a7d-b522-1511a5062f21',
      internalAddress: '10.42.3.4', nativeAddress: '10.42.3.4:9042', nativeReady: true, sstableVersions: 'big-nb',
    });
    expect(states.find(({ address }) => address === '10.42.3.6')).toMatchObject({ status: 'LEFT', statusDetails: ['-1804259650948301600', '1795728586897'] });
  });

  it.each([
    ['NORMAL,-1', 'NORMAL', false], ['LEAVING,-1', 'LEAVING', false], ['BOOT,-1', 'BOOT', false], ['MOVING,7', 'MOVING', false], ['BOOT_REPLACE,10.0.0.9:7000', 'BOOT_REPLACE', false],
    ['shutdown,true', 'SHUTDOWN', true], ['hibernate,true', 'HIBERNATE', true], ['LEFT,-1,1795728586897', 'LEFT', true], ['removing,id', 'REMOVING', true], ['removed,id,1', 'REMOVED', true],
  ])('reads the status %s', (status, word, ended) => {
    const row = { address: '10.0.0.1', port: 7000, generation: 5, heartbeat: 6, status_with_port: status, status: null };

    expect(readGossip([row])[0]?.status).toBe(word);
    expect(pulsesOf(readPulse([row]))).toEqual([{ key: '10.0.0.1', generation: 5, heartbeat: 6, ended }]);
  });

  it('reads heartbeats that go up by about one a second, but of who has left', () => {
    const later = new Map(readPulse(recordedRows('gossip-later-5.0.9.json')['gossip']!).map(({ address, heartbeat }) => [address, heartbeat]));
    const beats = readPulse(gossip).map(({ address, heartbeat }) => [address, later.get(address)! - heartbeat]);

    // 44 s, as far as clocks of whole seconds can tell.
    expect(Object.fromEntries(beats)).toEqual({ '10.42.1.5': 46, '10.42.2.3': 44, '10.42.3.4': 42, '10.42.3.6': 0, '10.42.3.7': 45 });
  });

  it('falls back on the columns without ports', () => {
    expect(readGossip([{ address: '10.0.0.1', status: 'NORMAL,4', rpc_address: '10.0.0.2', internal_ip: '10.0.0.3', rpc_ready: 'false' }])[0]).toMatchObject({ status: 'NORMAL', nativeAddress: '10.0.0.2', internalAddress: '10.0.0.3', nativeReady: false });
  });

  it('leaves open what a node that was only read from disk has not said', () => {
    expect(readGossip([{ address: '10.0.0.1', port: 7000, generation: 0, heartbeat: 0 }])).toEqual([expect.objectContaining({ generation: 0, heartbeat: 0, status: undefined, load: undefined, hostId: undefined, nativeReady: undefined, statusDetails: [] })]);
  });

  it('takes anything for a row without falling over', () => {
    const cell = fc.oneof(fc.string(), fc.integer(), fc.bigInt(), fc.boolean(), fc.constant(null), fc.array(fc.string()), fc.double());
    const row = fc.dictionary(fc.constantFrom('address', 'peer', 'status', 'load', 'generation', 'tokens', 'replication', 'keyspace_name', 'broadcast_address', 'partitioner'), cell);

    fc.assert(fc.property(fc.array(row), (rows) => {
      for (const state of readGossip(rows)) {
        expect(Number.isNaN(state.generation + state.heartbeat + (state.load ?? 0))).toBe(false);
      }
      readLocal(rows);
      readPeers(rows);
      readReplication(rows);
    }));
  });
});

describe('the system tables', () => {
  it('tell of the node itself', () => {
    const member = readLocal(local);

    expect(member).toMatchObject({ address: '10.42.3.4', port: 7000, nativeAddress: '10.42.3.4', nativePort: 9042, clusterName: 'troublemwtry1my', partitioner: 'Murmur3Partitioner', bootstrapped: 'COMPLETED', release: '5.0.9', rack: 'rack1' });
    expect(member?.tokens).toHaveLength(16);
    expect(readLocal([])).toBeUndefined();
  });

  it('tell of the others', () => {
    expect(readPeers(peers).map(({ address, hostId, tokens }) => [address, hostId?.slice(0, 4), tokens.length])).toEqual([['10.42.2.3', 'c75c', 16], ['10.42.3.7', '0c1d', 16], ['10.42.1.5', '7bf6', 16]]);
    expect(readPeers([{ peer: '10.0.0.1', rpc_address: '10.0.0.2', tokens: ['4'] }])).toMatchObject([{ address: '10.0.0.1', port: undefined, nativeAddress: '10.0.0.2', tokens: ['4'], hostId: undefined }]);
  });

  it('tell how keyspaces are replicated', () => {
    expect(readReplication(keyspaces)).toEqual(expect.arrayContaining([
      { name: 'load', strategy: 'NetworkTopologyStrategy', options: { dc1: '3' } },
      { name: 'system_traces', strategy: 'SimpleStrategy', options: { replication_factor: '2' } },
      { name: 'system', strategy: 'LocalStrategy', options: {} },
    ]));
  });
});

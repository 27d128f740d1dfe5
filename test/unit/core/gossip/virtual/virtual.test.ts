import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ALL_CLIENTS, ClientRequests, latencyCounters, poolCounters } from '../../../../../pkg/cassandra/core/gossip/virtual/counters';
import { readClients, readLatencies, readSettings, readThreadPools, type Client } from '../../../../../pkg/cassandra/core/gossip/virtual/load';
import { Rates, ratesBetween } from '../../../../../pkg/cassandra/core/gossip/virtual/rates';
import { readPendingHints, readStreams } from '../../../../../pkg/cassandra/core/gossip/virtual/transfers';
import { recordedRows, recordedText } from '../rows';

const tables = recordedRows('virtual-5.0.9.json');

describe('what was recorded of 5.0.9', () => {
  it('has clients', () => {
    expect(readClients(tables['clients']!)[0]).toEqual({
      address: '10.42.1.6', port: 41478, user: 'anonymous', driver: 'Apache Cassandra Python Driver', driverVersion: '3.30.1', protocol: 5, requests: 57569, encrypted: false, keyspace: undefined,
    });
    expect(readClients(tables['clients']!)).toHaveLength(3);
  });

  it('has thread pools', () => {
    const pools = readThreadPools(tables['thread_pools']!);

    expect(pools).toHaveLength(22);
    expect(pools.find(({ name }) => name === 'Native-Transport-Requests')).toEqual({ name: 'Native-Transport-Requests', active: 6, pending: 0, completed: 57664, blocked: 0, everBlocked: 0 });
  });

  it('has latencies that are seconds by the name of milliseconds, as nodetool shows', () => {
    const recorded = recordedRows('latency-5.0.9.json');
    const [read] = readLatencies(recorded['local_read_latency']!, '5.0.9');
    // nodetool tablehistograms at the same moment, in microseconds.
    const [, max] = /^Max\s+(\d+\.\d+)/m.exec(recordedText('tablehistograms-5.0.9.txt'))!;

    expect(read).toMatchObject({ keyspace: 'load', table: 'rows', count: 3505, median: 1, max: 61 });
    expect(read!.max).toBeCloseTo(Number(max) / 1000, 0);
    expect(readLatencies(recorded['local_read_latency']!, '4.0.20')[0]?.max).toBe(0.061);
  });

  it('has streams, with what went wrong', () => {
    const streams = readStreams(tables['streaming']!);

    expect(streams).toHaveLength(5);
    expect(streams[0]).toEqual({
      id: '7276e590-e784-11f1-8347-cdb34449dd95', follower: true, operation: 'Bootstrap', peers: ['10.42.2.3:7000'], status: 'success', progress: 1, toReceive: 0, received: 0, toSend: 0, sent: 0,
      milliseconds: 57, updated: undefined, failure: undefined,
    });
    expect(streams.find(({ status }) => status === 'failure')?.failure).toMatch(/^org\.apache\.cassandra\.streaming\.StreamException: Stream failed: \nSession peer \S+ Failed because there was an \S+ with state=PREPARING$/);
  });

  it('has hints and settings', () => {
    expect(readPendingHints(tables['pending_hints']!)).toEqual([]);
    expect(readPendingHints([{ host_id: 'id', address: '10.0.0.1', dc: 'dc1', rack: 'r1', status: 'DOWN', files: 2, oldest: 5, newest: 9 }])).toEqual([{ hostId: 'id', address: '10.0.0.1', datacenter: 'dc1', rack: 'r1', status: 'DOWN', files: 2, size: undefined, oldest: 5, newest: 9 }]);
    expect(readSettings([{ name: 'cluster_name', value: 'shop' }, { name: 'seed', value: null }, {}])).toEqual([{ name: 'cluster_name', value: 'shop' }, { name: 'seed', value: undefined }]);
  });

  it('takes counters that are larger than a number can be exactly', () => {
    expect(readThreadPools([{ name: 'ReadStage', completed_tasks: 9007199254740993n }])[0]?.completed).toBe(9007199254740992);
  });
});

describe('ratesBetween', () => {
  const reading = (at: number, counters: Record<string, number>) => ({ at, counters: new Map(Object.entries(counters)) });

  it.each<[string, Record<string, number>, Record<string, number>, Record<string, number>]>([
    ['goes up', { a: 10 }, { a: 30 }, { a: 10 }],
    ['stands', { a: 10 }, { a: 10 }, { a: 0 }],
    ['began anew', { a: 1000 }, { a: 4 }, { a: 2 }],
    ['is new', {}, { a: 4 }, {}],
    ['is gone', { a: 4 }, {}, {}],
  ])('knows a counter that %s', (_, before, now, expected) => {
    expect(Object.fromEntries(ratesBetween(reading(1000, before), reading(3000, now)))).toEqual(expected);
  });

  it('knows nothing between two readings of one moment', () => {
    expect(ratesBetween(reading(5, { a: 1 }), reading(5, { a: 9 })).size).toBe(0);
  });

  it('is never below nothing', () => {
    fc.assert(fc.property(fc.array(fc.nat(), { minLength: 2 }), fc.integer({ min: 1, max: 60_000 }), (counts, step) => {
      counts.slice(1).forEach((count, index) => expect(ratesBetween(reading(0, { a: counts[index]! }), reading(step, { a: count })).get('a')).toBeGreaterThanOrEqual(0));
    }));
  });

  it('is told as readings come, but not over a gap', () => {
    const rates = new Rates(1000);
    const add = (at: number, a: number) => Object.fromEntries(rates.add(reading(at, { a })));

    expect([add(0, 1), add(1000, 6), add(1000, 99), add(60_000, 100), add(61_000, 103)]).toEqual([{}, { a: 5 }, {}, {}, { a: 3 }]);
  });
});

describe('counters', () => {
  const client = (port: number, requests: number): Client => ({ address: '10.0.0.1', port, user: undefined, driver: undefined, driverVersion: undefined, protocol: 5, requests, encrypted: false, keyspace: undefined });

  it('are those of pools and tables', () => {
    expect(poolCounters([{ name: 'ReadStage', active: 0, pending: 0, completed: 7, blocked: 0, everBlocked: 0 }], 5)).toEqual({ at: 5, counters: new Map([['ReadStage', 7]]) });
    expect(latencyCounters([{ keyspace: 'a', table: 'x', count: 1, median: 0, p99: 0, max: 0 }, { keyspace: 'a', table: 'y', count: 2, median: 0, p99: 0, max: 0 }], 5).counters).toEqual(new Map([['a', 3], ['a.x', 1], ['a.y', 2]]));
  });

  it('add up the requests of connections that come and go', () => {
    const requests = new ClientRequests();
    const total = (...clients: Client[]) => requests.read(clients, 0).counters.get(ALL_CLIENTS);

    expect(total(client(1, 1000))).toBe(0);
    expect(total(client(1, 1010), client(2, 5))).toBe(15);
    expect(total(client(2, 6))).toBe(16);
    expect(total(client(2, 2))).toBe(18);
  });
});

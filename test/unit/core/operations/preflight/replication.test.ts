import { describe, expect, it } from 'vitest';

import { replication } from '../../../../../pkg/cassandra/core/operations/preflight/replication';
import { description, nodeAt, podAt, ringOf, scaledTo, seen } from '../../cluster/findings/facts';
import { brief, input, LONG_AGO, outcomeOf, simple, spread } from './input';
import type { KeyspaceReplication } from '../../../../../pkg/cassandra/core/nodetool/describe-cluster';

const going = (from: number, to: number, ...keyspaces: KeyspaceReplication[]) => {
  const ordinals = Array.from({ length: from }, (_, ordinal) => ordinal);

  return input({ to, facts: { statefulSets: [scaledTo(from)], pods: ordinals.map((ordinal) => podAt(ordinal)), ring: ringOf(...ordinals.map((ordinal) => nodeAt(ordinal))), description: description({ keyspaces }) } });
};

describe('replication', () => {
  it('wants as many nodes to be left as there are copies', () => {
    expect(outcomeOf(replication, going(4, 3, spread('shop', { dc1: 3 })))).toBe('passed');
    expect(brief(replication, going(3, 2, spread('shop', { dc1: 3 }), spread('logs', { dc1: 2 })))).toEqual({ outcome: 'blocking', args: { count: 1, keyspaces: 'shop', least: 3 } });
    expect(replication.of(going(3, 2, spread('shop', { dc1: 3 }))).evidence).toEqual(["shop: 'dc1': 3, nodes left: 2"]);
    expect(replication.of(going(3, 2, spread('shop', { dc1: 3 })))).not.toHaveProperty('consent');
  });

  it('counts all who leave, not the first only', () => {
    expect(outcomeOf(replication, going(5, 3, spread('shop', { dc1: 4 })))).toBe('blocking');
    expect(outcomeOf(replication, going(5, 4, spread('shop', { dc1: 4 })))).toBe('passed');
  });

  it('counts by datacenter, and for SimpleStrategy the whole ring', () => {
    const two = (keyspace: KeyspaceReplication) => input({ to: 2, facts: {
      ring:        seen({ datacenters: [{ name: 'dc1', nodes: [0, 1, 2].map((ordinal) => nodeAt(ordinal)) }, { name: 'dc2', nodes: [7, 8].map((ordinal) => nodeAt(ordinal)) }], notes: [] }),
      description: description({ keyspaces: [keyspace] }),
    } });

    expect(outcomeOf(replication, two(spread('shop', { dc1: 3 })))).toBe('blocking');
    expect(outcomeOf(replication, two(spread('shop', { dc1: 2, dc2: 5 })))).toBe('passed');
    expect(outcomeOf(replication, two(simple('shop', 4)))).toBe('passed');
    expect(outcomeOf(replication, two(simple('shop', 5)))).toBe('blocking');
  });

  it('leaves Cassandra’s own keyspaces to another check, and takes any other for a user’s', () => {
    expect(outcomeOf(replication, going(3, 2, simple('system_auth', 3), simple('system_distributed', 3), simple('system_traces', 3), { name: 'system', strategy: 'LocalStrategy', options: {} }))).toBe('passed');
    expect(outcomeOf(replication, going(3, 2, simple('system_metrics', 3)))).toBe('blocking');
  });

  it('is not passed by what is not known', () => {
    const unknown = (rest: Parameters<typeof input>[0]) => brief(replication, input({ to: 2, ...rest }));

    // 3.11 does not say.
    expect(unknown({ facts: { description: description() } })).toEqual({ outcome: 'unknown', args: { missing: 'keyspaces', why: 'unread', reason: '' } });
    expect(unknown({ facts: { description: undefined }, unread: { description: 'You are not allowed to exec' } })).toEqual({ outcome: 'unknown', args: { missing: 'description', why: 'refused', reason: 'You are not allowed to exec' } });
    expect(unknown({ facts: { description: seen(description({ keyspaces: [] }).value, 'db-0', LONG_AGO) } }).args).toMatchObject({ missing: 'description', why: 'stale' });
    expect(unknown({ facts: { ring: undefined } }).args).toMatchObject({ missing: 'ring', why: 'unread' });
    expect(unknown({ facts: { description: description({ keyspaces: [{ name: 'odd', strategy: 'OwnStrategy', options: { dc1: '3' } }] }) } }).args).toMatchObject({ missing: 'keyspaces' });
    expect(unknown({ facts: { description: description({ keyspaces: [{ name: 'odd', strategy: 'NetworkTopologyStrategy', options: { dc1: 'many' } }] }) } }).args).toMatchObject({ missing: 'keyspaces' });
  });

  it('reads transient replication', () => {
    expect(outcomeOf(replication, going(3, 2, { name: 't', strategy: 'NetworkTopologyStrategy', options: { dc1: '3/1' } }))).toBe('blocking');
  });
});

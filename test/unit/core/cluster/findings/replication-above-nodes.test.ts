import { describe, expect, it } from 'vitest';

import { replicationAboveNodes } from '../../../../../pkg/cassandra/core/cluster/findings/replication-above-nodes';
import type { KeyspaceReplication } from '../../../../../pkg/cassandra/core/nodetool/describe-cluster';
import { brief, description, facts, nodeAt, ringOf } from './facts';

const spread = (name: string, options: Record<string, string>): KeyspaceReplication => ({ name, strategy: 'NetworkTopologyStrategy', options });
const simple = (name: string, copies: string): KeyspaceReplication => ({ name, strategy: 'SimpleStrategy', options: { replication_factor: copies } });
const found = (nodes: number, ...keyspaces: KeyspaceReplication[]) => {
  return facts({ ring: ringOf(...[0, 1, 2, 3].slice(0, nodes).map((ordinal) => nodeAt(ordinal)), nodeAt(9, { state: 'joining' })), description: description({ keyspaces }) });
};

describe('replicationAboveNodes', () => {
  it('finds keyspaces that want more copies than there are nodes, by datacenter', () => {
    const few = found(2, spread('shop', { dc1: '3' }), spread('logs', { dc1: '2' }), spread('users', { dc1: '3', dc2: '1' }));

    expect(brief(replicationAboveNodes, few)).toEqual([
      { severity: 'warning', subject: 'dc1', args: { scope: 'datacenter', datacenter: 'dc1', nodes: 2, count: 2, quorum: 'there' } },
      { severity: 'critical', subject: 'dc2', args: { scope: 'datacenter', datacenter: 'dc2', nodes: 0, count: 1, quorum: 'lacking' } },
    ]);
    expect(replicationAboveNodes.find(few)[0]?.evidence).toEqual(["shop: 'dc1': 3", "users: 'dc1': 3"]);
  });

  it('counts all nodes for SimpleStrategy, and is critical without a quorum', () => {
    expect(brief(replicationAboveNodes, found(1, simple('old', '3')))).toEqual([{ severity: 'critical', args: { scope: 'ring', datacenter: '', nodes: 1, count: 1, quorum: 'lacking' } }]);
    expect(replicationAboveNodes.find(found(3, simple('old', '3')))).toEqual([]);
  });

  it('reads transient replication, and passes over what Cassandra does without', () => {
    expect(brief(replicationAboveNodes, found(2, spread('t', { dc1: '3/1' })))).toHaveLength(1);
    expect(replicationAboveNodes.find(found(1, simple('system_distributed', '3'), simple('system_traces', '2'), { name: 'system', strategy: 'LocalStrategy', options: {} }))).toEqual([]);
    expect(brief(replicationAboveNodes, found(1, simple('system_auth', '3')))).toHaveLength(1);
  });
});

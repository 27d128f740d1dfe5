import { describe, expect, it } from 'vitest';

import { authReplication } from '../../../../../pkg/cassandra/core/cluster/findings/auth-replication';
import { ownStatefulSet } from '../objects';
import { brief, description, facts, nodeAt, ringOf } from './facts';

const auth = (copies: number) => description({ keyspaces: [{ name: 'system_auth', strategy: 'SimpleStrategy', options: { replication_factor: String(copies) } }] });
const withLogins = [ownStatefulSet('db', undefined, { annotations: { 'cassandra-for-rancher/superuser-secret': 'login' } })];
const statement = (copies: number) => `ALTER KEYSPACE system_auth WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': ${ copies }};`;

describe('authReplication', () => {
  it('finds logins kept once, and says the statement for the datacenters that there are', () => {
    expect(authReplication.find(facts({ description: auth(1), statefulSets: withLogins }))).toEqual([{
      severity: 'warning', args: { statement: statement(3) }, evidence: ['system_auth: SimpleStrategy replication_factor=1']
    }]);
    expect(brief(authReplication, facts({ description: auth(1), statefulSets: withLogins, ring: ringOf(...[0, 1, 2, 3, 4].map((ordinal) => nodeAt(ordinal))) }))).toMatchObject([{ args: { statement: statement(3) } }]);
    expect(brief(authReplication, facts({ description: auth(1), statefulSets: withLogins, ring: ringOf(nodeAt(0), nodeAt(1)) }))).toMatchObject([{ args: { statement: statement(2) } }]);
  });

  it('has nothing to say without logins, with more copies, or on one node', () => {
    expect(authReplication.find(facts({ description: auth(1) }))).toEqual([]);
    expect(authReplication.find(facts({ description: auth(2), statefulSets: withLogins }))).toEqual([]);
    expect(authReplication.find(facts({ description: auth(1), statefulSets: withLogins, ring: ringOf(nodeAt(0)) }))).toEqual([]);
  });
});

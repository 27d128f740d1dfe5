import { describe, expect, it } from 'vitest';

import { systemReplication } from '../../../../../pkg/cassandra/core/operations/preflight/system-replication';
import { description } from '../../cluster/findings/facts';
import { brief, input, outcomeOf, simple, spread } from './input';
import type { KeyspaceReplication } from '../../../../../pkg/cassandra/core/nodetool/describe-cluster';

const twoLeft = (...keyspaces: KeyspaceReplication[]) => input({ to: 2, facts: { description: description({ keyspaces }) } });

describe('systemReplication', () => {
  it('names the keyspaces that Cassandra has to be forced for', () => {
    const stock = twoLeft(simple('system_auth', 1), simple('system_traces', 2), simple('system_distributed', 3), spread('shop', { dc1: 3 }));

    expect(brief(systemReplication, stock)).toEqual({ outcome: 'warning', args: { count: 1, keyspaces: 'system_distributed', logins: 'there' } });
    expect(systemReplication.of(stock).evidence).toEqual(['system_distributed: replication_factor: 3, nodes left: 2']);
  });

  it('says when a quorum for logins will be lacking', () => {
    expect(brief(systemReplication, input({ to: 1, facts: { description: description({ keyspaces: [spread('system_auth', { dc1: 3 })] }) } })).args).toMatchObject({ logins: 'lacking' });
    expect(brief(systemReplication, twoLeft(spread('system_auth', { dc1: 3 }))).args).toMatchObject({ logins: 'there' });
  });

  it('asks again when other keyspaces or other targets are concerned, and not when anything else changes', () => {
    const key = (given: ReturnType<typeof input>) => systemReplication.of(given).consent;
    const first = twoLeft(simple('system_distributed', 3));

    expect(key(first)).toBe(key(twoLeft(simple('shop', 1), simple('system_distributed', 3), simple('system_auth', 1))));
    expect(key(first)).not.toBe(key(twoLeft(simple('system_distributed', 3), simple('system_auth', 3))));
    expect(key(first)).not.toBe(key({ ...first, targets: { db: 1 } }));
  });

  it('passes where enough are left, and knows nothing without the keyspaces', () => {
    expect(outcomeOf(systemReplication, twoLeft(simple('system_distributed', 2)))).toBe('passed');
    expect(outcomeOf(systemReplication, input({ to: 2, facts: { description: description() } }))).toBe('unknown');
  });
});

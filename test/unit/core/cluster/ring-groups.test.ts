import { describe, expect, it } from 'vitest';

import type { RingRow } from '../../../../pkg/cassandra/core/cluster/ring';
import { groupKey, groupOf, RING_GROUPINGS, usefulGroupings } from '../../../../pkg/cassandra/core/cluster/ring-groups';
import { node } from './objects';

const row = (rest: Partial<RingRow> & { datacenter?: string; rack?: string } = {}): RingRow => {
  const { datacenter = 'dc1', rack = 'a', ...others } = rest;

  return {
    key: 'k', pod: 'db-0', member: 'db', zone: 'z1', ready: true, terminating: false, restarts: 0, status: { ...node('10.0.0.1', { rack }), datacenter }, ...others
  };
};
const key = (one: RingRow, by: typeof RING_GROUPINGS[number]) => groupKey(groupOf(one, by));

describe('the groups of a ring', () => {
  it('keep racks of one name in two datacenters apart', () => {
    expect(key(row(), 'rack')).toBe(key(row({ member: 'other' }), 'rack'));
    expect(key(row(), 'rack')).not.toBe(key(row({ datacenter: 'dc2' }), 'rack'));
  });

  it('put those without a group last, together', () => {
    const stray = row({ pod: undefined, member: undefined, zone: undefined });
    const outside = row({ status: undefined });

    expect([key(stray, 'zone'), key(stray, 'member'), key(outside, 'rack'), key(outside, 'datacenter')].every((one) => one > key(row({ rack: 'zzz', member: 'zzz' }), 'rack'))).toBe(true);
    expect(key(outside, 'zone')).toBe(key(row(), 'zone'));
  });

  it('are offered where they tell nodes apart, besides datacenters', () => {
    expect(usefulGroupings([row(), row()])).toEqual(['datacenter']);
    expect(usefulGroupings([row(), row({ rack: 'b', member: 'db-b', zone: 'z2' })])).toEqual(['datacenter', 'rack', 'member', 'zone']);
    expect(usefulGroupings([row(), row({ status: undefined })])).toEqual(['datacenter', 'rack']);
  });
});

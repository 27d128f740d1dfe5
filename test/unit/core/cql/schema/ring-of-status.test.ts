import { describe, expect, it } from 'vitest';

import { ringOfStatus } from '../../../../../pkg/cassandra/core/cql/schema/ring-of-status';
import type { NodeStatus } from '../../../../../pkg/cassandra/core/nodetool/status';

const status = (rack: string, more: Partial<NodeStatus> = {}): NodeStatus => ({ up: true, state: 'normal', address: '10.0.0.1', load: 1, owns: 1, effective: true, hostId: undefined, rack, ...more });

describe('the ring of a status', () => {
  it('counts nodes that own data, by rack', () => {
    expect(ringOfStatus({ notes: [], datacenters: [{ name: 'oslo', nodes: [status('b'), status('a'), status('b')] }, { name: 'berlin', nodes: [status('r')] }] })).toEqual([
      { name: 'berlin', racks: [{ name: 'r', nodes: 1 }] }, { name: 'oslo', racks: [{ name: 'a', nodes: 1 }, { name: 'b', nodes: 2 }] },
    ]);
  });

  it.each([['down', { up: false }], ['unknown', { up: undefined }], ['leaving', { state: 'leaving' }], ['moving', { state: 'moving' }]] as const)('knows that a node that is %s owns and is unsettled', (_, more) => {
    expect(ringOfStatus({ notes: [], datacenters: [{ name: 'berlin', nodes: [status('r'), status('r', more)] }] })).toEqual([{ name: 'berlin', racks: [{ name: 'r', nodes: 2 }], unsettled: 1 }]);
  });

  it('knows that a node that joins owns nothing', () => {
    const joining = status('r', { state: 'joining' });

    expect(ringOfStatus({ notes: [], datacenters: [{ name: 'berlin', nodes: [status('r'), status('r', { up: false }), joining] }] })).toEqual([{ name: 'berlin', racks: [{ name: 'r', nodes: 2 }], unsettled: 2 }]);
    expect(ringOfStatus({ notes: [], datacenters: [{ name: 'berlin', nodes: [joining] }] })).toEqual([{ name: 'berlin', racks: [], unsettled: 1 }]);
  });
});

import { describe, expect, it } from 'vitest';
import { shallowRef } from 'vue';

import { useRingSummary } from '../../../../pkg/cassandra/composables/cql/useRingSummary';
import type { Observed } from '../../../../pkg/cassandra/core/cluster/facts';
import type { RingStatus } from '../../../../pkg/cassandra/core/nodetool/status';
import { node } from '../../core/cql/schema/answers';

const reading = (): Observed<RingStatus> => ({
  pod: 'c-0', at: 5, text: '',
  value: { notes: [], datacenters: [{ name: 'berlin', nodes: [{ up: false, state: 'normal', address: '10.0.0.1', load: 1, owns: 1, effective: true, hostId: undefined, rack: 'r1' }] }] },
});

describe('useRingSummary', () => {
  it('takes the ring that also tells how nodes are, and the driver\'s until there is one', () => {
    const told = shallowRef<Observed<RingStatus>>();
    const known = useRingSummary({ reading: told }, () => [node('10.0.0.1'), node('10.0.0.2')]);

    expect(known.value).toEqual({ nodes: [{ name: 'berlin', racks: [{ name: 'r1', nodes: 2 }] }] });
    told.value = reading();
    expect(known.value).toEqual({ nodes: [{ name: 'berlin', racks: [{ name: 'r1', nodes: 1 }], unsettled: 1 }], pod: 'c-0', at: 5 });
  });

  it('knows none where nobody told', () => {
    expect(useRingSummary({ reading: shallowRef() }, () => []).value).toBeUndefined();
  });
});

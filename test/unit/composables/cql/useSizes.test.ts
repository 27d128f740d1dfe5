import { describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, shallowRef } from 'vue';

import { useSizes, type SizesOf } from '../../../../pkg/cassandra/composables/cql/useSizes';
import type { CqlSession } from '../../../../pkg/cassandra/core/cql/session';
import { answer, node, RingSession } from '../../core/cql/schema/answers';

const metric = answer(['keyspace_name', 'table_name', 'mebibytes'], [['shop', 'orders', 1n]]);
const ring = Array.from({ length: 20 }, (_, index) => node(`10.0.0.${ index }`));

function start(session: CqlSession, first: SizesOf | undefined) {
  const of = shallowRef(first);
  const scope = effectScope();
  const sizes = scope.run(() => useSizes(() => session, () => of.value))!;

  return { of, scope, sizes };
}

const settled = (sizes: ReturnType<typeof useSizes>) => vi.waitFor(() => expect(sizes.busy.value).toBe(false));

describe('useSizes', () => {
  it('asks once, a dozen nodes at first, and all when it is told', async() => {
    const session = new RingSession(ring, () => metric);
    const { sizes } = start(session, { keyspace: 'shop', isSpread: false });

    await settled(sizes);
    expect([sizes.nodes.value.length, sizes.reading.value?.unasked.length]).toEqual([12, 8]);
    sizes.askAll();
    await settled(sizes);
    expect([sizes.nodes.value.length, sizes.reading.value?.unasked.length]).toEqual([20, 0]);
    expect(sizes.totals.value.get('orders')?.disk).toBe(20 * 1_048_576);
  });

  it('asks nobody about nothing', async() => {
    const session = new RingSession(ring, () => metric);
    const { sizes } = start(session, undefined);

    await settled(sizes);
    expect([session.sent, sizes.totals.value.size]).toEqual([[], 0]);
  });

  it('stops asking about what nobody looks at any more', async() => {
    const session = new RingSession(ring, () => metric);
    const { of, sizes, scope } = start(session, { keyspace: 'shop', isSpread: false });
    const first = session.sent[0]?.execution.signal;

    of.value = { keyspace: 'other', isSpread: false };
    await nextTick();
    expect(first?.aborted).toBe(true);
    await settled(sizes);
    expect(sizes.totals.value.size).toBe(0);
    scope.stop();
    expect(session.sent.at(-1)?.execution.signal?.aborted).toBe(true);
  });
});

import { nextTick, reactive } from 'vue';
import { describe, expect, it } from 'vitest';
import { usePerNode } from '../../../pkg/cassandra/composables/usePerNode';
import { defaultSpec } from '../../../pkg/cassandra/core/manifest/spec';

function ring(nodes: number[], entries: string[]) {
  const spec = reactive({ ...defaultSpec('orders'), racks: nodes.map((count, index) => ({ name: `rack${ index }`, nodes: count })), entries });

  usePerNode(spec, () => spec.entries, (next) => {
    spec.entries = next;
  }, () => '');

  return spec;
}

/** Sets the number of nodes of each rack, one change after the other. */
async function resize(spec: ReturnType<typeof ring>, ...steps: number[][]): Promise<void> {
  for (const nodes of steps) {
    spec.racks = nodes.map((count, index) => ({ name: `rack${ index }`, nodes: count }));
    await nextTick();
  }
}

describe('one entry per node', () => {
  it('is there from the start', () => {
    expect(ring([2, 1], []).entries).toStrictEqual(['', '', '']);
  });

  it('is added for each new node', async() => {
    const spec = ring([2], ['a', 'b']);

    await resize(spec, [3]);

    expect(spec.entries).toStrictEqual(['a', 'b', '']);
  });

  it('comes back when the ring was smaller for a while, or its number was no number', async() => {
    const spec = ring([3], ['a', 'b', 'c']);

    await resize(spec, [1], [NaN], [3]);

    expect(spec.entries).toStrictEqual(['a', 'b', 'c']);
  });

  it('stays with its rack when an earlier rack grows', async() => {
    const spec = ring([1, 1], ['a', 'b']);

    await resize(spec, [2, 1]);

    expect(spec.entries).toStrictEqual(['a', '', 'b']);
  });

  it('stays when the cluster gets another name', async() => {
    const spec = ring([2], ['a', 'b']);

    spec.name = 'bills';
    await nextTick();

    expect(spec.entries).toStrictEqual(['a', 'b']);
  });

  it('is not touched when racks and entries are given together', async() => {
    const spec = ring([2], ['a', 'b']);

    spec.entries = ['x', 'y', 'z'];
    await resize(spec, [1, 1, 1]);

    expect(spec.entries).toStrictEqual(['x', 'y', 'z']);
  });
});

import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { computed, nextTick, reactive, ref } from 'vue';
import { useTopology } from '../../../pkg/cassandra/composables/useTopology';
import { defaultSpec, type RackSpec } from '../../../pkg/cassandra/core/manifest/spec';
import type { Host } from '../../../pkg/cassandra/core/manifest/surroundings';

const hosts = (...zones: string[]): Host[] => zones.map((zone, index) => ({ name: `n${ index }`, hostname: `n${ index }`, zone, allocatable: { cpu: 4, memory: 8 } }));

function topologyOf(racks?: RackSpec[], zones = ['b', 'a', 'c', 'a']) {
  const spec = reactive({ ...defaultSpec('orders'), ...(racks ? { racks } : {}) });
  const ownSeeds = ref(false);

  return { spec, ownSeeds, topology: useTopology(spec, computed(() => ({ hosts: hosts(...zones) })), () => ownSeeds.value) };
}

const counts = ({ racks }: { racks: RackSpec[] }): number[] => racks.map(({ nodes }) => nodes);

describe('useTopology', () => {
  it('makes one rack for each zone, and spreads the nodes over them', () => {
    const { spec, topology } = topologyOf();

    topology.nodes.value = 5;
    topology.mode.value = 'zones';
    expect(spec.racks).toEqual([{ name: 'a', zone: 'a', nodes: 2 }, { name: 'b', zone: 'b', nodes: 2 }, { name: 'c', zone: 'c', nodes: 1 }]);
    topology.nodes.value = 7;
    expect(counts(spec)).toEqual([3, 2, 2]);
  });

  it('keeps what was typed in a mode for when somebody comes back to it', () => {
    const { spec, topology } = topologyOf();

    spec.racks = [{ name: 'mine', nodes: 3 }];
    topology.mode.value = 'list';
    topology.addRack();
    topology.setNodes(0, 5);
    const listed = JSON.parse(JSON.stringify(spec.racks));

    topology.mode.value = 'zones';
    expect(topology.isUneven.value).toBe(false);
    topology.mode.value = 'list';
    expect(spec.racks).toEqual(listed);
    expect(topology.isUneven.value).toBe(true);
    topology.mode.value = 'one';
    expect(spec.racks).toEqual([{ name: 'mine', nodes: topology.nodes.value }]);
  });

  it('leaves numbers that somebody chose alone until told to spread', () => {
    const { spec, topology } = topologyOf();

    topology.mode.value = 'list';
    topology.addRack();
    topology.setNodes(0, 4);
    topology.addRack();
    expect(counts(spec)).toEqual([4, 1, 1]);
    topology.spreadEvenly();
    expect(counts(spec)).toEqual([2, 2, 2]);
    topology.removeRack(1);
    expect(spec.racks).toEqual([{ name: 'rack1', nodes: 3 }, { name: 'rack3', nodes: 3 }]);
  });

  it('takes a number that is none for no node when it spreads', () => {
    const { spec, topology } = topologyOf();

    topology.mode.value = 'list';
    topology.addRack();
    topology.setNodes(1, NaN);
    expect(topology.nodes.value).toBeNaN();
    topology.spreadEvenly();
    expect(counts(spec)).toEqual([1, 1]);
  });

  it('takes more nodes than can be counted one by one for no number', () => {
    const { spec, topology } = topologyOf();

    topology.mode.value = 'list';
    topology.addRack();
    topology.setNodes(0, 1e9);
    expect(counts(spec)).toEqual([NaN, 1]);
    topology.nodes.value = 1e9;
    expect(counts(spec)).toEqual([NaN, NaN]);
  });

  it('proposes seeds until somebody chose their number', async() => {
    const { spec, ownSeeds, topology } = topologyOf();

    topology.mode.value = 'zones';
    await nextTick();
    expect(spec.seeds).toBe(2);
    topology.nodes.value = 6;
    await nextTick();
    expect(spec.seeds).toBe(3);
    ownSeeds.value = true;
    topology.nodes.value = 1;
    await nextTick();
    expect(spec.seeds).toBe(3);
  });

  it('starts from racks as they are', () => {
    const { topology } = topologyOf([{ name: 'a', zone: 'a', nodes: 1 }, { name: 'b', zone: 'b', nodes: 4 }]);

    expect([topology.mode.value, topology.isUneven.value, topology.nodes.value]).toEqual(['list', true, 5]);
  });

  it('never gives racks that it spreads over more than one node of difference, and loses none', () => {
    const step = fc.oneof(
      fc.record({ set: fc.constant('nodes'), to: fc.integer({ min: 1, max: 30 }) }),
      fc.record({ set: fc.constant('mode'), to: fc.constantFrom('one', 'zones', 'list') }),
      fc.record({ set: fc.constant('racks'), to: fc.constantFrom('add', 'remove') }),
    );

    fc.assert(fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const { spec, topology } = topologyOf();
      let nodes = 3;

      for (const { set, to } of steps) {
        if (typeof to === 'number') {
          nodes = to;
          topology.nodes.value = to;
        } else if (set === 'mode') {
          topology.mode.value = to as 'one' | 'zones' | 'list';
        } else if (topology.mode.value === 'list') {
          if (to === 'add') {
            topology.addRack();
          } else if (spec.racks.length > 1) {
            topology.removeRack(0);
          }
        }
        expect(counts(spec).reduce((sum, one) => sum + one, 0)).toBe(nodes);
        expect(Math.max(...counts(spec)) - Math.min(...counts(spec))).toBeLessThanOrEqual(1);
        expect(new Set(spec.racks.map(({ name }) => name)).size).toBe(spec.racks.length);
      }
    }));
  });
});

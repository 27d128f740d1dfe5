import { computed, ref, watch, type Ref } from 'vue';
import { defaultSpec, type ClusterSpec, type RackSpec } from '../core/manifest/spec';
import { zonesOf, type Surroundings } from '../core/manifest/surroundings';
import { nodeCount, proposedSeeds, racksByZone, spread } from '../core/manifest/topology';
import { MAX_NODES } from '../core/manifest/validate/basics';
import type { RackMode, TopologyForm } from './createForm';

/** Lays the nodes over racks, and proposes seeds for them until somebody chose their number. */
export function useTopology(spec: ClusterSpec, known: Readonly<Ref<Surroundings>>, hasOwnSeeds: () => boolean): TopologyForm {
  const mode = ref<RackMode>(modeOf(spec.racks));
  const isUneven = ref(!isEven(spec.racks));
  const zones = computed(() => known.value.hosts && zonesOf(known.value.hosts));
  const total = computed(() => nodeCount(spec));
  const kept: Partial<Record<RackMode, RackSpec[]>> = {};

  /** More nodes than a ring can have are no number: nobody shall count them one by one. */
  function set(racks: RackSpec[]): void {
    spec.racks = racks.map((rack) => rack.nodes > MAX_NODES ? { ...rack, nodes: NaN } : rack);
  }

  function lay(racks: readonly RackSpec[], nodes: number): void {
    const counts = spread(nodes, racks.length);

    set(racks.map((rack, index) => ({ ...rack, nodes: counts[index] ?? 0 })));
    isUneven.value = false;
  }

  /** Racks come and go: even ones share the same nodes, numbers that somebody chose stay. */
  function change(racks: RackSpec[]): void {
    if (isUneven.value) {
      set(racks);
    } else {
      lay(racks, total.value);
    }
  }

  /** What somebody typed in one mode is there again when they come back to it. */
  function choose(next: RackMode): void {
    const nodes = total.value;

    kept[mode.value] = spec.racks.map((rack) => ({ ...rack }));
    mode.value = next;
    const racks = next === 'zones' ? racksByZone(nodes, zones.value ?? []) : kept[next] ?? (next === 'one' ? defaultSpec().racks : spec.racks);

    if (nodeCount({ racks }) === nodes) {
      spec.racks = racks;
      isUneven.value = !isEven(racks);
    } else {
      lay(racks, nodes);
    }
  }

  watch(() => [total.value, spec.racks.length] as const, ([nodes, racks]) => {
    if (!hasOwnSeeds() && Number.isInteger(nodes)) {
      spec.seeds = proposedSeeds(nodes, racks);
    }
  });

  return {
    mode:  computed({ get: () => mode.value, set: choose }),
    nodes: computed({ get: () => total.value, set: (nodes) => lay(spec.racks, nodes) }),
    isUneven,
    zones,
    takeUp() {
      if (mode.value !== 'zones' || spec.racks.some(({ zone }) => !zone)) {
        mode.value = modeOf(spec.racks);
      }
      isUneven.value = !isEven(spec.racks);
    },
    addRack: () => change([...spec.racks, { name: freeName(spec.racks), nodes: 1 }]),
    removeRack: (index) => change(spec.racks.filter((_, at) => at !== index)),
    setNodes(index, nodes) {
      set(spec.racks.map((rack, at) => at === index ? { ...rack, nodes } : rack));
      isUneven.value = true;
    },
    // A number that is none is no node.
    spreadEvenly: () => lay(spec.racks, nodeCount({ racks: spec.racks.filter(({ nodes }) => Number.isInteger(nodes)) })),
  };
}

function modeOf(racks: readonly RackSpec[]): RackMode {
  return racks.length === 1 && !racks[0]?.zone ? 'one' : 'list';
}

function isEven(racks: readonly RackSpec[]): boolean {
  const counts = spread(nodeCount({ racks: [...racks] }), racks.length);

  return racks.every(({ nodes }, index) => nodes === counts[index]);
}

function freeName(racks: readonly RackSpec[]): string {
  const names = new Set(racks.map(({ name }) => name));
  let number = racks.length + 1;

  while (names.has(`rack${ number }`)) {
    number++;
  }

  return `rack${ number }`;
}

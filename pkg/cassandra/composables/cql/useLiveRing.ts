import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { commonKeyspace, ownershipOf } from '../../core/gossip/ownership/ownership';
import { tokenRing } from '../../core/gossip/ownership/token-ring';
import { keyOf, ownersOf, ringOf, type LiveRing } from '../../core/gossip/ring';
import { isSettled } from '../../core/gossip/shown';
import { computedOnChange } from '../computedOnChange';
import type { CqlConnection } from './connection';
import { RingWatch, type GossipLimit, type RingSight } from './ringWatch';

/**
 * - `off`: there is no session
 * - `waiting`: nothing is known yet, or not since somebody looks again; `ring` is how it was
 * - `live`: `ring` is how it is
 * - `lost`: nobody answers any more, or whoever does hears nothing
 */
export type LivePhase = 'off' | 'waiting' | 'live' | 'lost';

export interface LiveRingState {
  phase: Readonly<Ref<LivePhase>>;
  /** What was last seen, with the ownership of `keyspace`. */
  ring: ComputedRef<LiveRing | undefined>;
  /** Why there are no heartbeats in it. */
  limit: ComputedRef<GossipLimit | undefined>;
  /** Pod of the node that told it; its address if it has none here. */
  observer: ComputedRef<string | undefined>;
  /** Keyspaces that are spread over the ring, by name. */
  keyspaces: ComputedRef<readonly string[]>;
  /** By which ownership is told; empty for what `nodetool status` looks at unasked. */
  keyspace: Ref<string>;
  /** The keyspace by which it is told; `undefined` if it has no meaning. */
  ownedBy: ComputedRef<string | undefined>;
}

/**
 * The ring as its nodes tell it by CQL, without a JVM: looked at while a session is open and somebody sees it, and
 * nothing is asked otherwise.
 *
 * @param shown whether somebody sees it
 */
export function useLiveRing({ state, nodes }: CqlConnection, shown: Readonly<Ref<boolean>>): LiveRingState {
  const phase = ref<LivePhase>('off');
  const sight: ShallowRef<RingSight | undefined> = shallowRef();
  const keyspace = ref('');
  const session = computed(() => state.value.kind === 'open' ? state.value.session : undefined);
  let watching: RingWatch | undefined;
  let stop: AbortController | undefined;

  function take(seen: RingSight | undefined, lost: boolean): void {
    const ring = seen && ringOf(seen.sources);

    if (lost) {
      phase.value = 'lost';
    } else if (seen && ring && (seen.limit || isSettled(ring, performance.now()))) {
      sight.value = seen;
      phase.value = seen.limit || hasLife(ring) ? 'live' : 'lost';
    }
  }

  watch(session, (open) => {
    stop?.abort();
    stop = undefined;
    sight.value = undefined;
    phase.value = open ? 'waiting' : 'off';
    watching = open && new RingWatch(open, take);
  }, { immediate: true });
  watch([session, shown], ([, isShown]) => {
    stop?.abort();
    stop = undefined;
    if (watching && isShown) {
      stop = new AbortController();
      watching.run(stop.signal);
    } else if (watching) {
      phase.value = 'waiting';
    }
  }, { immediate: true });
  onScopeDispose(() => stop?.abort());

  // Placing copies takes long in a large ring, and tokens hardly ever change.
  const owners = computedOnChange(() => sight.value && { partitioner: sight.value.sources.local.partitioner, nodes: ownersOf(sight.value.sources.local, sight.value.sources.peers) });
  const replications = computedOnChange(() => sight.value?.keyspaces);
  const tokens = computed(() => owners.value && tokenRing(owners.value.nodes, owners.value.partitioner));
  const spread = computed(() => (replications.value ?? []).filter(({ strategy }) => strategy !== 'LocalStrategy').sort((a, b) => a.name < b.name ? -1 : 1));
  // One that was dropped gives way to what is looked at unasked.
  const owning = computed(() => spread.value.find(({ name }) => name === keyspace.value) ?? commonKeyspace(spread.value));
  const ownership = computed(() => tokens.value && owning.value && ownershipOf(tokens.value, owning.value));
  const ring = computed(() => sight.value && ringOf({ ...sight.value.sources, ownership: ownership.value }));

  const observer = computed(() => {
    if (!ring.value) {
      return undefined;
    }
    const { node: address } = ring.value.seen;
    const { hostId } = ring.value.datacenters.flatMap((datacenter) => datacenter.nodes).find(({ key }) => key === keyOf(address)) ?? {};

    return nodes.value.find((node) => (hostId !== undefined && node.hostId === hostId) || keyOf(node.host) === keyOf(address))?.pod ?? address;
  });

  return {
    phase,
    ring,
    limit:     computed(() => sight.value?.limit),
    observer,
    keyspaces: computed(() => spread.value.map(({ name }) => name)),
    keyspace,
    ownedBy:   computed(() => ownership.value && owning.value?.name),
  };
}

/** Whether anything is known of any node. Where nothing is, the ring is not down: nobody hears it. */
function hasLife({ datacenters }: LiveRing): boolean {
  return datacenters.some(({ nodes }) => nodes.some(({ liveness }) => liveness !== 'unknown'));
}

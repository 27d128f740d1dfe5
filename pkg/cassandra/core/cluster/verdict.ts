import type { Cluster } from './cluster';
import type { RingVerdict } from './ring';
import type { StateReason } from './state';

/** How a cluster is, in one word: the same in the list, on its page, on the card and on Rancher's own pages. */
export type VerdictWord =
  | 'running' | 'provisioning' | 'joining' | 'scaling' | 'updating' | 'degraded' | 'unavailable' | 'stopped' | 'deleting' | 'unknown';

/** How much it asks for attention; decides colour and icon. */
export type VerdictLevel = 'ok' | 'progress' | 'warning' | 'error' | 'off' | 'unknown';

/** Why; key of the sentence `cassandra.verdict.reason.<reason>`. Those of {@link StateReason} are Kubernetes' own. */
export type VerdictReason = StateReason
  | 'ringWhole' // ready, and every node UN
  | 'ringElsewhere' // as above, and the ring has nodes that are no pods of this cluster
  | 'ringDenied' // ready, and the ring may not be read
  | 'ringFailed' // ready, and the ring could not be read
  | 'nodesDown'
  | 'noQuorum' // by the ring
  | 'mostNotReady' // the same by Kubernetes, while nobody knows the ring
  | 'nodesMissing' // ready pods that the ring does not list
  | 'nodesJoining'
  | 'nodesMoving' // leaving, or moving
  | 'nodesOutside' // pods that are not ready, and that the ring does not list: not yet, or no longer
  | 'notProbed'; // no readiness probe, and no ring

export interface Verdict {
  word: VerdictWord;
  level: VerdictLevel;
  reason: VerdictReason;
  /** Numbers of nodes that the sentence names. */
  args: { up: number; known: number; down: number; joining: number; ready: number; desired: number };
}

/** What is known of the ring. All absent: nobody has looked yet. */
export interface RingKnown {
  /** What the last look that went well told. */
  verdict?: RingVerdict;
  /** How old that is, in milliseconds. */
  age?: number;
  /** Why the last look told nothing. */
  problem?: 'denied' | 'failed';
}

/** An older ring says how it was, not how it is. Longer than the pauses between automatic looks. */
const FRESH_MS = 10 * 60_000;

const LEVELS: Readonly<Record<VerdictWord, VerdictLevel>> = {
  running:      'ok',
  provisioning: 'progress',
  joining:      'progress',
  scaling:      'progress',
  updating:     'progress',
  degraded:     'warning',
  unavailable:  'error',
  stopped:      'off',
  deleting:     'warning',
  unknown:      'unknown',
};

type Judgement = readonly [VerdictWord, VerdictReason];

/**
 * Judges a cluster by both of its witnesses. Kubernetes knows what is wanted, and which nodes take CQL connections;
 * the ring knows which nodes the others reach. In the order that an operator would ask:
 *
 * - Deleted, stopped or new clusters are that, whatever the ring says: a ring of old volumes lists nodes that have
 *   not come back yet.
 * - A node that is down degrades it, however ready the pods look, and more than a quorum can spare make it
 *   unavailable. The one node that a rolling restart has down at a time is no news.
 * - What Kubernetes calls not ready may be a node that is joining, or has not begun to: the ring tells the two from a
 *   failed one, which would be listed as down, or would have been started more than once.
 * - A ring that may not or could not be read, or was read too long ago, takes nothing away from what Kubernetes knows:
 *   ready nodes have opened their CQL port, and that is what applications need. Only where nothing probes the nodes
 *   does "ready" mean no more than "runs", and then nobody knows.
 */
export function judgeCluster(cluster: Cluster, ring: RingKnown = {}): Verdict {
  const { verdict, age = 0 } = ring;
  const seen = verdict && verdict.code !== 'unread' && age <= FRESH_MS ? verdict : undefined;
  const [word, reason] = settled(cluster) ?? (seen && byRing(cluster, seen)) ?? byKubernetes(cluster, ring);
  const { up, known, down, joining } = seen ?? { up: 0, known: 0, down: 0, joining: 0 };
  const { ready, desired } = cluster.nodes;

  return { word, reason, level: LEVELS[word], args: { up, known, down, joining, ready, desired } };
}

function settled({ state, reason, nodes }: Cluster): Judgement | undefined {
  switch (state) {
  case 'terminating':
    return ['deleting', reason];
  case 'stopped':
    return ['stopped', reason];
  case 'creating':
    return ['provisioning', reason];
  case 'unavailable':
    return ['unavailable', reason];
  default:
    return nodes.desired === 0 ? ['scaling', reason] : undefined;
  }
}

/** What the ring says of a cluster that should be at work; `undefined` where Kubernetes knows better. */
function byRing({ state, nodes }: Cluster, { code, down, joining, quorum, stuck }: RingVerdict): Judgement | undefined {
  const missing = nodes.desired - nodes.ready;

  switch (code) {
  case 'nodesDown':
    if (state === 'updating' && down === 1) {
      return undefined;
    }

    return quorum ? ['degraded', 'nodesDown'] : ['unavailable', 'noQuorum'];
  case 'nodesMissing':
    return ['degraded', 'nodesMissing'];
  case 'nodesMoving':
    if (state === 'updating' || (state === 'degraded' && missing > joining)) {
      return undefined;
    }

    return joining > 0 ? ['joining', 'nodesJoining'] : ['scaling', 'nodesMoving'];
  case 'forming':
    return state === 'degraded' ? [stuck > 0 ? 'degraded' : 'scaling', 'nodesOutside'] : undefined;
  case 'nodesUnknown':
    return state === 'ready' ? ['running', 'ringElsewhere'] : undefined;
  default:
    return state === 'ready' ? ['running', 'ringWhole'] : undefined;
  }
}

function byKubernetes({ members, nodes, reason, state }: Cluster, { problem }: RingKnown): Judgement {
  if (state === 'ready') {
    if (!members.every(isProbed)) {
      return ['unknown', 'notProbed'];
    }

    return ['running', problem === 'denied' ? 'ringDenied' : problem === 'failed' ? 'ringFailed' : reason];
  }
  if (state === 'degraded') {
    return nodes.ready * 2 > nodes.desired ? ['degraded', reason] : ['unavailable', 'mostNotReady'];
  }

  return [state === 'updating' ? 'updating' : 'scaling', reason];
}

function isProbed({ container, statefulSet }: Cluster['members'][number]): boolean {
  return statefulSet.spec?.template?.spec?.containers.some(({ name, readinessProbe }) => name === container && readinessProbe !== undefined) ?? false;
}

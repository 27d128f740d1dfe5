import { stateCode } from '../nodetool/state-code';
import type { RingStatus } from '../nodetool/status';
import { canonicalAddress } from './address';
import type { RingNode } from './ring';

/** What two nodes may say otherwise of a third. */
export type RingAspect = 'state' | 'hostId' | 'address' | 'datacenter' | 'rack' | 'tokens';

/** One thing in which two views of a ring are not the same. */
export interface RingDifference {
  /** Unique among the differences of two views. */
  key: string;
  /** The node that it is about, by the first view that lists it. */
  node: RingNode;
  aspect: RingAspect;
  /** As `nodetool status` prints it; `undefined` where the view has none, for `state`: where it does not list the node. */
  first: string | undefined;
  second: string | undefined;
}

/**
 * Compares the ring as two nodes see it. Nodes are the same by host ID, or by address where one view has no host ID for
 * it. Load and ownership are left out: load is gossiped every minute and is never quite the same in two places, and
 * ownership follows from the rest.
 *
 * @returns in the order of the first view, then what only the second one lists
 */
export function ringDifferences(first: RingStatus, second: RingStatus): RingDifference[] {
  const theirs = nodesOf(second);
  const byHostId = new Map(theirs.flatMap((node) => node.hostId === undefined ? [] : [[node.hostId, node] as const]));
  const byAddress = new Map(theirs.map((node) => [canonicalAddress(node.address), node]));
  const unmatched = new Set(theirs);

  const differences = nodesOf(first).flatMap((node) => {
    const there = byAddress.get(canonicalAddress(node.address));
    const same = (node.hostId !== undefined && byHostId.get(node.hostId)) || (there && (node.hostId === undefined || there.hostId === undefined) ? there : undefined);

    if (!same || !unmatched.delete(same)) {
      return [differenceOf(node, 'state', stateCode(node), undefined)];
    }

    return compare(node, same);
  });

  return [...differences, ...[...unmatched].map((node) => differenceOf(node, 'state', undefined, stateCode(node)))];
}

function compare(a: RingNode, b: RingNode): RingDifference[] {
  const aspects: [RingAspect, string | undefined, string | undefined][] = [
    ['state', stateCode(a), stateCode(b)],
    ['hostId', a.hostId, b.hostId],
    ['address', a.address, b.address],
    ['datacenter', a.datacenter, b.datacenter],
    ['rack', a.rack, b.rack],
    ['tokens', tokensOf(a), tokensOf(b)],
  ];

  return aspects.flatMap(([aspect, first, second]) => {
    const isSame = aspect === 'address' ? canonicalAddress(a.address) === canonicalAddress(b.address) : first === second;

    return isSame ? [] : differenceOf(a, aspect, first, second);
  });
}

function differenceOf(node: RingNode, aspect: RingAspect, first: string | undefined, second: string | undefined): RingDifference {
  const side = first === undefined ? 'second' : 'first';

  return {
    key: [side, node.datacenter, node.hostId, node.address, node.port, aspect].join('/'), node, aspect, first, second
  };
}

function nodesOf({ datacenters }: RingStatus): RingNode[] {
  return datacenters.flatMap(({ name, nodes }) => nodes.map((node) => ({ ...node, datacenter: name })));
}

function tokensOf({ token, tokens }: RingNode): string | undefined {
  return token ?? tokens?.toString();
}

import type { NodeStatus } from './status';

const LETTERS: Record<NodeStatus['state'], string> = {
  normal: 'N', leaving: 'L', joining: 'J', moving: 'M',
};

/** The two letters by which operators know a node's state: `UN`, `DN`, `UJ`, `?N` … */
export function stateCode({ up, state }: Pick<NodeStatus, 'up' | 'state'>): string {
  const status = up === undefined ? '?' : up ? 'U' : 'D';

  return status + LETTERS[state];
}

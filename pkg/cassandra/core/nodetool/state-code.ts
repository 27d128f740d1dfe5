import type { NodeStatus } from './status';

const LETTERS: Record<NodeStatus['state'], string> = {
  normal: 'N', leaving: 'L', joining: 'J', moving: 'M',
};

/** The two letters by which operators know a node's state: `UN`, `DN`, `UJ`, `?N` … */
export function stateCode({ up, state }: Pick<NodeStatus, 'up' | 'state'>): string {
  const status = up === undefined ? '?' : up ? 'U' : 'D';

  return status + LETTERS[state];
}

/** The same with `?` behind it for a node that is suspected: `UN?`. */
export function shownCode({ suspect = false, ...status }: Pick<NodeStatus, 'up' | 'state' | 'suspect'>): string {
  return stateCode(status) + (suspect ? '?' : '');
}

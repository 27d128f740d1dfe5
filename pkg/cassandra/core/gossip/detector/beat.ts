/** A sign of life. */
export interface Beat {
  /** Seconds since the epoch at which the node began to gossip: another one is another life. */
  generation: number;
  /** Goes up by about one a second. */
  heartbeat: number;
}

/** Whether `a` was sent after `b`. News of a node come over several others, so older ones follow newer. */
export function isNewer(a: Beat, b: Beat): boolean {
  return a.generation > b.generation || (sameLife(a, b) && a.heartbeat > b.heartbeat);
}

export function sameLife(a: Beat, b: Beat): boolean {
  return a.generation === b.generation;
}

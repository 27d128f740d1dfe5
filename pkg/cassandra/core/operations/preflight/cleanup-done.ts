import { check, passed, unknown, warning } from './check';
import { goingPods } from './nodes';

/**
 * What was given away in the last scale up is gone from those who gave it. Else a node that leaves may give a range back
 * to one that still has old rows of it, which come to life again when their deletion is no longer on record.
 */
export const cleanupDone = check('cleanupDone', (input) => {
  const { cleanup } = input;

  if (cleanup === undefined) {
    return unknown(input, 'cleanup');
  }
  // It may have been scaled by others, which leaves no trace: only a person can know.
  if (cleanup === null) {
    return warning({ recorded: 'no', count: 0, nodes: '' }, [], []);
  }
  // What a node does not own it takes along, unseen.
  const going = new Set(goingPods(input).map(({ pod }) => pod));
  const staying = new Set(input.facts.pods.flatMap(({ metadata }) => metadata?.name ?? []).filter((pod) => !going.has(pod)));
  const pending = cleanup.pending.filter((pod) => staying.has(pod));
  const since = `scaled up ${ new Date(cleanup.scaledUpAt).toISOString() }`;

  return pending.length > 0
    ? warning({ recorded: 'yes', count: pending.length, nodes: pending.join(', ') }, [since, ...pending.map((pod) => `${ pod }: not cleaned up since`)], [since, ...pending])
    : passed([since, 'all cleaned up since']);
});

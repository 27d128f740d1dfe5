import { MAX_NODES } from '../../manifest/validate/basics';
import { blocking, check, passed, type Check } from './check';
import { replicasOf, totalOf } from './nodes';

/** Where the numbers go: `up` and `down` in at least one StatefulSet and nowhere the other way, `zero` in all of them, or not at all. */
type Direction = 'up' | 'down' | 'zero' | 'same';

/** What was asked for can be had, means what it says, and starts from what is there: the last is not so when others scale, too. */
export function targets(direction: Direction): Check {
  return check('targets', (input) => {
    const { from, targets: wanted } = input;
    const now = replicasOf(input);
    const sets = [...new Set([...Object.keys(now), ...Object.keys(from), ...Object.keys(wanted)])].sort();
    const evidence = sets.map((set) => `StatefulSet ${ set }: spec.replicas: ${ now[set] ?? '<none>' }, asked from ${ from[set] ?? '<none>' } to ${ wanted[set] ?? '<none>' }`);
    const wrong = (reason: string, set = '') => blocking({ reason, set, max: MAX_NODES }, evidence);

    for (const set of sets) {
      const [is, was, shall] = [now[set], from[set], wanted[set]];

      if (is === undefined) {
        return wrong('gone', set);
      }
      if (was === undefined || shall === undefined) {
        return wrong('missing', set);
      }
      if (!Number.isInteger(shall) || shall < 0) {
        return wrong('noNumber', set);
      }
      if (is !== was) {
        return wrong('changed', set);
      }
      if (!goes(direction, was, shall)) {
        return wrong('direction', set);
      }
    }
    if (totalOf(wanted) > MAX_NODES) {
      return wrong('tooMany');
    }

    return direction !== 'same' && totalOf(wanted) === totalOf(from) ? wrong('unchanged') : passed(evidence);
  });
}

function goes(direction: Direction, from: number, to: number): boolean {
  switch (direction) {
    case 'up': return to >= from;
    case 'down': return to <= from;
    case 'zero': return to === 0;
    case 'same': return to === from;
  }
}

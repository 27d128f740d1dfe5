import { groupBy } from '../../group-by';
import { isSeen, rowsOf } from '../../cluster/findings/observed';
import { blocking, check, passed, unknown } from './check';
import { fresh } from './fresh';
import { goingPods } from './nodes';

/** Each rack keeps a node. A rack that is gone takes its copies of everything along, and each StatefulSet its name in the seeds. */
export const rackFloor = check('rackFloor', (input) => {
  const { facts, targets } = input;

  if (!fresh(input, facts.ring)) {
    return unknown(input, 'ring', facts.ring);
  }
  const going = new Set(goingPods(input).map(({ pod }) => pod));
  const racks = [...groupBy(rowsOf(facts).filter(isSeen), ({ status }) => `${ status.datacenter }/${ status.rack }`)]
    .map(([name, rows]) => ({ name, left: rows.filter(({ pod }) => pod === undefined || !going.has(pod)).length }));
  const sets = facts.cluster.members.map(({ name, nodes }) => ({ name, left: targets[name] ?? nodes.desired }));
  const emptied = [...racks.filter(({ left }) => left < 1), ...sets.filter(({ left }) => left < 1)];
  const evidence = [...racks.map(({ name, left }) => `rack ${ name }: ${ left } nodes in the end`), ...sets.map(({ name, left }) => `StatefulSet ${ name }: ${ left } in the end`)];

  return emptied.length > 0 ? blocking({ places: emptied.map(({ name }) => name).join(', ') }, evidence) : passed(evidence);
});

import { blocking, check, passed, unknown } from './check';
import { saidBy } from './fresh';

/** As `nodetool compactionstats` names what a repair and a clean-up do on a node. */
const KINDS = /^(?:Validation|Anticompaction after repair|Cleanup)$/i;

/** No node validates for a repair, or is being cleaned up: the first streams next, and the second works with ranges that are about to change. */
export const maintenance = check('maintenance', (input) => {
  const { said, missing } = saidBy(input, input.compactions);
  const busy = said.flatMap(({ pod, value }) => value.running.filter(({ type }) => KINDS.test(type)).map(({ id, type, keyspace, table }) => ({ pod, type, line: `${ pod }: ${ type } ${ keyspace }.${ table } ${ id }` })));

  if (busy.length > 0) {
    return blocking({ nodes: [...new Set(busy.map(({ pod }) => pod))].join(', '), types: [...new Set(busy.map(({ type }) => type))].join(', ') }, busy.map(({ line }) => line));
  }

  return missing.length > 0 ? unknown(input, 'compactions', input.compactions?.get(missing[0] ?? ''), missing) : passed(said.map(({ pod }) => `${ pod }: no validation, no cleanup`));
});

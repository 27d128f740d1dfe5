import { isSeen, rowsOf, statusLine } from '../../cluster/findings/observed';
import { blocking, check, passed, unknown } from './check';
import { fresh } from './fresh';

/** Fact 7: one at a time. Nobody joins, leaves or moves, by this or by another's hand. */
export const moving = check('moving', (input) => {
  const { facts } = input;

  if (!fresh(input, facts.ring)) {
    return unknown(input, 'ring', facts.ring);
  }
  const rows = rowsOf(facts).filter(isSeen);
  const busy = rows.filter(({ status }) => status.state !== 'normal');

  return busy.length > 0
    ? blocking({ count: busy.length, nodes: busy.map(({ pod, status }) => pod ?? status.address).join(', ') }, busy.map(statusLine))
    : passed([`nodetool status on ${ facts.ring?.pod }: ${ rows.length } normal`]);
});

import { isSeen, rowsOf, statusLine } from '../../cluster/findings/observed';
import { isDown } from '../../cluster/ring';
import { blocking, check, eased, passed, unknown, type Judged, type PreflightInput } from './check';
import { fresh } from './fresh';

/** Fact 8: all nodes are up. A node that is down has ranges that nobody can hand over, and misses what changes. */
export const nodesUp = check('nodesUp', judge);

/** Where nothing is handed over it only means that this node has no part in it. */
export const nodesUpEased = eased('nodesUp', judge);

function judge(input: PreflightInput): Judged {
  const { facts } = input;

  if (!fresh(input, facts.ring)) {
    return unknown(input, 'ring', facts.ring);
  }
  const rows = rowsOf(facts).filter(isSeen);
  const down = rows.filter(({ status }) => isDown(status));

  if (down.length > 0) {
    return blocking({ count: down.length, nodes: down.map(({ pod, status }) => pod ?? status.address).join(', '), observer: facts.ring?.pod ?? '' }, down.map(statusLine), down.map(({ status }) => status.hostId ?? status.address));
  }

  return passed([`nodetool status on ${ facts.ring?.pod }: ${ rows.length } up`], { count: rows.length });
}

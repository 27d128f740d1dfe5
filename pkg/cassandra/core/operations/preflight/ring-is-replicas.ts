import { isSeen, rowsOf, statusLine } from '../../cluster/findings/observed';
import { isDown } from '../../cluster/ring';
import { blocking, check, passed, unknown } from './check';
import { fresh } from './fresh';
import { replicasOf, totalOf } from './nodes';

/**
 * The ring has just the nodes that Kubernetes asks for: each pod is one of them, and each of them is a pod. Entries that no
 * pod answers for are lost nodes where they are down; where they are up, they are of another Kubernetes, and nobody here
 * sees to it that they do not come or go at the same time.
 */
export const ringIsReplicas = check('ringIsReplicas', (input) => {
  const { facts } = input;

  if (!fresh(input, facts.ring)) {
    return unknown(input, 'ring', facts.ring);
  }
  const rows = rowsOf(facts);
  const outside = rows.filter((row) => !isSeen(row)).map(({ pod }) => pod ?? '');
  const strays = rows.filter(isSeen).filter(({ pod }) => pod === undefined);
  const lost = strays.filter(({ status }) => isDown(status));
  const replicas = totalOf(replicasOf(input));
  const nodes = rows.filter(isSeen).length - strays.length;
  const args = { replicas, nodes, outside: outside.length, lost: lost.length, elsewhere: strays.length - lost.length };
  const evidence = [`spec.replicas: ${ replicas }`, `nodetool status on ${ facts.ring?.pod }: ${ nodes } of these pods`, ...outside.map((pod) => `${ pod }: not in the ring`), ...strays.map(statusLine)];

  return nodes !== replicas || outside.length > 0 || strays.length > 0 ? blocking(args, evidence) : passed(evidence, args);
});

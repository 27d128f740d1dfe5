import { ringDifferences } from '../../cluster/ring-difference';
import { blocking, check, passed, unknown } from './check';
import { fresh } from './fresh';

/** Two nodes see the same ring. Where they do not, what one of them says is no ground to act on. */
export const secondView = check('secondView', (input) => {
  const { facts: { ring, secondRing } } = input;
  const first = fresh(input, ring);
  const second = fresh(input, secondRing);

  if (!first) {
    return unknown(input, 'ring', ring);
  }
  // A node that is alone has nobody to contradict it.
  if (first.datacenters.reduce((sum, { nodes }) => sum + nodes.length, 0) < 2) {
    return passed([`nodetool status on ${ ring?.pod }: 1 node`]);
  }
  if (!second || secondRing?.pod === ring?.pod) {
    return unknown(input, 'secondRing', secondRing);
  }
  const differences = ringDifferences(first, second);
  const args = { first: ring?.pod ?? '', second: secondRing?.pod ?? '', count: differences.length };

  return differences.length > 0
    ? blocking(args, differences.map(({ node, aspect, first: here, second: there }) => `${ node.address }: ${ aspect }: ${ here ?? '-' } on ${ args.first }, ${ there ?? '-' } on ${ args.second }`))
    : passed([`nodetool status on ${ args.first } and ${ args.second }: the same`], args);
});

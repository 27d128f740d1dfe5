import { canonicalAddress } from '../../cluster/address';
import { rowsOf } from '../../cluster/findings/observed';
import { blocking, check, passed, unknown, type PreflightInput } from './check';
import { fresh } from './fresh';

/** All nodes have the same tables: one that joins takes over those of the node that it asks, and streams fail for tables that a side does not know. */
export const schema = check('schema', (input) => {
  const { facts: { description } } = input;
  const seen = fresh(input, description);

  if (!seen) {
    return unknown(input, 'description', description);
  }
  const { schemas } = seen;
  const unreachable = seen.unreachable.filter((address) => isOurs(input, address));
  const evidence = [...schemas.map(({ version, nodes }) => `${ version }: ${ nodes.join(', ') }`), ...(seen.unreachable.length > 0 ? [`UNREACHABLE: ${ seen.unreachable.join(', ') }`] : [])];

  return schemas.length === 1 && unreachable.length === 0 ? passed(evidence) : blocking({ count: schemas.length, unreachable: unreachable.length, observer: description?.pod ?? '' }, evidence);
});

/**
 * Whether an address is that of a node or a pod, as far as that is known. A node that was decommissioned is called
 * unreachable for minutes at least after it has left: seen on 5.0.9.
 */
function isOurs(input: PreflightInput, address: string): boolean {
  const { facts } = input;
  const known = fresh(input, facts.ring) && [
    ...rowsOf(facts).flatMap(({ status }) => status?.address ?? []),
    ...facts.pods.flatMap(({ status }) => [status?.podIP, ...(status?.podIPs ?? []).map(({ ip }) => ip)].flatMap((ip) => ip ?? [])),
  ].map(canonicalAddress);

  return known?.includes(canonicalAddress(address)) ?? true;
}

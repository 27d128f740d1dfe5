import { blocking, check, passed, unknown } from './check';
import { fresh } from './fresh';

/** All nodes have the same tables: one that joins takes over those of the node that it asks, and streams fail for tables that a side does not know. */
export const schema = check('schema', (input) => {
  const { facts: { description } } = input;
  const seen = fresh(input, description);

  if (!seen) {
    return unknown(input, 'description', description);
  }
  const { schemas, unreachable } = seen;
  const evidence = [...schemas.map(({ version, nodes }) => `${ version }: ${ nodes.join(', ') }`), ...(unreachable.length > 0 ? [`UNREACHABLE: ${ unreachable.join(', ') }`] : [])];

  return schemas.length === 1 && unreachable.length === 0 ? passed(evidence) : blocking({ count: schemas.length, unreachable: unreachable.length, observer: description?.pod ?? '' }, evidence);
});

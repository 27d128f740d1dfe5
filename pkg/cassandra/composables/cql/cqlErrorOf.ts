import { CqlError } from '../../core/cql/session';

/** Whatever was thrown on the way to a session, or by one, as an error of sessions. */
export function cqlErrorOf(thrown: unknown): CqlError {
  return thrown instanceof CqlError ? thrown : new CqlError('unreachable', thrown instanceof Error ? thrown.message : String(thrown), undefined, { cause: thrown });
}

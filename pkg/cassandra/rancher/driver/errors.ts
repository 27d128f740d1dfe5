import errors from 'cassandra-driver/lib/errors.js';
import { CqlError } from '../../core/cql/session';
import type { CqlErrorCode } from '../../core/cql/session';
import { TunnelError } from '../tunnel';

/** Number of the native protocol for a login that was not accepted. */
const BAD_CREDENTIALS = 0x0100;
/** And for a statement that makes no sense, such as the use of a keyspace that there is not. */
const INVALID = 0x2200;

/** Of several nodes that could not be reached, the one tells most whose reason comes first here. */
const TELLING: readonly CqlErrorCode[] = ['credentials', 'loginRequired', 'denied', 'tls', 'refused', 'unreachable'];

type NoHostAvailable = InstanceType<typeof errors.NoHostAvailableError>;

interface SocketError extends Error {
  readonly isSocketError?: boolean;
  readonly innerError?: unknown;
}

/**
 * What the driver has thrown, in our terms.
 *
 * The words of the server are kept, except where the driver makes its own from the numbers in the message, which say more:
 * unavailable, timeouts and failures of reads and writes.
 *
 * @param hasLogin whether name and password were given
 */
export function toCqlError(error: unknown, hasLogin: boolean): CqlError {
  const options = { cause: error };

  if (error instanceof CqlError) {
    return error;
  }
  if (error instanceof TunnelError) {
    return new CqlError(error.code === 'denied' ? 'denied' : 'unreachable', error.message, undefined, options);
  }
  if (error instanceof errors.NoHostAvailableError) {
    return mostTelling(error, hasLogin);
  }
  if (error instanceof errors.AuthenticationError) {
    return hasLogin
      ? new CqlError('credentials', error.message, BAD_CREDENTIALS, options)
      : new CqlError('loginRequired', 'The ring wants a login', undefined, options);
  }
  if (error instanceof errors.ResponseError) {
    return new CqlError('refused', error.message, error.code, options);
  }
  if (error instanceof errors.OperationTimedOutError) {
    return new CqlError('timeout', error.message, undefined, options);
  }
  const { isSocketError, innerError } = error as SocketError;

  if (isSocketError && innerError) {
    return toCqlError(innerError, hasLogin);
  }

  return new CqlError('unreachable', error instanceof Error ? error.message : String(error), undefined, options);
}

/** Whether no node could be asked because each refused the keyspace of the session: the driver asks for that first. */
export function isKeyspaceRefused(error: unknown): boolean {
  return error instanceof errors.NoHostAvailableError && inner(error).some((one) => one instanceof errors.ResponseError && one.code === INVALID);
}

function mostTelling(error: NoHostAvailable, hasLogin: boolean): CqlError {
  const tried = inner(error)
    .map((one) => toCqlError(one, hasLogin))
    // That a node did not answer while it was being connected to is no timeout of a statement.
    .map((one) => one.code === 'timeout' ? new CqlError('unreachable', one.message, undefined, { cause: one }) : one)
    .sort((a, b) => TELLING.indexOf(a.code) - TELLING.indexOf(b.code));

  return tried[0] ?? new CqlError('unreachable', 'There is no connection to any node', undefined, { cause: error });
}

/** What went wrong with each node that was tried; nothing for one that was asked. */
function inner({ innerErrors }: NoHostAvailable): unknown[] {
  return Object.values((innerErrors ?? {}) as Record<string, unknown>).filter((one) => one !== null);
}

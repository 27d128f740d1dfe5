export interface ExecRequest {
  readonly namespace: string;
  readonly pod: string;
  /** Needed when the pod has several containers. */
  readonly container?: string;
  /**
   * Program and arguments. No shell ever sees them. They are part of a URL, and URLs end up in the logs of proxies and
   * in the API server's audit log: never put a secret here, send it by `stdin`.
   */
  readonly command: readonly string[];
  /** Sent to the program, then its standard input is closed. Needs Kubernetes 1.30 or later. */
  readonly stdin?: string;
  /** For everything from connecting to the exit status. Default 30 s. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Limit for standard output and for standard error, each. Default 4 MiB. */
  readonly maxOutputBytes?: number;
}

export interface ExecResult {
  readonly stdout: string;
  readonly stderr: string;
  /** EXIT_UNKNOWN if the output was cut off, because then the end of the program was not waited for. */
  readonly exitCode: number;
  /** One of the streams went over the limit; what came until then is here. */
  readonly truncated: boolean;
  readonly durationMs: number;
}

/** Exit codes are never negative. */
export const EXIT_UNKNOWN = -1;

/**
 * - `denied`: the user may not run commands in this namespace
 * - `notFound`: the pod, the container or the program is not there
 * - `timeout`, `aborted`: as asked for
 * - `unreachable`: no connection, or lost before the exit status came
 * - `protocol`: the server said something that makes no sense
 */
export type ExecErrorCode = 'denied' | 'notFound' | 'timeout' | 'aborted' | 'unreachable' | 'protocol';

/**
 * The command could not be run to its end. That it ended with an exit code other than 0 is no error here.
 *
 * Kubernetes has no way to stop a program from outside: one that was given up (timeout, aborted, output cut off) goes
 * on in the pod, and if it has more to write than the runtime buffers, it waits there until the container restarts.
 */
export class ExecError extends Error {
  override readonly name = 'ExecError';

  constructor(readonly code: ExecErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}

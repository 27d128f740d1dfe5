import { clusterPath } from '../store';
import type { ClusterContext } from '../store';
import { converse } from './conversation';
import type { Conversation } from './conversation';
import { countExec } from './count';
import { whyRefused } from './diagnosis';
import { exitCodeOf, V4, V5 } from './frames';
import { EXIT_UNKNOWN, ExecError } from './types';
import type { ExecRequest, ExecResult } from './types';

export { execsWithin } from './count';
export { EXIT_UNKNOWN, ExecError } from './types';
export type { ExecErrorCode, ExecRequest, ExecResult } from './types';

/** How a WebSocket is opened; given path and query on the page's own origin. */
export type OpenSocket = (pathAndQuery: string, protocols: string[]) => WebSocket;

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_OUTPUT_BYTES = 4 * 1024 * 1024;

/** Rancher authenticates the upgrade by the session cookie, hence the page's own origin. */
const openBrowserSocket: OpenSocket = (pathAndQuery, protocols) => new WebSocket(location.origin.replace(/^http/, 'ws') + pathAndQuery, protocols);

/**
 * Runs one command in one pod and waits for its end. An exit code other than 0 is a result; everything that keeps the
 * command from being run to its end is an ExecError.
 */
export async function exec(context: ClusterContext, request: ExecRequest, openSocket: OpenSocket = openBrowserSocket): Promise<ExecResult> {
  const started = performance.now();
  const limit = limitFor(request);

  try {
    limit.stop.throwIfAborted();
    countExec(context, request);
    const conversation = await converse(openSocket(execPath(context, request), protocolsFor(request)), {
      stdin: request.stdin, maxOutputBytes: request.maxOutputBytes ?? DEFAULT_MAX_OUTPUT_BYTES, stop: limit.stop
    });

    if (!conversation.opened) {
      throw await limit.orStop(whyRefused(context, request));
    }
    const { stdout, stderr, truncated } = conversation;

    return {
      stdout, stderr, truncated, exitCode: exitCode(conversation, request), durationMs: performance.now() - started
    };
  } finally {
    limit.release();
  }
}

function exitCode({ truncated, status, closeCode }: Conversation, { pod }: ExecRequest): number {
  if (truncated) {
    return EXIT_UNKNOWN;
  }
  if (!status) {
    throw new ExecError('unreachable', `The connection to pod "${ pod }" was lost before the command ended (close code ${ closeCode })`);
  }

  return exitCodeOf(status);
}

function execPath(context: ClusterContext, { namespace, pod, container, command, stdin }: ExecRequest): string {
  const query = new URLSearchParams({ stdout: '1', stderr: '1' });

  if (stdin !== undefined) {
    query.set('stdin', '1');
  }
  if (container) {
    query.set('container', container);
  }
  for (const argument of command) {
    query.append('command', argument);
  }

  return `${ clusterPath(context) }/api/v1/namespaces/${ encodeURIComponent(namespace) }/pods/${ encodeURIComponent(pod) }/exec?${ query }`;
}

/** Only version 5 can close standard input; with version 4 a program that reads to the end would wait for ever. */
function protocolsFor({ stdin }: ExecRequest): string[] {
  return stdin === undefined ? [V5, V4] : [V5];
}

interface Limit {
  /** Aborted when the time is over or the caller lost interest; its reason is the ExecError to throw. */
  readonly stop: AbortSignal;
  /** Waits for a promise, but not beyond the limit. */
  orStop<T>(promise: Promise<T>): Promise<T>;
  release(): void;
}

function limitFor({ timeoutMs = DEFAULT_TIMEOUT_MS, signal, command, pod }: ExecRequest): Limit {
  const controller = new AbortController();
  const stop = controller.signal;
  const what = `"${ command[0] ?? '' }" in pod "${ pod }"`;
  const timer = setTimeout(() => controller.abort(new ExecError('timeout', `${ what } did not end within ${ timeoutMs / 1000 } s`)), timeoutMs);
  const onAbort = () => controller.abort(new ExecError('aborted', `${ what } was cancelled`));

  if (signal?.aborted) {
    onAbort();
  }
  signal?.addEventListener('abort', onAbort, { once: true });

  return {
    stop,
    orStop: (promise) => new Promise((resolve, reject) => {
      const onStop = () => reject(stop.reason);

      stop.throwIfAborted();
      stop.addEventListener('abort', onStop, { once: true });
      promise.then(resolve, reject).finally(() => stop.removeEventListener('abort', onStop));
    }),
    release() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    },
  };
}

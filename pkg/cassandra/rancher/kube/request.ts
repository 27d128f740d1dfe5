import { clusterPath } from '../store';
import type { ClusterContext } from '../store';
import { KubeError, toKubeError } from './error';

export interface KubeRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path on the cluster's API server, for example `/apis/apps/v1/namespaces/a/statefulsets`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: object;
  readonly contentType?: string;
  /** What the answer shall be like; JSON as the API server likes it if left out. */
  readonly accept?: string;
}

export interface KubeResponse<T> {
  readonly status: number;
  readonly body: T;
  readonly warnings: readonly string[];
  /** When it was answered, by the clock of the server or of a proxy before it; ms since 1970, to the second. */
  readonly serverTime?: number;
}

/**
 * One request to the cluster's API server, by the host's own request action, so that the CSRF header, an expired
 * session and the like stay the host's business. It is the action of the `management` store, because that store lives
 * as long as the session: `cluster` is emptied, pending answers included, when the user leaves the cluster.
 *
 * There is deliberately no abort signal: the host shares one answer among all who ask the same at the same time, and a
 * change that was cut off half-way would leave unknown what was done.
 */
export async function request<T>(context: ClusterContext, { method = 'GET', path, query, body, contentType = 'application/json', accept }: KubeRequest): Promise<KubeResponse<T>> {
  const options = {
    url:     clusterPath(context) + path + queryString(query),
    method:  method.toLowerCase(),
    ...(body ? { data: JSON.stringify(body) } : {}),
    headers: { ...(body && { 'Content-Type': contentType }), ...(accept && { Accept: accept }) },
  };
  let answer: unknown;

  try {
    answer = await context.store.dispatch('management/request', options);
  } catch (thrown) {
    throw toKubeError(thrown);
  }
  if (typeof answer !== 'object' || answer === null) {
    throw new KubeError(`The cluster's API gave no object for ${ method } ${ path }`, 0, 'Unknown');
  }

  return { status: httpStatus(answer), body: answer as T, warnings: warningsOf(answer), ...serverTimeOf(answer) };
}

/** The host hides the HTTP status in a non-enumerable property of the body. */
function httpStatus(answer: object): number {
  const status: unknown = (answer as { readonly _status?: unknown })._status;

  return typeof status === 'number' ? status : 0;
}

/** Kubernetes' warnings: `299 - "one", 299 - "another \"quoted\" one"`. */
function warningsOf(answer: object): string[] {
  const header = headerOf(answer, 'warning');
  const quoted = typeof header === 'string' ? header.matchAll(/\b\d{3} \S+ "((?:[^"\\]|\\.)*)"/g) : [];

  return [...quoted].map(([, text = '']) => text.replace(/\\(.)/g, '$1'));
}

function serverTimeOf(answer: object): { serverTime?: number } {
  const header = headerOf(answer, 'date');
  const serverTime = typeof header === 'string' ? Date.parse(header) : NaN;

  return Number.isNaN(serverTime) ? {} : { serverTime };
}

/** Beside the status hide the headers, their names in small letters. */
function headerOf(answer: object, name: string): unknown {
  return (answer as { readonly _headers?: Readonly<Record<string, unknown>> })._headers?.[name];
}

function queryString(query: KubeRequest['query'] = {}): string {
  const parameters = new URLSearchParams();

  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) {
      parameters.set(name, value);
    }
  }
  const text = parameters.toString();

  return text && `?${ text }`;
}

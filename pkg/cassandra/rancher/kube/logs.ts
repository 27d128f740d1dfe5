import type { ClusterContext } from '../store';
import { request } from './request';
import { objectPath } from './resources';

export interface LogOptions {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** Of the run before, where the container runs again. */
  readonly previous?: boolean;
  /** Only so many lines from the end. */
  readonly tailLines: number;
}

/** What the kubelet answers, as if it were a log, when the runtime has thrown the log away. */
const NO_LOG = /^unable to retrieve container logs for \S+$/;

/** The log of a container; empty if it has none. */
export async function containerLog(context: ClusterContext, { namespace, pod, container, previous, tailLines }: LogOptions): Promise<string> {
  const { body } = await request<{ data?: unknown }>(context, {
    path:  `${ await objectPath(context, { apiVersion: 'v1', kind: 'Pod', namespace, name: pod }) }/log`,
    query: { container, previous: previous ? 'true' : undefined, tailLines: String(tailLines) },
  });
  // The host wraps what is no object.
  const text = String(body.data ?? '');

  return NO_LOG.test(text.trim()) ? '' : text;
}

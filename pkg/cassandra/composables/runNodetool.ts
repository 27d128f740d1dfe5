import type { Observed } from '../core/cluster/facts';
import { endedAfter, nodetool } from '../core/nodetool/command';
import { NodetoolError } from '../core/nodetool/error';
import { exec, ExecError, type ExecRequest, type ExecResult } from '../rancher/exec';
import type { ClusterContext } from '../rancher/store';
import { tabShown } from './tabShown';

export interface NodetoolTarget {
  namespace: string;
  pod: string;
  /** Needed when the pod has several containers. */
  container?: string;
}

export interface NodetoolOptions {
  /** Ends the wait, not the run: see {@link runNodetool}. */
  signal?: AbortSignal;
  /** Nobody asked for it just now: it waits while the tab is hidden. */
  automatic?: boolean;
  /** After this time nodetool is ended in its pod. Default 30 s. */
  timeoutMs?: number;
}

interface Answer { text: string; at: number }

interface Run {
  /** Container and arguments. */
  question: string;
  answer: Promise<Answer>;
}

/** What is known of the pods that one store can reach, by cluster, namespace and pod. */
interface Pods {
  running: Map<string, Run>;
  /** Containers whose image has no `timeout`. */
  withoutTimeout: Set<string>;
}

const DEFAULT_TIMEOUT_MS = 30_000;

/** How much longer the browser waits than nodetool may take: for the kill, and for its answer to travel. */
const GRACE_MS = 10_000;

const podsByStore = new WeakMap<ClusterContext['store'], Pods>();

/**
 * Runs nodetool in a pod. Each run starts a JVM next to a database, so there is one at a time in a pod, whoever asks;
 * and whoever asks what is being answered already gets that answer.
 *
 * A run that nobody waits for any more still goes on to its end, and the next one waits for it: hanging up does not end
 * a program that was started by exec, so anything else would be two at a time.
 *
 * @param args of nodetool: `['status']`
 * @param parse reads what was printed: standard output, or both streams when nodetool failed
 * @returns what `parse` made of it, with where and when it was said
 * @throws ExecError if it was not run to its end, NodetoolError if the output was cut off, and whatever `parse` throws
 */
export async function runNodetool<T>(context: ClusterContext, target: NodetoolTarget, args: readonly string[], parse: (text: string) => T, options: NodetoolOptions = {}): Promise<Observed<T>> {
  const { text, at } = await ask(context, target, args, options);

  return {
    value: parse(text), text, pod: target.pod, at
  };
}

async function ask(context: ClusterContext, target: NodetoolTarget, args: readonly string[], options: NodetoolOptions): Promise<Answer> {
  const { running } = podsOf(context);
  const pod = [context.clusterId, target.namespace, target.pod].join('/');
  const question = JSON.stringify([target.container, ...args]);

  for (;;) {
    await orAborted(options.automatic ? tabShown(options.signal) : Promise.resolve(), options.signal);
    const current = running.get(pod);

    if (current?.question === question) {
      return orAborted(current.answer, options.signal);
    }
    if (!current) {
      break;
    }
    // Those who wait are woken in the order in which they came.
    await orAborted(current.answer.catch(() => undefined), options.signal);
  }
  const answer = run(context, target, args, options).finally(() => running.delete(pod));

  running.set(pod, { question, answer });

  return orAborted(answer, options.signal);
}

async function run(context: ClusterContext, target: NodetoolTarget, args: readonly string[], { timeoutMs = DEFAULT_TIMEOUT_MS }: NodetoolOptions): Promise<Answer> {
  const { stdout, stderr, exitCode, truncated, durationMs } = await execWithin(context, { ...target, command: nodetool(...args), timeoutMs });

  if (truncated) {
    throw new NodetoolError('truncated', `nodetool ${ args[0] ?? '' } printed more than is read`);
  }
  // `timeout` says 124 for a program that it ended, in other implementations the program's own 143 or 137.
  if (exitCode !== 0 && durationMs >= timeoutMs) {
    throw new ExecError('timeout', `nodetool ${ args[0] ?? '' } did not end within ${ timeoutMs / 1000 } s`);
  }

  // nodetool says on either stream what is wrong; an answer that came with exit code 0 stands by itself.
  return { text: exitCode === 0 && stdout ? stdout : `${ stdout }\n${ stderr }`.trim(), at: Date.now() };
}

/** Has the command ended by `timeout`, where the image has that. */
async function execWithin(context: ClusterContext, request: ExecRequest & { timeoutMs: number }): Promise<ExecResult> {
  const { withoutTimeout } = podsOf(context);
  const where = [context.clusterId, request.namespace, request.pod, request.container].join('/');
  const patient = { ...request, timeoutMs: request.timeoutMs + GRACE_MS };

  if (!withoutTimeout.has(where)) {
    try {
      return await exec(context, { ...patient, command: endedAfter(Math.ceil(request.timeoutMs / 1000), request.command) });
    } catch (error) {
      if (!(error instanceof ExecError && error.code === 'notFound' && error.message.includes('timeout'))) {
        throw error;
      }
    }
  }
  const result = await exec(context, patient);

  withoutTimeout.add(where);

  return result;
}

function podsOf({ store }: ClusterContext): Pods {
  const pods = podsByStore.get(store) ?? { running: new Map(), withoutTimeout: new Set() };

  podsByStore.set(store, pods);

  return pods;
}

/** Waits for a promise until the asker loses interest; who lost it already is told so without a wait. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const aborted = () => new ExecError('aborted', 'The wait for nodetool was cancelled');

  return new Promise((resolve, reject) => {
    const onAbort = () => reject(aborted());

    if (signal?.aborted) {
      onAbort();
    }
    signal?.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal?.removeEventListener('abort', onAbort));
  });
}

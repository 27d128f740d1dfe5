import { NodetoolError } from '../core/nodetool/error';
import type { Verdict } from '../rancher/access';
import { ExecError } from '../rancher/exec';
import { RingReadError } from './readRing';

/** Why the ring could not be read, last time. */
export type RingProblem =
  | { kind: 'denied'; verdict: Verdict }
  /** `code` is a key for a translated heading, `message` the words of whoever refused. */
  | { kind: 'failed'; code: string; message: string; pod?: string };

export function toRingProblem(error: unknown): RingProblem {
  const pod = error instanceof RingReadError ? error.pod : undefined;
  const cause = error instanceof RingReadError ? error.cause : error;
  const message = cause instanceof Error ? cause.message : String(cause);

  if (cause instanceof ExecError && cause.code === 'denied') {
    return { kind: 'denied', verdict: { allowed: false, reason: message } };
  }
  if (cause instanceof NodetoolError) {
    return {
      kind: 'failed', code: cause.reason, message, pod
    };
  }

  return {
    kind: 'failed', code: cause instanceof ExecError ? cause.code : 'request', message, pod
  };
}

import type { FindingArgs } from '../core/cluster/findings/finding';
import type { StepTime } from '../core/operations/history';
import type { OperationKind, Replicas } from '../core/operations/intent';
import type { PlanStep } from '../core/operations/plan';
import type { Action, Step, WaitCode } from '../core/operations/step';
import { useFormat } from './useFormat';
import { useText } from './useText';

/** How far something is that is counted in bytes. */
export interface StreamText {
  /** 0..1 */
  share: number;
  words: string;
}

export interface StepText {
  kind(kind: OperationKind): string;
  /** From how many nodes to how many, in all. */
  size(from: Replicas, targets: Replicas): string;
  /** The same for each StatefulSet that changes. */
  sets(from: Replicas, targets: Replicas): string[];
  plan(step: PlanStep): string;
  /** What is waited for, done or in the way. */
  sentence(step: Step): string;
  /** What a person can do about what is in the way. */
  hint(step: Step, about: { kind: OperationKind; namespace: string }): string | undefined;
  /** Words of Cassandra, or of what stands before it. */
  said(step: Step): string | undefined;
  streamed(step: Step): StreamText | undefined;
  action(action: Action): string;
  /** The words of a button. */
  retry(action: Action): string;
  took(time: StepTime): string;
}

/** What takes as long as to be worth telling; a history may name others, as anybody may write it. */
const TIMED = ['podMissing', 'podGoing', 'podStarting', 'joining', 'leaving', 'gossip', 'cleaning', 'draining'] as const satisfies readonly WaitCode[];
const AGAIN = ['decommission', 'deletePod', 'cleanup'] as const satisfies readonly Action['kind'][];

/** Operations in the user's language. */
export function useStepText(): StepText {
  const t = useText();
  const { bytes, percent } = useFormat();

  return {
    kind: (kind) => t(`cassandra.operation.kind.${ kind }`),
    size(from, targets) {
      const [before, after] = [from, targets].map((replicas) => Object.values(replicas).reduce((sum, count) => sum + count, 0));

      return before === after ? t('cassandra.operation.sameSize', { count: before ?? 0 }) : t('cassandra.operation.size', { from: before ?? 0, to: after ?? 0 });
    },
    sets: (from, targets) => Object.entries(from).filter(([set, count]) => targets[set] !== count).map(([set, count]) => t('cassandra.operation.set', { set, from: count, to: targets[set] ?? 0 })),
    plan: ({ code, member, pod = '' }) => t(`cassandra.operation.plan.${ code }`, { pod, set: member }),
    sentence(step) {
      switch (step.kind) {
        case 'wait': return t(`cassandra.operation.wait.${ step.for }`, step.args);
        case 'blocked': return t(`cassandra.operation.blocked.${ step.reason }.title`, step.args);
        case 'act': return actionText(step.action);
        case 'done': return t('cassandra.operation.ending');
      }
    },
    hint(step, { kind, namespace }) {
      if (step.kind !== 'blocked') {
        return undefined;
      }
      const host = step.args['hostId'] ? 'known' : 'unknown';

      return t(`cassandra.operation.blocked.${ step.reason }.hint`, { ...step.args, kind, namespace, host, retry: step.retry?.kind ?? 'none' });
    },
    // Of a right that is missing the hint says more, and Cassandra nothing.
    said: (step) => step.kind === 'blocked' && step.reason === 'execDenied' ? undefined : textOf(argsOf(step), 'said'),
    streamed(step) {
      const { done, total } = argsOf(step);

      // Before nodes have agreed on what is streamed, all of nothing is done.
      if (typeof done !== 'number' || typeof total !== 'number' || total <= 0) {
        return undefined;
      }
      const share = Math.min(done / total, 1);

      return { share, words: t('cassandra.operation.streamed', { done: bytes(done), total: bytes(total), share: percent(share) }) };
    },
    action: actionText,
    retry(action) {
      const kind = AGAIN.find((each) => each === action.kind);

      return kind ? t(`cassandra.operation.retry.${ kind }`, { pod: 'pod' in action ? action.pod : '' }) : t('cassandra.retry');
    },
    took({ code, pod }) {
      const known = TIMED.find((each) => each === code);

      return t(`cassandra.operation.took.${ known ?? 'other' }`, { code, pod });
    },
  };

  function actionText(action: Action): string {
    const about = {
      set:      'member' in action ? action.member : '',
      replicas: 'to' in action ? action.to : 0,
      pod:      'pod' in action ? action.pod : '',
      claim:    'claim' in action ? action.claim : '',
    };

    return t(`cassandra.operation.act.${ action.kind }`, about);
  }
}

function argsOf(step: Step): FindingArgs {
  return step.kind === 'wait' || step.kind === 'blocked' ? step.args : {};
}

function textOf(args: FindingArgs, name: string): string | undefined {
  const text = args[name];

  return typeof text === 'string' && text.trim() ? text.trim() : undefined;
}

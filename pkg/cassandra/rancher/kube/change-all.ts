import type { ClusterContext } from '../store';
import { checkNew, kubeErrorOrThrow } from './check';
import type { KubeError } from './error';
import { apply, remove, replace } from './objects';
import { refOf } from './resources';
import type { KubeObject } from './resources';

/** What is to be done with an object: made new, put in the place of the version it was made from, or removed by its uid. */
export interface Task {
  readonly action: 'create' | 'replace' | 'remove';
  readonly object: KubeObject;
}

export interface ChangeProgress {
  readonly phase: 'check' | 'change';
  /** Place of the task that is worked on now. */
  readonly index: number;
}

export type ChangeResult =
  | { readonly outcome: 'done' }
  /** All tasks before `index` are done if the phase is `change`, and none if it is `check`. */
  | { readonly outcome: 'failed'; readonly phase: ChangeProgress['phase']; readonly index: number; readonly error: KubeError };

/**
 * Carries out tasks in the given order, after the server checked every one of them by a dry run. That it stopped is no
 * exception but a result.
 */
export async function changeAll(context: ClusterContext, tasks: readonly Task[], onProgress: (progress: ChangeProgress) => void): Promise<ChangeResult> {
  for (const phase of ['check', 'change'] as const) {
    for (const [index, task] of tasks.entries()) {
      onProgress({ phase, index });
      try {
        await carryOut(context, task, phase === 'check');
      } catch (thrown) {
        return { outcome: 'failed', phase, index, error: kubeErrorOrThrow(thrown) };
      }
    }
  }

  return { outcome: 'done' };
}

async function carryOut(context: ClusterContext, { action, object }: Task, dryRun: boolean): Promise<void> {
  if (action === 'replace') {
    await replace(context, object, { dryRun });
  } else if (action === 'remove') {
    // In the foreground, a StatefulSet is there until its last pod has ended.
    const propagation = object.kind === 'StatefulSet' ? 'Foreground' : 'Background';

    await remove(context, refOf(object), { uid: object.metadata?.uid, propagation, dryRun });
  } else if (dryRun) {
    await checkNew(context, object, []);
  } else {
    await apply(context, object);
  }
}

import type { StatefulSet } from 'kubernetes-types/apps/v1';
import { isRolledOut } from '../../core/cluster/state';
import type { ClusterContext } from '../store';
import { checkNew, kubeErrorOrThrow } from './check';
import { KubeError } from './error';
import { apply, get, remove, replace } from './objects';
import { refOf } from './resources';
import type { KubeObject, ObjectRef } from './resources';

/** What is to be done with an object: made new, put in the place of the version it was made from, or removed by its uid. */
export interface Task {
  readonly action: 'create' | 'replace' | 'remove';
  readonly object: KubeObject;
  /** A StatefulSet whose pods restart for this. */
  readonly restarts?: boolean;
}

export interface ChangeProgress {
  /** `settle`: the pods of a StatefulSet restart, before those of the next one may. */
  readonly phase: 'check' | 'change' | 'settle';
  /** Place of the task that is worked on now. */
  readonly index: number;
}

export type ChangeResult =
  | { readonly outcome: 'done' }
  /** All tasks before `index` are done if the phase is `change` or `settle`, and none if it is `check`. */
  | { readonly outcome: 'failed'; readonly phase: ChangeProgress['phase']; readonly index: number; readonly error: KubeError };

const LOOK_AGAIN_MS = 3000;

/**
 * Carries out tasks in the given order, after the server checked every one of them by a dry run. That it stopped is no
 * exception but a result.
 *
 * StatefulSets restart one after another, each when the one before it is whole again. A PodDisruptionBudget does not
 * hold rolling updates back: several at once would take down a node of each rack, and with them a quorum.
 */
export async function changeAll(context: ClusterContext, tasks: readonly Task[], onProgress: (progress: ChangeProgress) => void): Promise<ChangeResult> {
  for (const round of ['check', 'change'] as const) {
    for (const [index, task] of tasks.entries()) {
      let phase: ChangeProgress['phase'] = round;

      onProgress({ phase, index });
      try {
        await carryOut(context, task, round === 'check');
        if (round === 'change' && task.restarts && tasks.slice(index + 1).some(({ restarts }) => restarts)) {
          phase = 'settle';
          onProgress({ phase, index });
          await untilRolledOut(context, refOf(task.object));
        }
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

/** However long it takes: the next StatefulSet must not begin before. */
async function untilRolledOut(context: ClusterContext, ref: ObjectRef): Promise<void> {
  for (;;) {
    try {
      if (isRolledOut(await get<StatefulSet>(context, ref))) {
        return;
      }
    } catch (thrown) {
      // That the API does not answer for a while says nothing about the pods; that the set is gone, or hidden, does.
      if (!(thrown instanceof KubeError) || (thrown.status >= 400 && thrown.status < 500)) {
        throw thrown;
      }
    }
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_AGAIN_MS);
    });
  }
}

import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { changeAll, type ChangeProgress, type ChangeResult, type Task } from '../rancher/kube';
import type { ClusterContext } from '../rancher/store';

export type ChangeState = 'waiting' | 'checking' | 'checked' | 'working' | 'settling' | 'done' | 'failed';

export interface ChangeStep extends Task {
  state: ChangeState;
}

export type ChangeFailure = Extract<ChangeResult, { outcome: 'failed' }> & { task: Task };

export interface Changes {
  busy: Readonly<Ref<boolean>>;
  /** One per task, in order; empty before the first try. */
  steps: ComputedRef<ChangeStep[]>;
  /** Why the last try stopped. */
  failure: Readonly<ShallowRef<ChangeFailure | undefined>>;
  /** @returns whether all is done; does nothing while it is at work */
  run(tasks: readonly Task[]): Promise<boolean>;
}

/** Changes objects that are there, and keeps what is to be told about it. Like a creation, it goes on when the page is left. */
export function useChanges(context: ClusterContext): Changes {
  const busy = ref(false);
  const done = ref(false);
  const tasks = shallowRef<readonly Task[]>([]);
  const progress = shallowRef<ChangeProgress>();
  const failure = shallowRef<ChangeFailure>();

  function stateOf(index: number): ChangeState {
    const now = progress.value;
    const changing = now !== undefined && now.phase !== 'check';

    if (done.value || (changing && index < now.index)) {
      return 'done';
    }
    if (index === now?.index) {
      return failure.value ? 'failed' : now?.phase === 'settle' ? 'settling' : changing ? 'working' : 'checking';
    }

    return changing || index < (now?.index ?? 0) ? 'checked' : 'waiting';
  }

  return {
    busy,
    failure,
    steps: computed(() => tasks.value.map((task, index) => ({ ...task, state: stateOf(index) }))),
    async run(wanted) {
      if (busy.value) {
        return false;
      }
      busy.value = true;
      done.value = false;
      failure.value = undefined;
      progress.value = undefined;
      tasks.value = wanted;
      try {
        const result = await changeAll(context, wanted, (now) => {
          progress.value = now;
        });
        const task = result.outcome === 'failed' ? wanted[result.index] : undefined;

        failure.value = result.outcome === 'failed' && task ? { ...result, task } : undefined;
        done.value = result.outcome === 'done';

        return done.value;
      } finally {
        busy.value = false;
      }
    },
  };
}

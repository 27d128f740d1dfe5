import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { applyAll, refOf, undo as undoAll, type ApplyProgress, type ApplyResult, type KubeObject, type ObjectRef, type UndoResult } from '../rancher/kube';
import type { ClusterContext } from '../rancher/store';

export type ApplyFailure = Extract<ApplyResult, { outcome: 'failed' }>;
export type UndoOutcome = UndoResult;
export type StepState = 'waiting' | 'checking' | 'checked' | 'creating' | 'created' | 'failed';

export interface ApplyStep {
  object: ObjectRef;
  state: StepState;
}

export interface ApplyState {
  busy: Readonly<Ref<boolean>>;
  /** One per object, in order; empty before the first try. */
  steps: ComputedRef<ApplyStep[]>;
  failure: Readonly<ShallowRef<ApplyFailure | undefined>>;
  undone: Readonly<ShallowRef<UndoResult | undefined>>;
  /** Whether all objects now exist. */
  apply(objects: readonly KubeObject[]): Promise<boolean>;
  undo(): Promise<void>;
}

/**
 * Creates a set of objects and keeps what is to be told about it. It is not stopped when the page is left: half a
 * cluster would be worse than one that nobody waits for.
 */
export function useApply(context: ClusterContext): ApplyState {
  const busy = ref(false);
  const done = ref(false);
  const refs = shallowRef<ObjectRef[]>([]);
  const progress = shallowRef<ApplyProgress>();
  const failure = shallowRef<ApplyFailure>();
  const undone = shallowRef<UndoResult>();

  async function apply(objects: readonly KubeObject[]): Promise<boolean> {
    busy.value = true;
    failure.value = undefined;
    undone.value = undefined;
    done.value = false;
    refs.value = objects.map(refOf);
    const result = await applyAll(context, objects, {
      mustBeNew:  true,
      onProgress: (now) => {
        progress.value = now;
      },
    });

    busy.value = false;
    failure.value = result.outcome === 'failed' ? result : undefined;
    done.value = result.outcome === 'applied';

    return done.value;
  }

  async function undo(): Promise<void> {
    if (!failure.value) {
      return;
    }
    busy.value = true;
    undone.value = await undoAll(context, failure.value.created);
    busy.value = false;
  }

  const steps = computed(() => refs.value.map((object, index): ApplyStep => ({ object, state: done.value ? 'created' : stepState(index, progress.value, failure.value) })));

  return {
    busy, steps, failure, undone, apply, undo
  };
}

function stepState(index: number, progress: ApplyProgress | undefined, failure: ApplyFailure | undefined): StepState {
  if (!progress) {
    return 'waiting';
  }
  const applying = progress.phase === 'apply';

  if (index === progress.index) {
    return failure ? 'failed' : applying ? 'creating' : 'checking';
  }
  if (index < progress.index) {
    return applying ? 'created' : 'checked';
  }

  return applying ? 'checked' : 'waiting';
}

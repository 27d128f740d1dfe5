import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { applyAll, refOf, undo as removeAll, type ApplyProgress, type ApplyResult, type CreatedObject, type KubeObject, type ObjectRef, type UndoResult } from '../rancher/kube';
import type { ClusterContext } from '../rancher/store';

export type ApplyFailure = Extract<ApplyResult, { outcome: 'failed' }>;
export type UndoOutcome = UndoResult;
export type StepState = 'waiting' | 'checking' | 'checked' | 'creating' | 'created' | 'removed' | 'failed';

export interface ApplyStep {
  object: ObjectRef;
  state: StepState;
}

export interface ApplyState {
  busy: Readonly<Ref<boolean>>;
  /** One per object, in order; empty before the first try. */
  steps: ComputedRef<ApplyStep[]>;
  /** Why the last try stopped; its `created` is all that this form has left behind. */
  failure: Readonly<ShallowRef<ApplyFailure | undefined>>;
  undone: Readonly<ShallowRef<UndoOutcome | undefined>>;
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
  const undone = shallowRef<UndoOutcome>();
  let leftovers: CreatedObject[] = [];

  /** Removes leftovers, and remembers those that stay. */
  async function clear(objects: readonly CreatedObject[]): Promise<UndoOutcome> {
    const outcome = await removeAll(context, objects);

    leftovers = leftovers.filter((object) => !outcome.removed.some((removed) => isSame(removed, object)));

    return outcome;
  }

  async function apply(objects: readonly KubeObject[]): Promise<boolean> {
    busy.value = true;
    try {
      // A second try starts anew. Only a namespace is kept: a removed one takes a while to be free again.
      const cleared = await clear(leftovers.filter(({ kind }) => kind !== 'Namespace'));

      if (cleared.failed.length) {
        undone.value = cleared;

        return false;
      }
      failure.value = undefined;
      undone.value = undefined;
      refs.value = objects.map(refOf);
      const result = await applyAll(context, objects, {
        mustBeNew:  true,
        onProgress: (now) => {
          progress.value = now;
        },
      });

      leftovers.push(...result.created);
      failure.value = result.outcome === 'failed' ? { ...result, created: [...leftovers] } : undefined;
      done.value = result.outcome === 'applied';

      return done.value;
    } finally {
      busy.value = false;
    }
  }

  async function undo(): Promise<void> {
    busy.value = true;
    try {
      undone.value = await clear(leftovers);
    } finally {
      busy.value = false;
    }
  }

  const steps = computed(() => refs.value.map((object, index): ApplyStep => {
    if (undone.value?.removed.some((removed) => isSame(removed, object))) {
      return { object, state: 'removed' };
    }

    return { object, state: done.value ? 'created' : stepState(index, progress.value, failure.value) };
  }));

  return {
    busy, steps, failure, undone, apply, undo
  };
}

function isSame(a: ObjectRef, b: ObjectRef): boolean {
  return a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;
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

import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { applyAll, isNamespace, isSame, refOf, undo as removeAll, type ApplyProgress, type ApplyResult, type CreatedObject, type KubeObject, type ObjectRef, type UndoResult } from '../rancher/kube';
import type { ClusterContext } from '../rancher/store';

export type ApplyFailure = Extract<ApplyResult, { outcome: 'failed' }>;
export type UndoOutcome = UndoResult;
export type { CreatedObject };
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
  /** What this form has made so far: it may be there when the objects are checked. */
  made: Readonly<ShallowRef<readonly CreatedObject[]>>;
  /**
   * Creates the objects; after a failure, goes on from there: what was made is brought up to date, what is no longer
   * asked for is removed. Does nothing while it is at work.
   *
   * @returns whether all objects now exist
   */
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
  const made = shallowRef<readonly CreatedObject[]>([]);

  /** Removes some of what was made, and remembers what stays. */
  async function clear(objects: readonly CreatedObject[]): Promise<UndoOutcome> {
    const outcome = await removeAll(context, objects);

    made.value = made.value.filter((object) => !outcome.removed.some((removed) => isSame(removed, object)));

    return outcome;
  }

  async function start(objects: readonly KubeObject[]): Promise<boolean> {
    const wanted = objects.map(refOf);
    // A namespace is kept: others may use it by now, and a removed one takes a while to be free again.
    const cleared = await clear(made.value.filter((object) => !isNamespace(object) && !wanted.some((one) => isSame(one, object))));

    if (cleared.failed.length) {
      undone.value = cleared;

      return false;
    }
    failure.value = undefined;
    undone.value = undefined;
    done.value = false;
    progress.value = undefined;
    refs.value = wanted;
    const result = await applyAll(context, objects, {
      made:       made.value,
      onProgress: (now) => {
        progress.value = now;
      },
    });

    made.value = result.created;
    failure.value = result.outcome === 'failed' ? result : undefined;
    done.value = result.outcome === 'applied';

    return done.value;
  }

  async function exclusively<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (busy.value) {
      return undefined;
    }
    busy.value = true;
    try {
      return await work();
    } finally {
      busy.value = false;
    }
  }

  function stateOf(object: ObjectRef, index: number): StepState {
    const now = progress.value;
    const applying = now?.phase === 'apply';
    const isPast = !!now && index < now.index;

    if (undone.value?.removed.some((removed) => isSame(removed, object))) {
      return 'removed';
    }
    if (index === now?.index && !done.value) {
      return failure.value ? 'failed' : applying ? 'creating' : 'checking';
    }
    if (done.value || (applying && isPast) || made.value.some((one) => isSame(one, object))) {
      return 'created';
    }

    return applying || isPast ? 'checked' : 'waiting';
  }

  return {
    busy,
    steps: computed(() => refs.value.map((object, index): ApplyStep => ({ object, state: stateOf(object, index) }))),
    failure,
    undone,
    made,
    apply: async(objects) => await exclusively(() => start(objects)) ?? false,
    undo:  () => exclusively(async() => {
      undone.value = await clear(made.value);
    }),
  };
}

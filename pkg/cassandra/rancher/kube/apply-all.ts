import type { ClusterContext } from '../store';
import { checkNew, find, isMade, isNamespace, isSame, kubeErrorOrThrow } from './check';
import type { CreatedObject } from './check';
import { KubeError } from './error';
import { applyAndTell, remove } from './objects';
import { refOf } from './resources';
import type { KubeObject, ObjectRef } from './resources';

/** `check` is the server's dry run; nothing of the set but a missing namespace is stored in it. */
export type ApplyPhase = 'check' | 'apply';

export interface ApplyProgress {
  readonly phase: ApplyPhase;
  /** The object that is being worked on now, and its place in the set. */
  readonly object: ObjectRef;
  readonly index: number;
  readonly total: number;
}

export interface ApplyAllOptions {
  readonly onProgress?: (progress: ApplyProgress) => void;
  /** What earlier tries have created: these may be there already, and become what the set says now. */
  readonly made?: readonly CreatedObject[];
}

/** `created` is all that this try and the earlier ones have made. */
export type ApplyResult = { readonly created: readonly CreatedObject[] } & (
  | { readonly outcome: 'applied' }
  | { readonly outcome: 'failed'; readonly phase: ApplyPhase; readonly object: ObjectRef; readonly error: KubeError });

export interface UndoResult {
  readonly removed: readonly ObjectRef[];
  readonly failed: readonly { readonly object: ObjectRef; readonly error: KubeError }[];
}

/** No answer from the API server itself, so it may have done what it was asked for. */
const UNANSWERED: readonly number[] = [0, 502, 504];

/**
 * Creates a set of objects in the given order, after the server checked every one of them by a dry run. Objects that
 * are there already are refused, except namespaces and what earlier tries have `made`; so it can be called again after
 * a failure, and goes on from there.
 *
 * A namespace of the set that does not exist yet is really created while checking, because the API server cannot check
 * anything inside a namespace that is not there. It is listed in `created`, so that `undo` removes it too.
 *
 * A set that cannot be applied is not an exception but a result: it says where it stopped and what was created.
 */
export async function applyAll(context: ClusterContext, objects: readonly KubeObject[], { made = [], onProgress }: ApplyAllOptions = {}): Promise<ApplyResult> {
  const created = [...made];

  for (const phase of ['check', 'apply'] as const) {
    for (const [index, object] of objects.entries()) {
      const ref = refOf(object);

      onProgress?.({
        phase, object: ref, index, total: objects.length
      });
      try {
        if (phase === 'apply') {
          await store(context, object, created);
        } else {
          await check(context, object, created);
        }
      } catch (thrown) {
        return {
          outcome: 'failed', phase, object: ref, error: kubeErrorOrThrow(thrown), created
        };
      }
    }
  }

  return { outcome: 'applied', created };
}

/**
 * Removes what an applyAll created, last first, and only the very objects it created (by uid). One that cannot be
 * removed does not keep the others from being removed. Claims that a StatefulSet made meanwhile stay: they hold data.
 */
export async function undo(context: ClusterContext, created: readonly CreatedObject[]): Promise<UndoResult> {
  const removed: ObjectRef[] = [];
  const failed: { object: ObjectRef; error: KubeError }[] = [];

  for (const one of [...created].reverse()) {
    const { uid: known, ...object } = one;

    try {
      const uid = known ?? await uidOf(context, one);

      if (uid) {
        await remove(context, object, { uid });
      }
      removed.push(object);
    } catch (thrown) {
      failed.push({ object, error: kubeErrorOrThrow(thrown) });
    }
  }

  return { removed, failed };
}

async function check(context: ClusterContext, object: KubeObject, created: CreatedObject[]): Promise<void> {
  const ref = refOf(object);
  const { existing } = await checkNew(context, object, created);
  const known = created.find((one) => isSame(one, ref));

  if (existing && known && isMade(known, existing)) {
    remember(created, { ...ref, uid: existing.metadata?.uid });
  }
  if (!existing && isNamespace(ref)) {
    await store(context, object, created);
  }
}

async function store(context: ClusterContext, object: KubeObject, created: CreatedObject[]): Promise<void> {
  try {
    const { object: stored, isNew } = await applyAndTell(context, object);

    if (isNew) {
      remember(created, { ...refOf(object), uid: stored.metadata?.uid });
    }
  } catch (thrown) {
    if (thrown instanceof KubeError && UNANSWERED.includes(thrown.status) && !created.some((one) => isSame(one, refOf(object)))) {
      created.push(refOf(object));
    }
    throw thrown;
  }
}

function remember(created: CreatedObject[], object: CreatedObject): void {
  const known = created.findIndex((one) => isSame(one, object));

  created.splice(known < 0 ? created.length : known, 1, object);
}

/** Of an object whose creation was not answered: the uid it got, if it was created. */
async function uidOf(context: ClusterContext, created: CreatedObject): Promise<string | undefined> {
  const existing = await find(context, created);

  return existing && isMade(created, existing) ? existing.metadata?.uid : undefined;
}

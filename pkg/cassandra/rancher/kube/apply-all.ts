import type { ClusterContext } from '../store';
import { KubeError } from './error';
import { applyAndTell, get, remove } from './objects';
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
  /** Looked at between two objects: a request that was sent is always waited for, so that what exists stays known. */
  readonly signal?: AbortSignal;
  /** Take over fields that other managers own. */
  readonly force?: boolean;
  /** Fail with AlreadyExists, rather than change an object that is there. Namespaces are exempt. */
  readonly mustBeNew?: boolean;
}

/** An object that was not there before, with the identity it got. */
export interface CreatedObject extends ObjectRef {
  readonly uid?: string;
}

export type ApplyResult =
  | { readonly outcome: 'applied'; readonly applied: readonly KubeObject[]; readonly created: readonly CreatedObject[] }
  | { readonly outcome: 'failed'; readonly phase: ApplyPhase; readonly object: ObjectRef; readonly error: KubeError; readonly created: readonly CreatedObject[] }
  | { readonly outcome: 'aborted'; readonly created: readonly CreatedObject[] };

export interface UndoResult {
  readonly removed: readonly ObjectRef[];
  readonly failed: readonly { readonly object: ObjectRef; readonly error: KubeError }[];
}

/**
 * Applies a set of objects in the given order, after the server checked every one of them by a dry run.
 *
 * A namespace of the set that does not exist yet is really created while checking, because the API server cannot check
 * anything inside a namespace that is not there. It is listed in `created`, so that `undo` removes it too.
 *
 * A set that cannot be applied is not an exception but a result: it says where it stopped and what was created.
 */
export async function applyAll(context: ClusterContext, objects: readonly KubeObject[], options: ApplyAllOptions = {}): Promise<ApplyResult> {
  const created: CreatedObject[] = [];
  const applied: KubeObject[] = [];

  for (const phase of ['check', 'apply'] as const) {
    for (const [index, object] of objects.entries()) {
      if (options.signal?.aborted) {
        return { outcome: 'aborted', created };
      }
      const ref = refOf(object);

      options.onProgress?.({
        phase, object: ref, index, total: objects.length
      });
      try {
        if (phase === 'check') {
          await check(context, object, created, options);
        } else {
          applied.push(await store(context, object, created, options));
        }
      } catch (thrown) {
        return {
          outcome: 'failed', phase, object: ref, error: kubeErrorOrThrow(thrown), created
        };
      }
    }
  }

  return { outcome: 'applied', applied, created };
}

/**
 * Removes what an applyAll created, last first, and only the very objects it created (by uid). One that cannot be
 * removed does not keep the others from being removed. Claims that a StatefulSet made meanwhile stay: they hold data.
 */
export async function undo(context: ClusterContext, created: readonly CreatedObject[]): Promise<UndoResult> {
  const removed: ObjectRef[] = [];
  const failed: { object: ObjectRef; error: KubeError }[] = [];

  for (const { uid, ...object } of [...created].reverse()) {
    try {
      await remove(context, object, { uid });
      removed.push(object);
    } catch (thrown) {
      failed.push({ object, error: kubeErrorOrThrow(thrown) });
    }
  }

  return { removed, failed };
}

async function check(context: ClusterContext, object: KubeObject, created: CreatedObject[], { force, mustBeNew }: ApplyAllOptions): Promise<void> {
  const ref = refOf(object);
  const isNamespace = ref.apiVersion === 'v1' && ref.kind === 'Namespace';

  if (mustBeNew && !isNamespace && await exists(context, ref)) {
    throw new KubeError(`${ ref.kind } "${ ref.name }" already exists`, 409, 'AlreadyExists');
  }
  await applyAndTell(context, object, { force, dryRun: true });
  if (isNamespace && !await exists(context, ref)) {
    await store(context, object, created, { force });
  }
}

async function store(context: ClusterContext, object: KubeObject, created: CreatedObject[], { force }: ApplyAllOptions): Promise<KubeObject> {
  const { object: stored, isNew } = await applyAndTell(context, object, { force });

  if (isNew) {
    created.push({ ...refOf(object), uid: stored.metadata?.uid });
  }

  return stored;
}

async function exists(context: ClusterContext, ref: ObjectRef): Promise<boolean> {
  try {
    await get(context, ref);

    return true;
  } catch (thrown) {
    if (thrown instanceof KubeError && thrown.status === 404) {
      return false;
    }
    throw thrown;
  }
}

/** What the cluster refused is a result; anything else is a mistake in our own code and must be seen. */
function kubeErrorOrThrow(thrown: unknown): KubeError {
  if (thrown instanceof KubeError) {
    return thrown;
  }
  throw thrown;
}

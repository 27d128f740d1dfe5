import type { ClusterContext } from '../store';
import { KubeError } from './error';
import { applyAndTell, FIELD_MANAGER, get } from './objects';
import { refOf } from './resources';
import type { KubeObject, ObjectRef } from './resources';

/** An object that was not there before. Without a uid, its creation was asked for and no answer came. */
export interface CreatedObject extends ObjectRef {
  readonly uid?: string;
}

/** What the server's dry run says about an object. */
export type Check = { readonly object: ObjectRef } & (
  | { readonly outcome: 'accepted'; readonly warnings: readonly string[] }
  | { readonly outcome: 'refused'; readonly error: KubeError }
  /** Its namespace is yet to be made, and the server can check nothing inside a namespace that is not there. */
  | { readonly outcome: 'unchecked' });

/**
 * Has the server check every object of a new set, each for itself, and changes nothing.
 *
 * @param made what an earlier try has created: these may be there already
 */
export async function checkAll(context: ClusterContext, objects: readonly KubeObject[], made: readonly CreatedObject[] = []): Promise<Check[]> {
  const missing = await missingNamespaces(context, objects.map(refOf).filter(isNamespace));

  return Promise.all(objects.map(async(body): Promise<Check> => {
    const object = refOf(body);

    if (object.namespace && missing.has(object.namespace)) {
      return { object, outcome: 'unchecked' };
    }
    try {
      const { warnings } = await checkNew(context, body, made);

      return { object, outcome: 'accepted', warnings };
    } catch (thrown) {
      return { object, outcome: 'refused', error: kubeErrorOrThrow(thrown) };
    }
  }));
}

/**
 * Has the server check an object, which must be new or `made` earlier. A namespace may be there already.
 *
 * @returns beside the server's warnings, the object as it is there
 */
export async function checkNew(context: ClusterContext, object: KubeObject, made: readonly CreatedObject[]): Promise<{ warnings: readonly string[]; existing?: KubeObject }> {
  const ref = refOf(object);
  const existing = await find(context, ref);

  if (existing && !isNamespace(ref) && !made.some((one) => isSame(one, ref) && isMade(one, existing))) {
    throw new KubeError(`${ ref.kind } "${ ref.name }" already exists`, 409, 'AlreadyExists');
  }
  const { warnings } = await applyAndTell(context, object, { dryRun: true });

  return { warnings, existing };
}

/** One that cannot be looked for is no missing one: the check of the object itself says why. */
async function missingNamespaces(context: ClusterContext, namespaces: readonly ObjectRef[]): Promise<Set<string>> {
  const found = await Promise.allSettled(namespaces.map((ref) => find(context, ref)));

  return new Set(namespaces.filter((_, index) => {
    const result = found[index];

    return result?.status === 'fulfilled' && !result.value;
  }).map(({ name }) => name));
}

/** Whether what is there is what was made, and nothing of the same name that came later or from somebody else. */
export function isMade({ uid }: CreatedObject, { metadata }: KubeObject): boolean {
  return uid ? uid === metadata?.uid : metadata?.managedFields?.some(({ manager }) => manager === FIELD_MANAGER) ?? false;
}

export function isSame(a: ObjectRef, b: ObjectRef): boolean {
  return a.apiVersion === b.apiVersion && a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;
}

export function isNamespace({ apiVersion, kind }: ObjectRef): boolean {
  return apiVersion === 'v1' && kind === 'Namespace';
}

/** The object as it is there, if it is. */
export async function find(context: ClusterContext, ref: ObjectRef): Promise<KubeObject | undefined> {
  try {
    return await get(context, ref);
  } catch (thrown) {
    if (thrown instanceof KubeError && thrown.status === 404) {
      return undefined;
    }
    throw thrown;
  }
}

/** What the cluster refused is a result; anything else is a mistake in our own code and must be seen. */
export function kubeErrorOrThrow(thrown: unknown): KubeError {
  if (thrown instanceof KubeError) {
    return thrown;
  }
  throw thrown;
}

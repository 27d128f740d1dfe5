import { KubeError, type KubeObject, type ObjectRef } from '../kube';
import { patch } from '../kube/objects';
import { request } from '../kube/request';
import { objectPath } from '../kube/resources';
import type { ClusterContext } from '../store';

/** What is no longer so, for the user's language. `ended`: it is not the operation that runs, or none does. */
export type StaleReason =
  | { readonly code: 'clusterGone' | 'other' | 'ended' | 'noTime' }
  | { readonly code: 'gone'; readonly kind: string; readonly name: string }
  | { readonly code: 'replicas'; readonly set: string; readonly replicas: number }
  | { readonly code: 'driven'; readonly user: string; readonly who: 'you' | 'other' };

/**
 * What was decided was decided from something that is no longer so: it is to be looked at again. Nothing was changed.
 * The message is for logs; people are told the reason.
 */
export class StaleError extends Error {
  override readonly name = 'StaleError';

  constructor(readonly reason: StaleReason, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}

/** The fields of a JSON merge patch; `null` takes one away. */
export interface Change {
  readonly metadata?: object;
  readonly spec?: object;
}

/** Controllers write into the status of an object many times while its pods change. */
const TRIES = 6;
const PAUSE_MS = 100;

/**
 * Changes an object by a JSON merge patch that holds for the version it was decided from and no other; if somebody was
 * quicker, it is decided again from what is there then.
 *
 * @param decide the patch, or `undefined` if there is nothing to change; it may throw a {@link StaleError}.
 *   `serverTime` is in ms since 1970, where the server told it
 * @returns the object as it is now, and whether it was changed
 * @throws StaleError if the object is not there
 * @throws KubeError if it may not be read or changed, or conflicts do not end
 */
export async function changeFresh<T extends KubeObject>(context: ClusterContext, ref: ObjectRef, decide: (object: T, serverTime: number | undefined) => Change | undefined): Promise<{ object: T; changed: boolean }> {
  const path = await objectPath(context, ref);

  for (let tries = 1; ; tries++) {
    try {
      const { body: object, serverTime } = await request<T>(context, { path });
      const change = decide(object, serverTime);

      if (!change) {
        return { object, changed: false };
      }
      const metadata = { ...change.metadata, resourceVersion: object.metadata?.resourceVersion };

      return { object: await patch<T>(context, ref, { ...change, metadata }), changed: true };
    } catch (thrown) {
      if (!(thrown instanceof KubeError) || (thrown.status === 409 && tries >= TRIES)) {
        throw thrown;
      }
      if (thrown.status === 404) {
        throw new StaleError({ code: 'gone', kind: ref.kind, name: ref.name }, `${ ref.kind } "${ ref.name }" is gone`, { cause: thrown });
      }
      if (thrown.status !== 409) {
        throw thrown;
      }
    }
    await new Promise((resolve) => {
      setTimeout(resolve, tries * PAUSE_MS);
    });
  }
}

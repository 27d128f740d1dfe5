import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';
import type { Verdict } from '../rancher/access';

/**
 * Whether the user may do something. `undefined` while it is being asked. When the question itself cannot be asked
 * the answer is yes: then the API server decides on the real request, and says why.
 */
export function useAccess(ask: () => Promise<Verdict>): Readonly<ShallowRef<Verdict | undefined>> {
  const verdict = shallowRef<Verdict>();
  let disposed = false;

  onScopeDispose(() => {
    disposed = true;
  });
  ask().catch((): Verdict => ({ allowed: true })).then((answer) => {
    if (!disposed) {
      verdict.value = answer;
    }
  });

  return verdict;
}

import type { Secret } from 'kubernetes-types/core/v1';
import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { get } from '../rancher/kube';
import type { ClusterContext } from '../rancher/store';

/** Long enough to read or copy it, short enough for a screen that is left alone. */
const SHOWN_MS = 30_000;

export interface SecretValue {
  /** Undefined while it is hidden. */
  value: Readonly<ShallowRef<string | undefined>>;
  busy: Readonly<Ref<boolean>>;
  /** Why it could not be read: the API server's words, or `absent` if the Secret has no such key. */
  problem: Readonly<Ref<{ code: 'failed' | 'absent'; message: string } | undefined>>;
  show(): Promise<void>;
  hide(): void;
}

/** One value of a Secret: read when it is asked for, with the user's own rights, and forgotten when it is hidden. */
export function useSecretValue(context: ClusterContext, namespace: string, name: () => string, key: () => string): SecretValue {
  const value = shallowRef<string>();
  const busy = ref(false);
  const problem = ref<{ code: 'failed' | 'absent'; message: string }>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let disposed = false;

  function hide(): void {
    clearTimeout(timer);
    value.value = undefined;
  }

  async function show(): Promise<void> {
    busy.value = true;
    problem.value = undefined;
    try {
      const { data } = await get<Secret>(context, { apiVersion: 'v1', kind: 'Secret', namespace, name: name() });
      const encoded = data?.[key()];

      if (encoded === undefined) {
        problem.value = { code: 'absent', message: '' };
      } else if (!disposed) {
        value.value = secretText(encoded);
        timer = setTimeout(hide, SHOWN_MS);
      }
    } catch (error) {
      problem.value = { code: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
    busy.value = false;
  }

  onScopeDispose(() => {
    disposed = true;
    hide();
  });

  return { value, busy, problem, show, hide };
}

/** A value of a Secret as text: Secrets hold bytes in base64, logins are texts in UTF-8. */
export function secretText(base64: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
}

import { computed, shallowRef, type ComputedRef, type Ref } from 'vue';
import type { ComposeOptions } from '../core/manifest/compose';
import { dropKept, fromText, keptOf, NO_EXTRA, objectsOf, type Kept } from '../core/manifest/draft';
import type { ClusterSpec } from '../core/manifest/spec';
import type { TextError } from '../core/manifest/text';
import type { AnyObject } from '../core/object/object';

export interface DraftState {
  /** What the spec is composed to, with what only the text says. The spec must be free of errors. */
  objects(): AnyObject[];
  /** What only the text says. */
  kept: ComputedRef<Kept[]>;
  dropKept(key: string): void;
  /** Why the last text could not be read. */
  textError: Readonly<Ref<TextError | undefined>>;
  /** @returns whether the text could be read */
  applyText(text: string): boolean;
  dropText(): void;
}

/** A spec that can also be written as text, and what the text says beyond it. */
export function useDraft(spec: ClusterSpec, options: () => ComposeOptions): DraftState {
  const extra = shallowRef(NO_EXTRA);
  const textError = shallowRef<TextError>();

  return {
    objects: () => objectsOf({ spec, extra: extra.value }, options()),
    kept:    computed(() => extra.value === NO_EXTRA ? [] : keptOf({ spec, extra: extra.value }, options())),
    dropKept(key) {
      extra.value = dropKept(extra.value, key);
    },
    textError,
    applyText(text) {
      const read = fromText(text, spec, options());

      if ('error' in read) {
        textError.value = read.error;

        return false;
      }
      textError.value = undefined;
      extra.value = read.draft.extra;
      overwrite(spec, read.draft.spec);

      return true;
    },
    dropText() {
      textError.value = undefined;
    },
  };
}

/** The form holds on to its spec, so that takes the other's values; what the other has not, it loses. */
function overwrite(spec: ClusterSpec, { clusterName, authentication, clientService, networkPolicy, ...others }: ClusterSpec): void {
  Object.assign(spec, { ...others, clusterName, authentication, clientService, networkPolicy });
}

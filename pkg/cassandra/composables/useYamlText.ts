import { computed, onScopeDispose, ref, watch, type ComputedRef } from 'vue';
import type { CreateForm } from './createForm';

export interface YamlText {
  /** What is to be seen: what was typed as long as it says what the form says or cannot be read, else the form as text. */
  text: ComputedRef<string | undefined>;
  /** Takes what is typed; the form takes it over after a moment without typing. */
  edit(text: string): void;
  /** The form takes over what was typed, now. */
  flush(): void;
  /** Gives up what was typed, and shows the form again. */
  discard(): void;
}

/** Long enough to finish a word, short enough not to wait for. */
const TYPING_MS = 600;

/**
 * The objects of the form as a text that may be edited. The text as it was typed, with its comments and blanks, stays
 * until something else changes the form.
 */
export function useYamlText(form: Pick<CreateForm, 'yaml' | 'textError' | 'applyText' | 'dropText'>): YamlText {
  const typed = ref<string>();
  let takenOver: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function stop(): void {
    clearTimeout(timer);
    timer = undefined;
  }

  function flush(): void {
    if (timer === undefined || typed.value === undefined) {
      return;
    }
    stop();
    form.applyText(typed.value);
    takenOver = form.yaml.value;
  }

  watch(form.yaml, (yaml) => {
    if (yaml !== undefined && yaml !== takenOver && timer === undefined && !form.textError.value) {
      typed.value = undefined;
    }
  });
  onScopeDispose(flush);

  return {
    text: computed(() => typed.value ?? form.yaml.value),
    edit(text) {
      typed.value = text;
      stop();
      timer = setTimeout(flush, TYPING_MS);
    },
    flush,
    discard() {
      stop();
      typed.value = undefined;
      form.dropText();
    },
  };
}

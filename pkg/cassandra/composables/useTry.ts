import { ref, type Ref } from 'vue';
import { useErrorText } from './useErrorText';

/** Something that a person asked for with a button, of which no trace is left when it worked. */
export interface Try {
  busy: Readonly<Ref<boolean>>;
  /** Why it did not work the last time. */
  failure: Readonly<Ref<string | undefined>>;
  /** Nothing is done while something else is. @returns whether it worked */
  attempt(act: () => Promise<void>): Promise<boolean>;
}

/** Carries out one thing at a time and keeps the words of what failed. */
export function useTry(): Try {
  const errorText = useErrorText();
  const busy = ref(false);
  const failure = ref<string>();

  async function attempt(act: () => Promise<void>): Promise<boolean> {
    if (busy.value) {
      return false;
    }
    busy.value = true;
    failure.value = undefined;
    try {
      await act();
    } catch (thrown) {
      failure.value = errorText(thrown);
    } finally {
      busy.value = false;
    }

    return failure.value === undefined;
  }

  return { busy, failure, attempt };
}

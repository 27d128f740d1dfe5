import { reactive, ref, toValue } from 'vue';
import type { MaybeRefOrGetter } from 'vue';

/** How the shell calls fields that have no name. */
const NAMELESS = '__field__';

/** Named as in `vee-validate`: a field that takes part in no form, as all that have no name. */
export function useField<T>(name: MaybeRefOrGetter<string>, _validate: unknown, { initialValue }: { initialValue: T }) {
  if (!toValue(name).startsWith(NAMELESS)) {
    throw new Error(`The field "${ toValue(name) }" has a name, but there are no forms of vee-validate in this extension`);
  }

  return {
    errorMessage: ref<string>(),
    handleBlur() {},
    meta:         reactive({ touched: false }),
    validate:     () => Promise.resolve({ valid: true, errors: [] }),
    value:        ref(initialValue),
  };
}

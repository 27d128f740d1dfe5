import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { verdictOf, type CheckResult, type PreflightVerdict } from '../core/operations/preflight';
import { StaleError } from '../rancher/operations/fresh';
import { useErrorText } from './useErrorText';
import type { HeardBefore } from './operations/heard';
import type { OperationDraft, OperationHandle } from './useOperation';

/** Why it was not begun. `changed`: what was looked at last forbids it, or wants a consent that was not given; `stale`: there is another operation. */
export interface BeginFailure {
  code: 'changed' | 'stale' | 'failed';
  /** In the user's language, or the words of the API server. */
  message: string;
}

export interface BeginState {
  /** What a person consented to, by `consent` of the results. */
  consents: Readonly<ShallowRef<ReadonlySet<string>>>;
  /** Undefined until there are results. */
  verdict: ComputedRef<PreflightVerdict | undefined>;
  /** `looking`: once more, before it begins. */
  busy: Readonly<Ref<'looking' | 'writing' | undefined>>;
  failure: Readonly<ShallowRef<BeginFailure | undefined>>;
  consent(key: string, given: boolean): void;
  /**
   * Looks at everything once more, and begins if nothing has come up.
   *
   * @returns whether it was begun
   */
  begin(): Promise<boolean>;
}

/** What was seen a moment ago is as good as what would be seen now: each look is several JVMs beside the databases. */
const RECENT_MS = 15_000;

/** What is asked before an operation begins, and its beginning. */
export function useOperationBegin(
  { begin: write }: Pick<OperationHandle, 'begin'>,
  draft: Readonly<Ref<OperationDraft | undefined>>,
  { results, heard, again }: { results: Readonly<Ref<readonly CheckResult[] | undefined>>; heard: Readonly<Ref<HeardBefore>>; again(olderThan?: number): Promise<void> },
): BeginState {
  const errorText = useErrorText();
  const consents = shallowRef<ReadonlySet<string>>(new Set<string>());
  const busy = ref<'looking' | 'writing'>();
  const failure = shallowRef<BeginFailure>();
  const verdict = computed(() => results.value && verdictOf(results.value, consents.value));

  async function tryToBegin(): Promise<boolean> {
    busy.value = 'looking';
    await again(RECENT_MS);
    if (!draft.value || !verdict.value?.may) {
      failure.value = { code: 'changed', message: '' };

      return false;
    }
    busy.value = 'writing';
    await write({ ...draft.value, force: verdict.value.force }, heard.value);

    return true;
  }

  return {
    consents,
    verdict,
    busy,
    failure,
    consent(key, given) {
      consents.value = new Set(given ? [...consents.value, key] : [...consents.value].filter((each) => each !== key));
    },
    async begin() {
      if (busy.value) {
        return false;
      }
      failure.value = undefined;
      try {
        return await tryToBegin();
      } catch (error) {
        failure.value = { code: error instanceof StaleError && error.reason.code === 'other' ? 'stale' : 'failed', message: errorText(error) };

        return false;
      } finally {
        busy.value = undefined;
      }
    },
  };
}

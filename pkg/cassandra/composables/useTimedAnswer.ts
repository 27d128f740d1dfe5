import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue';

/** An answer that grows old. */
export interface TimedAnswer<T> {
  /** The last answer; undefined until there is one, and when the last question came to nothing. It stays while a new one is asked for. */
  value: ComputedRef<T | undefined>;
  /** Why there is none, in words for the user. */
  problem: ComputedRef<string | undefined>;
  /** When it was asked for, whatever came of it; milliseconds since the epoch, by the browser's clock. */
  at: ComputedRef<number | undefined>;
  busy: Readonly<Ref<boolean>>;
  /** Asks, unless the answer is on its way. Never rejects. */
  ask(): Promise<void>;
  /** When no answer is on its way. */
  settled(): Promise<void>;
}

interface Answered<T> {
  about: string;
  at: number;
  value?: T;
  problem?: string;
}

/**
 * The answer to a question that is asked when somebody says so, with when that was and why there is none.
 *
 * @param about an answer about something else is none
 */
export function useTimedAnswer<T>(load: () => Promise<T>, about: () => string = () => ''): TimedAnswer<T> {
  const last = shallowRef<Answered<T>>();
  const current = computed(() => last.value?.about === about() ? last.value : undefined);
  const busy = ref(false);
  let underWay: { about: string; answer: Promise<void> } | undefined;

  async function answer(place: Pick<Answered<T>, 'about' | 'at'>): Promise<Answered<T>> {
    try {
      return { ...place, value: await load() };
    } catch (error) {
      return { ...place, problem: error instanceof Error ? error.message : String(error) };
    }
  }

  async function run(subject: string): Promise<void> {
    const answered = await answer({ about: subject, at: Date.now() });

    // An answer about what is wanted no longer may come after the one about what is.
    if (underWay?.about === subject) {
      last.value = answered;
      underWay = undefined;
      busy.value = false;
    }
  }

  return {
    value:   computed(() => current.value?.value),
    problem: computed(() => current.value?.problem),
    at:      computed(() => current.value?.at),
    busy,
    ask() {
      const subject = about();

      if (underWay?.about !== subject) {
        busy.value = true;
        underWay = { about: subject, answer: run(subject) };
      }

      return underWay.answer;
    },
    settled: () => underWay?.answer ?? Promise.resolve(),
  };
}

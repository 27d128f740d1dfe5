import { ref, watch, type Ref } from 'vue';

/** One entry of a record while it is typed: a row may be half of one, or have a key that another has too. */
export interface Pair {
  /** Tells rows apart, whatever is typed into them. */
  id: number;
  key: string;
  text: string;
}

export interface PairCodec<V> {
  text(value: V): string;
  value(text: string): V;
}

export const PLAIN: PairCodec<string> = { text: (value) => value, value: (text) => text };

let lastId = 0;

export function newPair(key = '', text = ''): Pair {
  lastId += 1;

  return { id: lastId, key, text };
}

/**
 * The entries of a record as rows to type in. What is typed goes into the record at once; the rows follow when the
 * record is changed by someone else, and those that mean the same as before stay as they were typed.
 *
 * @param read the record, reactive
 */
export function usePairs<V>(read: () => Record<string, V>, write: (record: Record<string, V>) => void, codec: PairCodec<V>): Ref<Pair[]> {
  const pairs = ref<Pair[]>([]);
  const means = (pair: Pair, key: string, value: V) => pair.key.trim() === key && JSON.stringify(codec.value(pair.text)) === JSON.stringify(value);
  const record = () => Object.fromEntries(pairs.value.filter(({ key, text }) => key || text).map(({ key, text }) => [key.trim(), codec.value(text)]));

  watch(read, (now) => {
    if (JSON.stringify(now) !== JSON.stringify(record())) {
      pairs.value = Object.entries(now).map(([key, value]) => pairs.value.find((pair) => means(pair, key, value)) ?? newPair(key, codec.text(value)));
    }
  }, { deep: true, immediate: true });
  watch(pairs, () => write(record()), { deep: true });

  return pairs;
}

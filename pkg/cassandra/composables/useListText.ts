import { ref, watch, type Ref } from 'vue';

/**
 * A list as the text that it is typed as. Half of an item, or a separator with nothing behind it, stays to be seen;
 * the text is made anew only when the list is changed by someone else.
 *
 * @param separator what is between items when they are shown; space around items does not count
 */
export function useListText(read: () => readonly string[], write: (items: string[]) => void, separator: ',' | '\n'): Ref<string> {
  const text = ref('');
  const items = () => text.value.split(separator).map((item) => item.trim()).filter(Boolean);

  watch(read, (now) => {
    if (JSON.stringify(now) !== JSON.stringify(items())) {
      text.value = now.join(separator === ',' ? ', ' : separator);
    }
  }, { deep: true, immediate: true });
  watch(text, () => write(items()));

  return text;
}

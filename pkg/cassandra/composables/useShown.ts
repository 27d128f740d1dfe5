import { onBeforeUnmount, onMounted, readonly, ref, type Ref, type ShallowRef } from 'vue';

/**
 * Whether an element can be looked at now: it is laid out, which it is not in a tab of the page that another one covers,
 * and the browser shows the page. Where it is scrolled to does not matter.
 */
export function useShown(element: Readonly<ShallowRef<HTMLElement | null>>): Readonly<Ref<boolean>> {
  const shown = ref(false);
  const look = () => {
    shown.value = !document.hidden && (element.value?.getClientRects().length ?? 0) > 0;
  };
  // Told as well when an element is taken out of the layout: it then has no size.
  const observer = new ResizeObserver(look);

  onMounted(() => {
    if (element.value) {
      observer.observe(element.value);
    }
    document.addEventListener('visibilitychange', look);
    look();
  });
  onBeforeUnmount(() => {
    observer.disconnect();
    document.removeEventListener('visibilitychange', look);
    shown.value = false;
  });

  return readonly(shown);
}

import { onBeforeUnmount, onMounted, ref, type Ref, type ShallowRef } from 'vue';

/** Whether an element has ever been on the screen: the host mounts its hidden tabs as well. */
export function useSeen(element: Readonly<ShallowRef<HTMLElement | null>>): Readonly<Ref<boolean>> {
  const seen = ref(false);
  const observer = new IntersectionObserver((entries) => {
    seen.value ||= entries.some(({ isIntersecting }) => isIntersecting);
  });

  onMounted(() => {
    if (element.value) {
      observer.observe(element.value);
    }
  });
  onBeforeUnmount(() => observer.disconnect());

  return seen;
}

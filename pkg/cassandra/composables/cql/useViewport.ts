import { onMounted, onScopeDispose, reactive, type Ref } from 'vue';

/** What is seen of an element that scrolls, in pixels. */
export interface Viewport {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/** Follows how far an element is scrolled and how large it is. Its own scroll events are to be given to `onScroll`. */
export function useViewport(element: Readonly<Ref<HTMLElement | null>>): { viewport: Viewport; onScroll: () => void } {
  const viewport = reactive({ top: 0, left: 0, width: 0, height: 0 });

  function onScroll(): void {
    const { scrollTop = 0, scrollLeft = 0 } = element.value ?? {};

    Object.assign(viewport, { top: scrollTop, left: Math.max(0, scrollLeft) });
  }

  const observer = new ResizeObserver(() => {
    const { clientWidth = 0, clientHeight = 0 } = element.value ?? {};

    Object.assign(viewport, { width: clientWidth, height: clientHeight });
    onScroll();
  });

  onMounted(() => {
    if (element.value) {
      observer.observe(element.value);
    }
  });
  onScopeDispose(() => observer.disconnect());

  return { viewport, onScroll };
}

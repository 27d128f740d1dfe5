import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ref } from 'vue';

import { useShown } from '../../../pkg/cassandra/composables/useShown';
import { fakeTab } from './tab';

const hooks = vi.hoisted((): { mounted?: () => void; unmounted?: () => void } => ({}));

vi.mock(import('vue'), async(original) => ({
  ...await original(),
  onMounted(hook: () => void) {
    hooks.mounted = hook;
  },
  onBeforeUnmount(hook: () => void) {
    hooks.unmounted = hook;
  },
} as unknown as typeof import('vue')));

let resized: () => void;
let rects: number;
let tab: ReturnType<typeof fakeTab>;
let shown: Readonly<Ref<boolean>>;
const disconnect = vi.fn();

beforeEach(() => {
  rects = 1;
  tab = fakeTab();
  vi.stubGlobal('ResizeObserver', class {
    constructor(told: () => void) {
      resized = told;
    }

    observe(): void {}

    disconnect = disconnect;
  });
  const element = { value: { getClientRects: () => ({ length: rects }) } };

  shown = useShown(element as unknown as Parameters<typeof useShown>[0]);
  hooks.mounted?.();
});
afterEach(() => vi.unstubAllGlobals());

describe('useShown', () => {
  it('follows whether the element is laid out', () => {
    expect(shown.value).toBe(true);
    rects = 0;
    resized();
    expect(shown.value).toBe(false);
    rects = 1;
    resized();
    expect(shown.value).toBe(true);
  });

  it('follows whether the browser shows the page', () => {
    tab.show(false);
    expect(shown.value).toBe(false);
    tab.show(true);
    expect(shown.value).toBe(true);
  });

  it('ends with its component', () => {
    hooks.unmounted?.();
    expect([shown.value, disconnect.mock.calls.length]).toEqual([false, 1]);
    tab.show(true);
    expect(shown.value).toBe(false);
  });
});

import { vi } from 'vitest';

/** A browser tab, as far as its visibility goes. */
export function fakeTab() {
  const tab = Object.assign(new EventTarget(), { hidden: false });

  vi.stubGlobal('document', tab);

  return {
    show(shown: boolean) {
      tab.hidden = !shown;
      tab.dispatchEvent(new Event('visibilitychange'));
    },
  };
}

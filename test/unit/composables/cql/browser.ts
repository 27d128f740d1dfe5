import { vi } from 'vitest';
import { FakeStorage } from '../../core/console/fake-session';

/** A browser's tab, as far as it keeps things and draws pictures. */
export function fakeBrowser(local = new FakeStorage(), session = new FakeStorage()) {
  const window = Object.assign(new EventTarget(), { localStorage: local, sessionStorage: session });
  const frames: (() => void)[] = [];

  vi.stubGlobal('window', window);
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => frames.push(work));
  vi.stubGlobal('cancelAnimationFrame', (index: number) => {
    frames[index - 1] = () => undefined;
  });

  return {
    window, local, session, frames,
    /** How many pictures were asked for. */
    draw() {
      frames.forEach((work, index) => {
        frames[index] = () => undefined;
        work();
      });
    },
    /** What another tab has done to what is kept. */
    tellOfOtherTab(key: string | null) {
      window.dispatchEvent(Object.assign(new Event('storage'), { key }));
    },
  };
}

import type { Page } from '@playwright/test';

/** That a node is shown in another state: the letters of nodetool, with a question mark while it is suspected. */
export interface Shown {
  pod: string;
  code: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** Notes in `shownStates` whenever a row of the ring shows another state, before it is painted. */
const WATCH = `
  window.shownStates = [];
  const last = new Map();

  new MutationObserver(() => {
    for (const row of document.querySelectorAll('[data-testid="cassandra-ring-row"]')) {
      const pod = [...row.querySelectorAll('a')].map((link) => link.textContent.trim()).find((text) => /-[0-9]+$/.test(text));
      const code = /^\\s*([UD?][NLJM]\\??)/.exec(row.querySelector('.node-state')?.textContent ?? '')?.[1] ?? '';

      if (pod && last.get(pod) !== code) {
        last.set(pod, code);
        window.shownStates.push({ pod, code, at: Date.now() });
      }
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });`;

/** From the next page on. */
export async function watchRing(page: Page): Promise<void> {
  await page.addInitScript(`(() => {${ WATCH }})()`);
}

export function shownStates(page: Page): Promise<Shown[]> {
  return page.evaluate('window.shownStates');
}

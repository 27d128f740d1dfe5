import type { Page } from '@playwright/test';

/** What it cost to see the first row of a list. */
export interface Opening {
  /** Requests to Rancher and Kubernetes that were sent before the first row was there; code is none of them, which browsers keep. */
  requests: number;
  /** Their answers as they came over the wire, whole, also where they ended later. */
  bytes: number;
  /** From the address or the link to the row. */
  ms: number;
}

/** Puts the page's clock into `firstRow` when a row of the fleet is in a table. */
const WATCH = `new MutationObserver(() => {
  if (!window.firstRow && [...document.querySelectorAll('tr.main-row')].some((row) => row.textContent.includes('fleet-'))) {
    window.firstRow = performance.timeOrigin + performance.now();
  }
}).observe(document, { subtree: true, childList: true, characterData: true })`;

/** Long enough for what was under way at the first row to end. */
const SETTLE_MS = 5_000;

/** Goes somewhere, and measures until the first row is there. */
export async function untilFirstRow(page: Page, go: () => Promise<unknown>): Promise<Opening> {
  const session = await page.context().newCDPSession(page);
  const sent = new Map<string, { at: number; bytes: number }>();

  session.on('Network.requestWillBeSent', ({ requestId, request, wallTime }) => {
    if (/^\/(?:v1\/(?!uiplugins\/)|v3|k8s)/.test(new URL(request.url).pathname)) {
      sent.set(requestId, { at: wallTime * 1000, bytes: 0 });
    }
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const request = sent.get(requestId);

    if (request) {
      request.bytes = encodedDataLength;
    }
  });
  await session.send('Network.enable');
  await page.addInitScript(WATCH);
  const since = Date.now();

  await go();
  const at = Number(await (await page.waitForFunction('window.firstRow', undefined, { timeout: 60_000 })).jsonValue());

  await page.waitForTimeout(SETTLE_MS);
  await session.detach();
  const before = [...sent.values()].filter((request) => request.at < at);

  return { requests: before.length, bytes: before.reduce((sum, { bytes }) => sum + bytes, 0), ms: at - since };
}

/** Goes to another page of the application without loading it anew, as a link does. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate(`window.firstRow = undefined; document.querySelector('#app').__vue_app__.config.globalProperties.$router.push('${ path }'); undefined`);
}

/** Bytes of JavaScript that the page holds on to. */
export async function heapAfterGC(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);

  await session.send('Performance.enable');
  // What one collection frees may keep what the next one can free.
  for (let round = 0; round < 3; round++) {
    await session.send('HeapProfiler.collectGarbage');
    await page.waitForTimeout(500);
  }
  const { metrics } = await session.send('Performance.getMetrics');

  await session.detach();

  return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN;
}

/** From now on the page, and those that it loads, note tasks that keep the browser from answering: 50 ms and longer. */
export async function watchTasks(page: Page): Promise<void> {
  await page.addInitScript(`
    window.longTasks = [];
    window.taskObserver = new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({ duration }) => duration)));
    window.taskObserver.observe({ type: 'longtask' });
  `);
}

/** How long each of them took, in milliseconds, since it was asked last. */
export async function longTasks(page: Page): Promise<number[]> {
  return page.evaluate('window.longTasks.push(...window.taskObserver.takeRecords().map(({ duration }) => duration)), window.longTasks.splice(0)');
}

/**
 * How long it takes from `window.answered`, which `act` lets the page note, until something holds and has been painted.
 *
 * @param holds JavaScript for the page
 * @returns milliseconds
 */
export async function until(page: Page, holds: string, act: () => Promise<void>): Promise<number> {
  await page.evaluate(`window.painted = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (${ holds }) {
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0));
      }
    });
    observer.observe(document, { subtree: true, childList: true, attributes: true });
  }); undefined`);
  await act();

  return page.evaluate('window.painted.then((at) => at - window.answered)');
}

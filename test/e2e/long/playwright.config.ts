import base from '../playwright.config';

/** What takes too long for each change: `npm run e2e -- --config test/e2e/long/playwright.config.ts`, and part of `npm run test:all`. */
export default {
  ...base,
  testDir:    '.',
  testIgnore: [],
  outputDir:  '../../../test-results/e2e-long',
  timeout:    900_000,
  // A trace of all that a page shows in ten minutes takes more than the page.
  use:        { ...base.use, trace: { mode: 'retain-on-failure', snapshots: false, screenshots: false } as const },
};

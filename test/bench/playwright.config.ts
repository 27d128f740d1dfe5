import base from '../e2e/playwright.config';

/** The measurements use the end-to-end tests' browser and page objects, in runs of their own. */
export default { ...base, testDir: '.', testMatch: '*.bench.ts', outputDir: '../../test-results/bench', reporter: [['line']], timeout: 600_000 };

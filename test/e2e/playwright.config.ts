import { defineConfig } from '@playwright/test';

const port = process.env.LAB_PORT ?? '8443';

/** The built extension in Debian's Chromium against the running lab. One worker: the lab is one cluster on two cores. */
export default defineConfig({
  testDir:       '.',
  testIgnore:    'long/**', // which has a configuration of its own
  outputDir:     '../../test-results/e2e',
  fullyParallel: false,
  workers:       1,
  retries:       0,
  forbidOnly:    !!process.env.CI,
  timeout:       120_000,
  expect:        { timeout: 30_000 },
  reporter:      [['list'], ['json']],
  use:           {
    baseURL:           `https://127.0.0.1:${ port }`,
    ignoreHTTPSErrors: true, // the lab's own certificate authority
    actionTimeout:     20_000,
    navigationTimeout: 30_000,
    viewport:          { width: 1440, height: 900 },
    locale:            'en-US',
    screenshot:        'only-on-failure',
    trace:             'retain-on-failure',
    launchOptions:     {
      executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
      args:           [
        '--no-sandbox', // the lab needs root, and Chromium's sandbox refuses root
        '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic', '--no-first-run',
        // The community dashboard asks for news from outside: in the lab every other host does not exist.
        '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
      ],
    },
  },
});

import fc from 'fast-check';
import { expect, it } from 'vitest';

import { garbage } from './arbitrary';
import { checkText } from './check';

/** How long; CI gives it a minute. */
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 5);

/** No text is worth more, on a slow machine that does other things. */
const MOST_MILLISECONDS = 2_000;

it(`reads broken text for ${ SECONDS } s without a crash or a hang`, () => {
  let runs = 0;

  fc.assert(fc.property(fc.array(garbage, { maxLength: 12, size: 'max' }), (texts) => {
    const began = performance.now();

    checkText(texts.join(''));
    runs++;
    expect(performance.now() - began).toBeLessThan(MOST_MILLISECONDS);
  }), { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: SECONDS * 1_000 });
  expect(runs).toBeGreaterThan(0);
}, SECONDS * 1_000 + 60_000);

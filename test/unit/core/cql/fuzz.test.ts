import { Script } from 'node:vm';
import fc from 'fast-check';
import { expect, it } from 'vitest';

import { broken } from './arbitrary';
import { checkText } from './check';
import { CORPUS } from './corpus';
import { GRAMMAR_CORPUS } from './grammar-corpus';

/** How long; CI gives it a minute. */
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 2);

/** With the one that a failure has printed, the same texts come again. */
const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);

/** No text is worth more, on a slow machine that does other things. */
const MOST_MILLISECONDS = 2_000;

const statements = Object.values({ ...CORPUS, ...GRAMMAR_CORPUS }).flat().map(([text]) => text);

/** Ends what does not end by itself, which no other timer can do while it keeps the only thread. */
function withinTime(work: () => void): void {
  Object.assign(globalThis, { fuzzed: work });
  new Script('fuzzed()').runInThisContext({ timeout: MOST_MILLISECONDS });
}

it(`reads broken text for ${ SECONDS } s without a crash or a hang (FUZZ_SEED=${ SEED })`, () => {
  let runs = 0;

  fc.assert(fc.property(broken(statements), (text) => {
    withinTime(() => checkText(text));
    runs++;
  }), { seed: SEED, numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: SECONDS * 1_000 });
  expect(runs).toBeGreaterThan(0);
}, SECONDS * 1_000 + 60_000);

it('ends what hangs', () => {
  expect(() => withinTime(() => {
    while (Date.now() > 0) {
      // for ever
    }
  })).toThrow(/timed out/);
});

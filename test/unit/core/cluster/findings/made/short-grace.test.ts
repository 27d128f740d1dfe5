import { expect, it } from 'vitest';

import { ours, SPEC, unchosen } from './facts';

it.each([
  ['terminationGracePeriodSeconds: 45', 45],
  ['hostIPC: false', 30],
])('finds %s too short for a drain', (text, seconds) => {
  expect(unchosen(ours(SPEC, [['terminationGracePeriodSeconds: 300', text]]))).toEqual([
    { code: 'shortGrace', severity: 'warning', args: { seconds, least: 120 }, evidence: [`spec.template.spec.terminationGracePeriodSeconds: ${ seconds }`] },
  ]);
});

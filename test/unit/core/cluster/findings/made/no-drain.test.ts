import { expect, it } from 'vitest';

import { ours, SPEC, unchosen } from './facts';

const at = 'spec.template.spec.containers[cassandra].lifecycle.preStop';

it.each([
  ['nothing before the end', / +lifecycle:\n(?: {12,}.*\n)+/, '<none>'],
  ['something else before the end', /command:\n +- env\n +- MAX_HEAP_SIZE=128M\n +- nodetool\n +- drain/, 'sleep 5'],
])('finds %s', (_, hook, said) => {
  expect(unchosen(ours(SPEC, [[hook, said === '<none>' ? '' : `command: [${ said.replace(' ', ', "') }"]`]]))).toEqual([
    { code: 'noDrain', severity: 'info', args: {}, evidence: [`${ at }: ${ said }`] },
  ]);
});

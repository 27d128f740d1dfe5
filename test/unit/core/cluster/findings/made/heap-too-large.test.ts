import { expect, it } from 'vitest';

import { ours, SPEC, unchosen } from './facts';

const path = 'spec.template.spec.containers[cassandra]';

it.each([['4G', 'critical'], ['5000M', 'critical'], ['3500M', 'warning']])('finds that %s does not fit into 4 GiB: %s', (heap, severity) => {
  expect(unchosen(ours(SPEC, [['2048M', heap]]))).toEqual([
    { code: 'heapTooLarge', severity, args: { heap, limit: '4Gi' }, evidence: [`${ path }.env[MAX_HEAP_SIZE]: ${ heap }`, `${ path }.resources.limits.memory: 4Gi`] },
  ]);
});

it.each(['3G', '2048m', 'half'])('takes %s', (heap) => {
  expect(unchosen(ours(SPEC, [['2048M', heap]]))).toEqual([]);
});

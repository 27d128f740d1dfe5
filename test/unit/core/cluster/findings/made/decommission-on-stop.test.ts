import { expect, it } from 'vitest';

import { ours, SPEC, unchosen } from './facts';

it('finds a node that leaves at every stop', () => {
  expect(unchosen(ours(SPEC, [['- drain', '- decommission']]))).toEqual([
    { code: 'decommissionOnStop', severity: 'critical', args: {}, evidence: ['spec.template.spec.containers[cassandra].lifecycle.preStop: env MAX_HEAP_SIZE=128M nodetool decommission'] },
  ]);
});

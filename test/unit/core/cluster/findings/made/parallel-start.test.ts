import { expect, it } from 'vitest';

import { ours, SPEC, unchosen } from './facts';

it('finds nodes that start all at once', () => {
  expect(unchosen(ours(SPEC, [['OrderedReady', 'Parallel']]))).toEqual([
    { code: 'parallelStart', severity: 'warning', args: {}, evidence: ['spec.podManagementPolicy: Parallel'] },
  ]);
});

it('leaves a single node alone', () => {
  expect(unchosen(ours(SPEC, [['OrderedReady', 'Parallel'], ['replicas: 3', 'replicas: 1'], ['db-0.db,db-1.db', 'db-0.db']]))).toEqual([]);
});

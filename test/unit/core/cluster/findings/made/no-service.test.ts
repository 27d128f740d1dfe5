import { expect, it } from 'vitest';

import { ours, SPEC, unchosen } from './facts';

it.each([['db-0.dbs,db-1.dbs', 'critical'], ['10.0.0.1,10.0.0.2', 'warning']])('finds that nothing names the pods, which with the seeds %s is %s', (seeds, severity) => {
  expect(unchosen(ours(SPEC, [['serviceName: db', 'serviceName: dbs'], ['db-0.db,db-1.db', seeds]]))).toEqual([
    { code: 'noService', severity, args: { service: 'dbs' }, evidence: ['spec.serviceName: dbs'] },
  ]);
});

it('does not speak of Services that may not be read', () => {
  expect(unchosen(ours(SPEC, [], { services: undefined }))).toEqual([]);
});

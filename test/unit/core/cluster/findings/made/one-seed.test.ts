import { expect, it } from 'vitest';

import { codesOf, ours, SPEC, unchosen } from './facts';

it('finds that everything hangs on one pod', () => {
  expect(unchosen(ours(SPEC, [['db-0.db,db-1.db', 'db-0.db']]))).toEqual([
    { code: 'oneSeed', severity: 'warning', args: { pod: 'db-0' }, evidence: ['spec.template.spec.containers[cassandra].env[CASSANDRA_SEEDS]: db-0.db'] },
  ]);
});

it.each(['ring.example.org', '10.0.0.1'])('does not know what stands behind %s', (seed) => {
  expect(codesOf(unchosen(ours(SPEC, [['db-0.db,db-1.db', seed]])))).toEqual([]);
});

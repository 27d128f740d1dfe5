import { expect, it } from 'vitest';

import { codesOf, ours, RACKS, SPEC, unchosen } from './facts';

it('finds that no node would stream', () => {
  expect(unchosen(ours(SPEC, [['db-0.db,db-1.db', 'db-0.db,db-1.db,db-2.db']]))).toEqual([
    { code: 'allSeeds', severity: 'warning', args: { nodes: 3 }, evidence: ['spec.template.spec.containers[cassandra].env[CASSANDRA_SEEDS]: db-0.db,db-1.db,db-2.db'] },
  ]);
});

it('counts the nodes of all racks', () => {
  const seeds = 'db-a-0.db,db-a-1.db,db-b-0.db,db-b-1.db';

  expect(codesOf(unchosen(ours(RACKS, [[/db-a-0.db,db-b-0.db/g, seeds]])))).toEqual(['allSeeds']);
  expect(codesOf(unchosen(ours(RACKS, [[/db-a-0.db,db-b-0.db/g, 'db-a-0.db,db-a-1.db']])))).toEqual([]);
});

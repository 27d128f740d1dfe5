import { expect, it } from 'vitest';

import { codesOf, ours, SPEC, unchosen } from './facts';

it.each(['db', 'db.prod', 'db.prod.svc.cluster.local'])('finds that %s is all nodes', (seed) => {
  expect(unchosen(ours(SPEC, [['db-0.db,db-1.db', seed]]))).toEqual([
    { code: 'seedIsService', severity: 'warning', args: { service: seed }, evidence: [`spec.template.spec.containers[cassandra].env[CASSANDRA_SEEDS]: ${ seed }`] },
  ]);
});

it('leaves a single node alone', () => {
  expect(codesOf(unchosen(ours(SPEC, [['db-0.db,db-1.db', 'db'], ['replicas: 3', 'replicas: 1']])))).toEqual([]);
});

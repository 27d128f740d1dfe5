import { expect, it } from 'vitest';

import { codesOf, ours, RACKS, SPEC, unchosen } from './facts';

const seedsOf = (seeds: string) => unchosen(ours(SPEC, [['db-0.db,db-1.db', seeds]]));
const lost = (seeds: string) => seedsOf(seeds).find(({ code }) => code === 'seedNotFound');

it('finds the seed that was copied from another namespace', () => {
  expect(seedsOf('db-0.db.default.svc.cluster.local')).toEqual([{
    code:     'seedNotFound',
    severity: 'critical',
    args:     { seeds: 'db-0.db.default.svc.cluster.local', lost: 1, all: 1 },
    evidence: [
      'spec.template.spec.containers[cassandra].env[CASSANDRA_SEEDS]: db-0.db.default.svc.cluster.local',
      'metadata.namespace: prod',
      'spec.serviceName: db',
      'spec.replicas: 3',
    ],
  }]);
});

it.each([
  ['db-0.db,db-7.db', 'db-7.db', 'a pod that there is not'],
  ['db-0.db,web-0.db', 'web-0.db', 'a pod of something else'],
  ['db-0.db,db-1.dbs', 'db-1.dbs', 'a Service that does not name the pods'],
  ['db-0.db,nobody', 'nobody', 'a Service that there is not'],
  ['db-0.db,db-1.db.default', 'db-1.db.default', 'another namespace, in short'],
  ['db-0.db,nobody.prod.svc.cluster.local', 'nobody.prod.svc.cluster.local', 'a Service that there is not, at length'],
])('finds in %s that %s is %s', (seeds, seed) => {
  expect(lost(seeds)).toMatchObject({ severity: 'warning', args: { seeds: seed, lost: 1, all: 2 } });
});

it.each([
  'db-0.db,db-1.db.prod', 'db-0.db.prod.svc,db-1.db.prod.svc.cluster.local', 'db-0.db:7000,db-1.db.', 'db-0.db, db-1.db',
  'db-0.db,10.0.0.1', 'db-0.db,2001:db8::1', 'db-0.db,ring.example.org', 'db-0.db,db-0.east.other.svc.cluster.local', 'db-0.db,$(SEED)', 'db-0.db,web.other',
])('takes %s', (seeds) => {
  expect(lost(seeds)).toBeUndefined();
});

it('follows ordinals that begin elsewhere', () => {
  expect(unchosen(ours(SPEC, [['db-0.db,db-1.db', 'db-5.db,db-6.db'], ['replicas: 3', 'replicas: 3\n  ordinals: { start: 5 }']]))).toEqual([]);
});

it('says of which rack it speaks, if not of all', () => {
  const [first, ...others] = unchosen(ours(RACKS, [['db-a-0.db,db-b-0.db', 'db-a-0.db,db-b-9.db']]));

  expect(first).toMatchObject({ code: 'seedNotFound', subject: 'db-a', args: { seeds: 'db-b-9.db' } });
  expect(others).toEqual([]);
});

it('does not speak of Services that may not be read', () => {
  expect(codesOf(unchosen(ours(SPEC, [['db-0.db,db-1.db', 'db-0.db,nobody']], { services: undefined })))).toEqual(['seedIsService']);
});

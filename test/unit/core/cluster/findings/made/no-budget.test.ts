import { expect, it } from 'vitest';

import { ours, RACKS, SPEC, unchosen } from './facts';

const budget = (selector: object, namespace = 'prod') => ({ budgets: [{ metadata: { name: 'b', namespace }, spec: { maxUnavailable: 1, selector } }] });

it('finds pods that no budget selects', () => {
  expect(unchosen(ours(SPEC, [], { budgets: [] }))).toEqual([{
    code:     'noBudget',
    severity: 'warning',
    args:     {},
    evidence: ['StatefulSet db: spec.template.metadata.labels: app.kubernetes.io/name=cassandra,app.kubernetes.io/instance=db,cassandra-for-rancher/datacenter=dc1,cassandra-for-rancher/rack=rack1,app.kubernetes.io/managed-by=cassandra-for-rancher'],
  }]);
});

it('finds the rack that is left out', () => {
  const [found, ...others] = unchosen(ours(RACKS, [], budget({ matchLabels: { 'cassandra-for-rancher/rack': 'a' } })));

  expect([found?.code, found?.evidence.length, others]).toEqual(['noBudget', 1, []]);
  expect(found?.evidence[0]).toMatch(/^StatefulSet db-b/);
});

it('understands selectors as Kubernetes does', () => {
  expect(unchosen(ours(SPEC, [], budget({})))).toEqual([]);
  expect(unchosen(ours(SPEC, [], budget({ matchExpressions: [{ key: 'app.kubernetes.io/instance', operator: 'In', values: ['db'] }] })))).toEqual([]);
  expect(unchosen(ours(SPEC, [], budget({}, 'other')))).toMatchObject([{ code: 'noBudget' }]);
});

it('says nothing of one node, or where budgets may not be read', () => {
  expect(unchosen(ours(SPEC, [['replicas: 3', 'replicas: 1'], ['db-0.db,db-1.db', 'db-0.db']], { budgets: [] }))).toEqual([]);
  expect(unchosen(ours(SPEC, [], { budgets: undefined }))).toEqual([]);
});

import { expect, it } from 'vitest';

import { ours, SPEC, unchosen } from './facts';

it('finds a Service with an address', () => {
  expect(unchosen(ours(SPEC, [['clusterIP: None', 'clusterIP: 10.43.0.7']]))).toEqual([
    { code: 'serviceGivesNoNames', severity: 'critical', args: { service: 'db' }, evidence: ['Service db: spec.clusterIP: 10.43.0.7'] },
  ]);
});

it('finds a Service for other pods', () => {
  expect(unchosen(ours(SPEC, [[/(selector:\n +app.kubernetes.io\/name: )cassandra/, '$1web']]))).toEqual([
    { code: 'serviceGivesNoNames', severity: 'critical', args: { service: 'db' }, evidence: ['Service db: spec.selector: app.kubernetes.io/name=web,app.kubernetes.io/instance=db'] },
  ]);
});

import { expect, it } from 'vitest';

import { ours, podOn, SPEC, unchosen } from './facts';

const path = 'spec.template.spec.containers[cassandra]';

it('finds that nothing is kept free', () => {
  expect(unchosen(ours(SPEC, [[/requests:\n +cpu: 500m\n +memory: 4Gi\n +limits:\n +memory: 4Gi/, 'limits: {}']]))).toEqual([{
    code: 'noRequests', severity: 'warning', args: { missing: 'cpu, memory' }, evidence: [`${ path }.resources.requests.cpu: <none>`, `${ path }.resources.requests.memory: <none>`],
  }]);
});

it('takes a limit for a request, as Kubernetes does', () => {
  expect(unchosen(ours(SPEC, [[/requests:\n +cpu: 500m\n +memory: 4Gi\n +/, '']]))).toMatchObject([{ args: { missing: 'cpu' } }]);
});

it('takes what the namespace gave to the pods', () => {
  const pod = podOn('db-0', 'one');

  pod.spec!.containers = [{ name: 'cassandra', resources: { requests: { cpu: '1' } } }];
  expect(unchosen(ours(SPEC, [[/requests:\n +cpu: 500m\n +memory: 4Gi\n +/, '']], { pods: [pod] }))).toEqual([]);
});

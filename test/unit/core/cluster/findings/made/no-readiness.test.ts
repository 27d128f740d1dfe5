import { expect, it } from 'vitest';

import { ours, SPEC, unchosen } from './facts';

it('finds that nothing says when a node has joined', () => {
  expect(unchosen(ours(SPEC, [[/ +readinessProbe:[^]*?(?= +livenessProbe)/, '']]))).toEqual([
    { code: 'noReadiness', severity: 'warning', args: {}, evidence: ['spec.template.spec.containers[cassandra].readinessProbe: <none>'] },
  ]);
});

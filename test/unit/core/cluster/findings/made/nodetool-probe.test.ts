import { expect, it } from 'vitest';

import { ours, SPEC, unchosen } from './facts';

const path = 'spec.template.spec.containers[cassandra]';

it('finds readiness by nodetool', () => {
  expect(unchosen(ours(SPEC, [[/(readinessProbe:\n +)tcpSocket:\n +port: cql/, '$1exec: { command: [nodetool, status] }']]))).toEqual([{
    code:     'nodetoolProbe',
    severity: 'info',
    args:     { probes: 'readinessProbe' },
    evidence: [`${ path }.readinessProbe: nodetool status`, `${ path }.readinessProbe: periodSeconds: 3, timeoutSeconds: 3`],
  }]);
});

it('takes it worse where a slow answer kills the node', () => {
  expect(unchosen(ours(SPEC, [[/livenessProbe:\n +exec:[^]*?7199\n/, 'livenessProbe:\n            exec: { command: [nodetool, info] }\n']]))).toMatchObject([{ code: 'nodetoolProbe', severity: 'warning', args: { probes: 'livenessProbe' } }]);
});

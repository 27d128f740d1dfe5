import { expect, it } from 'vitest';

import { codesOf, ours, SPEC, unchosen } from './facts';

const path = 'spec.template.spec.containers[cassandra]';
const LIVENESS = /livenessProbe:\n +exec:[^]*?7199\n/;
const STARTUP = /startupProbe:\n +exec:[^]*?7199\n/;
const liveness = (probe: string) => unchosen(ours(SPEC, [[LIVENESS, `livenessProbe:\n            ${ probe }\n`]]));

it('finds liveness by the CQL port', () => {
  expect(liveness('tcpSocket: { port: cql }')).toEqual([{
    code:     'killsJoin',
    severity: 'warning',
    args:     { probe: 'livenessProbe', seconds: 150 },
    evidence: [`${ path }.livenessProbe: cql`, `${ path }.livenessProbe: initialDelaySeconds: 0, periodSeconds: 30, failureThreshold: 5`],
  }]);
});

it.each(['exec: { command: [cqlsh, -e, exit] }', 'exec: { command: [sh, -c, "nodetool info | grep -q \'Native Transport active: true\'"] }', 'exec: { command: [sh, -c, "[ $(nodetool statusbinary) = running ]"] }'])('finds liveness by %s', (probe) => {
  expect(codesOf(liveness(probe))).toContain('killsJoin');
});

it.each(['exec: { command: [nodetool, status] }', 'tcpSocket: { port: 7000 }', 'tcpSocket: { port: jmx }', 'httpGet: { port: 8080, path: /api/v0/probes/liveness }'])('lets %s pass, which a joining node answers', (probe) => {
  expect(codesOf(liveness(probe))).not.toContain('killsJoin');
});

it('names the probe that comes first', () => {
  const both = unchosen(ours(SPEC, [[LIVENESS, 'livenessProbe:\n            tcpSocket: { port: 9042 }\n'], [STARTUP, 'startupProbe:\n            tcpSocket: { port: 9042 }\n']]));

  expect(both.map(({ code, args }) => [code, args])).toEqual([['killsJoin', { probe: 'startupProbe', seconds: 600 }]]);
});

it('lets a start take days, and liveness then look at clients', () => {
  expect(unchosen(ours(SPEC, [['failureThreshold: 120', 'failureThreshold: 100000'], [STARTUP, 'startupProbe:\n            tcpSocket: { port: 9042 }\n'], [LIVENESS, 'livenessProbe:\n            tcpSocket: { port: 9042 }\n']]))).toEqual([]);
});

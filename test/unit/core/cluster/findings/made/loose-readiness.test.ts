import { expect, it } from 'vitest';

import { codesOf, ours, SPEC, unchosen } from './facts';

const readiness = (script: string) => codesOf(unchosen(ours(SPEC, [[/(readinessProbe:\n +)tcpSocket:\n +port: cql/, `$1exec: { command: [sh, -c, '${ script }'] }`]])));

it.each(['nodetool status | grep $POD_IP', 'nodetool status | grep -E "^UN\\s+$MY_IP"', 'nodetool status | grep UN', 'nodetool status | grep -q "^UN"', 'if [[ $(nodetool status | grep $POD_IP) == *"UN"* ]]; then exit 0; fi'])('finds that %s may mean another node', (script) => {
  expect(readiness(script)).toContain('looseReadiness');
});

it.each(['nodetool status | grep -w "$POD_IP"', 'nodetool status | grep -E "^UN +$POD_IP "', 'nodetool info | grep "Native Transport active: true"', 'nodetool netstats | grep NORMAL'])('takes %s for this node', (script) => {
  expect(readiness(script)).toEqual(['nodetoolProbe']);
});

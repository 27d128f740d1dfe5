import { expect, it } from 'vitest';

import { codesOf, factsOf, madeFindings, objectsOf, ours, SPEC, unchosen } from './facts';
import { EXAMPLE } from './foreign';

const set = (settings: Record<string, boolean>) => ours({ ...SPEC, configuration: { ...SPEC.configuration, settings } }, []);

it('finds nodes that join without data', () => {
  expect(unchosen(set({ auto_bootstrap: false }))).toEqual([{ code: 'noBootstrap', severity: 'critical', args: {}, evidence: ['auto_bootstrap: false'] }]);
  expect(madeFindings(factsOf(objectsOf(EXAMPLE)))[0]).toMatchObject({ code: 'noBootstrap', evidence: ['spec.template.spec.containers[cassandra].env[CASSANDRA_AUTO_BOOTSTRAP]: false'] });
});

it('knows that the official image has no such variable', () => {
  expect(codesOf(unchosen(set({ auto_bootstrap: true })))).toEqual([]);
  expect(codesOf(unchosen(ours(SPEC, [['env:\n', 'env:\n            - { name: CASSANDRA_AUTO_BOOTSTRAP, value: "false" }\n']])))).toEqual([]);
});

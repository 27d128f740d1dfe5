import { expect, it } from 'vitest';

import { codesOf, ours, podOn, SPEC, unchosen, type Edit } from './facts';

const path = 'spec.template.spec.containers[cassandra]';
const UNSET: Edit[] = [['MAX_HEAP_SIZE\n', 'MAX\n'], ['HEAP_NEWSIZE', 'NEW']];
const on = (memory: string) => ({ pods: [podOn('db-0', 'one')], hosts: [{ metadata: { name: 'one' }, status: { capacity: { memory } } }, { metadata: { name: 'two' }, status: { capacity: { memory: '512Gi' } } }] });

it('finds a heap that follows the host', () => {
  expect(unchosen(ours(SPEC, UNSET))).toEqual([
    { code: 'noHeap', severity: 'warning', args: { limit: '4Gi' }, evidence: [`${ path }.env[MAX_HEAP_SIZE]: <none>`, `${ path }.resources.limits.memory: 4Gi`] },
  ]);
});

// A quarter of the host's memory, at most 8 GiB.
it.each([['8Gi', 'info'], ['13Gi', 'warning'], ['16Gi', 'critical'], ['256Gi', 'critical']])('reckons with the host of %s that it runs on: %s', (memory, severity) => {
  const [found] = unchosen(ours(SPEC, UNSET, on(memory)));

  expect(found?.severity).toBe(severity);
  expect(found?.evidence.at(-1)).toBe(`Node one: status.capacity.memory: ${ memory }`);
});

it.each<[string, Edit[], Parameters<typeof ours>[2]]>([
  ['an option of the JVM', [['env:\n', 'env:\n            - { name: JVM_EXTRA_OPTS, value: -Xmx2G }\n']], {}],
  ['variables from elsewhere', [['env:\n', 'envFrom: [{ configMapRef: { name: ring } }]\n          env:\n']], {}],
  ['no limit', [[/limits:\n +memory: 4Gi/, 'claims: []']], {}],
  ['a file', [[/ +containers:\n/, '      volumes: [{ name: jvm, configMap: { name: jvm } }]\n$&']], { configMaps: [{ metadata: { name: 'jvm' }, data: { 'jvm-server.options': '-Xms2G\n-Xmx2G' } }] }],
  ['a file that may not be read', [[/ +containers:\n/, '      volumes: [{ name: jvm, configMap: { name: jvm } }]\n$&']], { configMaps: undefined }],
])('trusts %s', (_, edits, known) => {
  expect(codesOf(unchosen(ours(SPEC, [...UNSET, ...edits], known)))).toEqual([]);
});

import { expect, it } from 'vitest';

import { node, ring } from '../../objects';
import { codesOf, factsOf, madeFindings, objectsOf, ours, SPEC, unchosen, type Edit } from './facts';
import { ARTICLE } from './foreign';

const UNSET: Edit = ['CASSANDRA_SEEDS', 'SEEDS_OF_OTHERS'];
const evidence = ['spec.template.spec.containers[cassandra].env[CASSANDRA_SEEDS]: <none>'];
const observed = (...addresses: string[]) => ({ ring: { value: ring(...addresses.map((address) => node(address))), text: '', pod: 'db-0', at: 0 } });

it('finds pods that are rings of their own', () => {
  expect(unchosen(ours(SPEC, [UNSET, [/SEEDS_OF_OTHERS\n +value: .*/, 'OTHER\n              value: x']], observed('10.0.0.1')))).toEqual([{ code: 'noSeeds', severity: 'critical', args: {}, evidence }]);
});

it('warns of the second node', () => {
  const alone = objectsOf(ARTICLE, ['CASSANDRA_SEEDS', 'OTHER'], ['cassandra-0.cassandra.default.svc.cluster.local', 'x'], ['replicas: 3', 'replicas: 1']);

  expect(madeFindings(factsOf(alone)).find(({ code }) => code === 'noSeeds')?.severity).toBe('warning');
});

it.each<[string, Edit[], Parameters<typeof ours>[2]]>([
  ['nodes that have found each other', [UNSET], observed('10.0.0.1', '10.0.0.2')],
  ['variables from elsewhere', [UNSET, [/env:\n/, 'envFrom: [{ configMapRef: { name: ring } }]\n          env:\n']], {}],
  ['a script that knows of seeds', [UNSET, ['image: cassandra:5.0\n', 'image: cassandra:5.0\n          command: [sh, -c, CASSANDRA_SEEDS=$(find-them) docker-entrypoint.sh]\n']], {}],
  ['an image of others', [UNSET, ['image: cassandra:5.0', 'image: acme/our-cassandra:5'], ['GossipingPropertyFileSnitch', 'Ec2Snitch']], {}],
])('trusts %s', (_, edits, known) => {
  expect(codesOf(unchosen(ours(SPEC, edits, known)))).toEqual([]);
});

import { expect, it } from 'vitest';

import { codesOf, ours, RACKS, SPEC, unchosen, type Edit } from './facts';

const path = 'spec.template.spec.containers[cassandra]';
const UNSET: Edit = [/CASSANDRA_ENDPOINT_SNITCH/g, 'SNITCH'];
const says = (snitch: string) => ({ description: { value: { name: 'db', snitch, partitioner: '', schemas: [], unreachable: [] }, text: '', pod: 'db-0', at: 0 } });

it('finds a place that the image does not look at', () => {
  expect(unchosen(ours(SPEC, [UNSET]))).toEqual([
    { code: 'simpleSnitch', severity: 'info', args: {}, evidence: [`${ path }.image: cassandra:5.0`, `${ path }.env[CASSANDRA_DC]: dc1`, `${ path }.env[CASSANDRA_RACK]: rack1`] },
  ]);
});

it('takes it worse where there are racks', () => {
  expect(unchosen(ours(RACKS, [[/GossipingPropertyFileSnitch/g, 'SimpleSnitch']])).map(({ severity, subject }) => [severity, subject])).toEqual([['warning', 'db-a'], ['warning', 'db-b']]);
});

it('believes what the node says', () => {
  expect(codesOf(unchosen(ours(SPEC, [UNSET], says('GossipingPropertyFileSnitch'))))).toEqual([]);
  expect(unchosen(ours(SPEC, [], says('SimpleSnitch')))[0]?.evidence).toEqual([
    'db-0: nodetool describecluster: Snitch: SimpleSnitch', `${ path }.image: cassandra:5.0`, `${ path }.env[CASSANDRA_ENDPOINT_SNITCH]: GossipingPropertyFileSnitch`, `${ path }.env[CASSANDRA_DC]: dc1`, `${ path }.env[CASSANDRA_RACK]: rack1`,
  ]);
});

it.each<[string, Edit[], Parameters<typeof ours>[2]]>([
  ['nobody means a place', [['CASSANDRA_DC', 'DC'], ['CASSANDRA_RACK', 'RACK']], {}],
  ['a file says another', [[/ +containers:\n/, '      volumes: [{ name: c, configMap: { name: c } }]\n$&']], { configMaps: [{ metadata: { name: 'c' }, data: { 'cassandra.yaml': 'endpoint_snitch: Ec2Snitch\n' } }] }],
  ['the image is that of others', [['image: cassandra:5.0', 'image: acme/our-cassandra:1']], {}],
])('finds nothing where %s', (_, edits, known) => {
  expect(codesOf(unchosen(ours(SPEC, [UNSET, ...edits], known)))).toEqual([]);
});

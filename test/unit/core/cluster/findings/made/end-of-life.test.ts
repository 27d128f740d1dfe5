import { expect, it } from 'vitest';

import { ours, SPEC, unchosen } from './facts';

const tagged = (image: string) => unchosen(ours(SPEC, [['image: cassandra:5.0', `image: ${ image }`]])).filter(({ code }) => code === 'endOfLife');
const says = (...releases: string[]) => ({ description: { value: { name: 'db', snitch: 'GossipingPropertyFileSnitch', partitioner: '', schemas: [], unreachable: [], versions: releases.map((release) => ({ release, nodes: [] })) }, text: '', pod: 'db-1', at: 0 } });

it('finds a line that has ended', () => {
  expect(tagged('cassandra:3.11.19')).toEqual([{ code: 'endOfLife', severity: 'warning', args: { version: '3.11.19', newest: '5.0' }, evidence: ['image: cassandra:3.11.19'] }]);
});

it.each(['cassandra:3.0', 'cassandra:2.2.19', 'cassandra:3.9', 'gcr.io/google-samples/cassandra:v13'])('finds that %s has ended', (image) => expect(tagged(image)).toHaveLength(1));

it.each(['cassandra:4.0.20', 'cassandra:4.1', 'cassandra:5', 'cassandra:6.0-alpha2', 'cassandra:latest', 'datastax/dse-server:6.8.25'])('finds nothing in %s', (image) => expect(tagged(image)).toEqual([]));

it('believes what the nodes say', () => {
  expect(unchosen(ours(SPEC, [], says('5.0.8', '3.11.4')))).toMatchObject([{ code: 'endOfLife', args: { version: '3.11.4' }, evidence: ['db-1: nodetool describecluster: 3.11.4'] }]);
  expect(unchosen(ours(SPEC, [['image: cassandra:5.0', 'image: cassandra:3.11']], says('5.0.8')))).toEqual([]);
});

import { expect, it } from 'vitest';

import { codesOf, ours, podOn, SPEC, unchosen } from './facts';

const on = (...hosts: string[]) => ({ pods: hosts.map((host, ordinal) => podOn(`db-${ ordinal }`, host)) });

it('finds seeds that are lost together', () => {
  expect(unchosen(ours(SPEC, [], on('one', 'one', 'two'))).filter(({ code }) => code !== 'sharedHost')).toEqual([
    { code: 'seedsOnOneHost', severity: 'warning', args: { host: 'one', seeds: 2 }, evidence: ['Pod db-0: spec.nodeName: one', 'Pod db-1: spec.nodeName: one'] },
  ]);
});

it('takes other ways into the ring into account', () => {
  expect(codesOf(unchosen(ours(SPEC, [['db-0.db,db-1.db', 'db-0.db,db-1.db,ring.example.org']], on('one', 'one', 'two'))))).toEqual(['sharedHost']);
});

it.each([
  ['apart', ['one', 'two', 'one'], ['sharedHost']],
  ['all on the only machine', ['one', 'one', 'one'], ['sharedHost']],
  ['not placed yet', ['one'], []],
])('finds nothing in seeds that are %s', (_, hosts, expected) => {
  expect(codesOf(unchosen(ours(SPEC, [], on(...hosts))))).toEqual(expected);
});

import { expect, it } from 'vitest';

import { ours, podOn, RACKS, SPEC, unchosen } from './facts';

const of = (placed: Record<string, string>) => ({ pods: Object.entries(placed).map(([pod, host]) => podOn(pod, host)) });

it('finds nodes that are lost together', () => {
  expect(unchosen(ours(SPEC, [], of({ 'db-0': 'one', 'db-1': 'two', 'db-2': 'one' })))).toEqual([
    { code: 'sharedHost', severity: 'warning', subject: 'one', args: { host: 'one', nodes: 2 }, evidence: ['Pod db-0: spec.nodeName: one', 'Pod db-2: spec.nodeName: one'] },
  ]);
});

it('lets the nodes of one rack be together, since no two replicas are', () => {
  expect(unchosen(ours(RACKS, [], of({ 'db-a-0': 'one', 'db-a-1': 'one', 'db-b-0': 'two', 'db-b-1': 'two' })))).toEqual([]);
  expect(unchosen(ours(RACKS, [], of({ 'db-a-0': 'one', 'db-a-1': 'two', 'db-b-0': 'two', 'db-b-1': 'three' }))).map(({ subject }) => subject)).toEqual(['two']);
});

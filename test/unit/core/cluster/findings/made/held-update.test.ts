import { expect, it } from 'vitest';

import { ours, SPEC, unchosen, type Edit } from './facts';

const status = (updated: number, update = 'r2'): Edit => ['kind: StatefulSet\n', `kind: StatefulSet\nstatus: { currentRevision: r1, updateRevision: ${ update }, updatedReplicas: ${ updated } }\n`];

it.each<[Edit, string]>([
  [['type: RollingUpdate', 'type: OnDelete'], 'spec.updateStrategy.type: OnDelete'],
  [['type: RollingUpdate', 'type: RollingUpdate\n    rollingUpdate: { partition: 2 }'], 'spec.updateStrategy.rollingUpdate.partition: 2'],
])('finds nodes that %s keeps as they were', (edit, evidence) => {
  expect(unchosen(ours(SPEC, [edit, status(1)]))).toEqual([
    { code: 'heldUpdate', severity: 'info', args: { old: 2, nodes: 3 }, evidence: [evidence, 'status.updatedReplicas: 1'] },
  ]);
});

it('finds nothing once all are alike, or where Kubernetes goes on by itself', () => {
  expect(unchosen(ours(SPEC, [['type: RollingUpdate', 'type: OnDelete'], status(3)]))).toEqual([]);
  expect(unchosen(ours(SPEC, [['type: RollingUpdate', 'type: OnDelete'], status(0, 'r1')]))).toEqual([]);
  expect(unchosen(ours(SPEC, [status(1)]))).toEqual([]);
});

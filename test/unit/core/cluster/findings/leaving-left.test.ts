import { describe, expect, it } from 'vitest';

import { leavingLeft } from '../../../../../pkg/cassandra/core/cluster/findings/leaving-left';
import { brief, facts, nodeAt, podAt, ringOf } from './facts';

const leaving = (ordinal: number, up = true) => ringOf(...[0, 1, 2].map((each) => nodeAt(each, each === ordinal ? { state: 'leaving', up } : {})));

describe('leavingLeft', () => {
  it.each([
    ['the last one, as one should', leaving(2), 'info', 'db-2', 'last'],
    ['one that scaling down would not take', leaving(1), 'warning', 'db-1', 'between'],
    ['one that went down meanwhile', leaving(2, false), 'warning', 'db-2', 'down'],
  ])('finds %s', (_, ring, severity, node, place) => {
    expect(brief(leavingLeft, facts({ ring }))).toEqual([{ severity, subject: node, args: { node, place, set: 'db' } }]);
  });

  it('passes over a node whose pod is going', () => {
    expect(leavingLeft.find(facts({ ring: leaving(2), pods: [podAt(0), podAt(1), podAt(2, { going: true })] }))).toEqual([]);
  });
});

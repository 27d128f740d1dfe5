import { describe, expect, it } from 'vitest';

import { foreignNodes } from '../../../../../pkg/cassandra/core/cluster/findings/foreign-nodes';
import { brief, facts, nodeAt, podAt, ringOf } from './facts';

describe('foreignNodes', () => {
  it('counts nodes that are up elsewhere', () => {
    const ring = ringOf(nodeAt(0), nodeAt(1), nodeAt(2), nodeAt(8), nodeAt(9), nodeAt(10, { up: false }));

    expect(brief(foreignNodes, facts({ ring }))).toEqual([{ severity: 'info', args: { count: 2 } }]);
    expect(foreignNodes.find(facts())).toEqual([]);
  });

  it('does not take a pod for one that has come back since the ring was read', () => {
    expect(foreignNodes.find(facts({ pods: [podAt(0), podAt(1), podAt(2, { ip: '10.9.9.9' })] }))).toEqual([]);
  });
});

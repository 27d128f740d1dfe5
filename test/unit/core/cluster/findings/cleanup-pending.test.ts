import { describe, expect, it } from 'vitest';

import { cleanupPending } from '../../../../../pkg/cassandra/core/cluster/findings/cleanup-pending';
import { ANNOTATION_HISTORY } from '../../../../../pkg/cassandra/core/cluster/labels';
import { formatHistory, recordOf } from '../../../../../pkg/cassandra/core/operations/history';
import { after, ownStatefulSet } from '../objects';
import { facts } from './facts';

const scaledUp = (cleanup: 'do' | 'skip') => {
  const record = recordOf({ id: 'a', kind: 'scaleUp', from: { db: 2 }, targets: { db: 3 }, claims: 'keep', force: false, cleanup, startedBy: 'Ann', startedAt: 1, done: [] }, 'complete', Date.parse(after(60)));

  return facts({ statefulSets: [ownStatefulSet('db', undefined, { annotations: { [ANNOTATION_HISTORY]: formatHistory([], record) } })] });
};

describe('cleanupPending', () => {
  it('names the nodes that keep what they gave away, as long as nobody has seen to it', () => {
    expect(cleanupPending.find(scaledUp('skip'))).toStrictEqual([{
      severity: 'warning',
      args:     { count: 2, nodes: 'db-0, db-1', pod: 'db-0' },
      since:    Date.parse(after(60)),
      evidence: ['scaled up 2026-11-23T12:01:00.000Z', 'db-0: not cleaned up since', 'db-1: not cleaned up since'],
    }]);
  });

  it('has nothing to say where all was cleaned up, or we did not scale', () => {
    expect(cleanupPending.find(scaledUp('do'))).toStrictEqual([]);
    expect(cleanupPending.find(facts())).toStrictEqual([]);
  });
});

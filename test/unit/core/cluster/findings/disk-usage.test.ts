import { describe, expect, it } from 'vitest';

import { diskUsage } from '../../../../../pkg/cassandra/core/cluster/findings/disk-usage';
import { brief, facts, nodeAt, ringOf } from './facts';

/** The claims of these tests have 2 GiB. */
const GIB = 1024 ** 3;
const filled = (...shares: number[]) => facts({ ring: ringOf(...shares.map((share, ordinal) => nodeAt(ordinal, { load: 2 * share * GIB }))) });

describe('diskUsage', () => {
  it('warns from half of the volume on, since compaction needs room, and more from four fifths', () => {
    expect(brief(diskUsage, filled(0.25, 0.5, 0.875))).toEqual([
      { severity: 'warning', subject: 'db-1', args: { pod: 'db-1', claim: 'data-db-1', share: 0.5, level: 'high' } },
      { severity: 'critical', subject: 'db-2', args: { pod: 'db-2', claim: 'data-db-2', share: 0.875, level: 'critical' } },
    ]);
    expect(diskUsage.find(filled(0.5))[0]?.evidence).toEqual(['db-0: Load 1 GiB', 'claim data-db-0: 2 GiB']);
  });

  it('knows nothing without the ring or the claims', () => {
    expect(diskUsage.find({ ...filled(0.9), ring: undefined })).toEqual([]);
    expect(diskUsage.find({ ...filled(0.9), claims: undefined })).toEqual([]);
  });
});

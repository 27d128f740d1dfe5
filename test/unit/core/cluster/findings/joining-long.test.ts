import { describe, expect, it } from 'vitest';

import { joiningLong } from '../../../../../pkg/cassandra/core/cluster/findings/joining-long';
import { after } from '../objects';
import { brief, facts, nodeAt, NOW_SECONDS, podAt, ringOf } from './facts';

/** The third node joins for so many minutes, beside two that have so many bytes. */
function joining(minutes: number, load: number) {
  const pod = podAt(2, { ready: false });

  pod.status!.containerStatuses![0]!.state = { running: { startedAt: after(NOW_SECONDS - minutes * 60) } };

  return facts({ pods: [podAt(0), podAt(1), pod], ring: ringOf(nodeAt(0, { load }), nodeAt(1, { load }), nodeAt(2, { state: 'joining' })) });
}

describe('joiningLong', () => {
  it('gives a node as much time as the data of the others needs, and a quarter of an hour at least', () => {
    expect(joiningLong.find(joining(14, 1e6))).toEqual([]);
    expect(brief(joiningLong, joining(16, 1e6))).toEqual([{ severity: 'warning', subject: 'db-2', args: { node: 'db-2', minutes: 15 } }]);
    // 300 GiB at 24 MiB/s take 3 hours 33 minutes.
    expect(joiningLong.find(joining(420, 300 * 1024 ** 3))).toEqual([]);
    expect(brief(joiningLong, joining(430, 300 * 1024 ** 3))).toMatchObject([{ args: { minutes: 427 } }]);
  });

  it('leaves nodes alone that are down, or have joined', () => {
    const late = joining(60, 1);

    expect(joiningLong.find({ ...late, ring: ringOf(nodeAt(0), nodeAt(2, { state: 'joining', up: false })) })).toEqual([]);
    expect(joiningLong.find({ ...late, ring: ringOf(nodeAt(0), nodeAt(2)) })).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';

import { podOutsideRing } from '../../../../../pkg/cassandra/core/cluster/findings/pod-outside-ring';
import { after } from '../objects';
import { brief, facts, nodeAt, NOW_SECONDS, podAt, ringOf } from './facts';

const two = ringOf(nodeAt(0), nodeAt(1));
const withThird = (third: ReturnType<typeof podAt>, ring = two) => facts({ ring, pods: [podAt(0), podAt(1), third] });

function started(pod: ReturnType<typeof podAt>) {
  pod.status!.containerStatuses![0]!.state = { running: { startedAt: after(NOW_SECONDS - 5) } };
  pod.status!.containerStatuses![0]!.restartCount = 0;

  return pod;
}

describe('podOutsideRing', () => {
  it('finds a pod that takes connections for another ring', () => {
    expect(brief(podOutsideRing, withThird(podAt(2)))).toEqual([{ severity: 'critical', subject: 'db-2', args: { pod: 'db-2', ready: 'true', observer: 'db-0' } }]);
    expect(podOutsideRing.find(withThird(podAt(2)))[0]?.evidence[0]).toBe('10.0.0.3 is not in nodetool status of db-0');
  });

  it('gives gossip a minute', () => {
    expect(podOutsideRing.find(withThird(podAt(2, { readyAt: NOW_SECONDS - 30 })))).toEqual([]);
  });

  it('finds a node that runs and does not join, or starts again and again', () => {
    expect(brief(podOutsideRing, withThird(started(podAt(2, { ready: false }))))).toMatchObject([{ severity: 'warning', args: { ready: 'false' } }]);
    expect(brief(podOutsideRing, withThird(podAt(2, { ready: false })))).toMatchObject([{ severity: 'warning' }]);
  });

  it('passes over a pod that is young, waits for its turn, is going, or is the entry that is down', () => {
    const waiting = podAt(2, { ready: false });

    waiting.status!.containerStatuses = [];
    expect(podOutsideRing.find(withThird(started(podAt(2, { ready: false, at: NOW_SECONDS - 300 }))))).toEqual([]);
    expect(podOutsideRing.find(withThird(waiting))).toEqual([]);
    expect(podOutsideRing.find(withThird(podAt(2, { going: true })))).toEqual([]);
    expect(podOutsideRing.find(withThird(podAt(2, { ready: false }), ringOf(nodeAt(0), nodeAt(1), nodeAt(8, { up: false }))))).toEqual([]);
    expect(podOutsideRing.find(facts({ ring: undefined }))).toEqual([]);
  });
});

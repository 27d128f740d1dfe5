import type { Pod } from 'kubernetes-types/core/v1';

import { joinRing } from '../ring';
import type { RingStatus } from '../../nodetool/status';
import type { Facts } from '../facts';
import type { Check } from './finding';

/** Two pods of one cluster that do not list each other. */
export const twoRings: Check = {
  code: 'twoRings',
  find(facts) {
    const { ring, secondRing, cluster: { members }, pods } = facts;

    if (!ring || !secondRing || ring.pod === secondRing.pod || lists(facts, ring.value, secondRing.pod) || lists(facts, secondRing.value, ring.pod)) {
      return [];
    }
    const line = (from: NonNullable<Facts['ring']>) => `nodetool status of ${ from.pod }: ${ namesIn(from.value, members, pods).join(', ') }`;

    return [{ severity: 'critical', args: { first: ring.pod, second: secondRing.pod }, evidence: [line(ring), line(secondRing)] }];
  },
};

function lists({ cluster: { members }, pods }: Facts, ring: RingStatus, pod: string): boolean {
  return joinRing({ members, pods, claims: [], ring }).rows.some((row) => row.pod === pod && row.status !== undefined);
}

function namesIn(ring: RingStatus, members: Facts['cluster']['members'], pods: readonly Pod[]): string[] {
  return joinRing({ members, pods, claims: [], ring }).rows.flatMap(({ pod, status }) => status ? pod ?? status.address : []);
}

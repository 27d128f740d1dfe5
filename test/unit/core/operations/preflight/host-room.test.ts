import { describe, expect, it } from 'vitest';

import type { Node } from 'kubernetes-types/core/v1';

import type { Host } from '../../../../../pkg/cassandra/core/manifest/surroundings';
import { hostRoom } from '../../../../../pkg/cassandra/core/operations/preflight/host-room';
import { brief, GiB, input, outcomeOf, specWith } from './input';

const ROOM = { cpu: 8, memory: 32 * GiB };
const machine = (name: string, zone = 'a', ready = 'True'): Node => ({ metadata: { name, labels: { 'kubernetes.io/hostname': name, 'topology.kubernetes.io/zone': zone } }, status: { conditions: [{ type: 'Ready', status: ready }] } });
const host = (name: string, free: Host['free'] = ROOM): Host => ({ name, hostname: name, allocatable: ROOM, free });

/** The ring's pods are on node-1. */
function given(to: number, hosts: Host[], nodes: Node[], affinity: object = {}) {
  const statefulSet = specWith({});
  const pod = statefulSet.spec!.template.spec!;

  statefulSet.spec!.template = { ...statefulSet.spec!.template, spec: { ...pod, affinity } };

  return input({ to, hosts, facts: { hosts: nodes, statefulSets: [statefulSet] } });
}
const APART = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { 'app.kubernetes.io/instance': 'db' } } }] } };
const inZone = (zone: string) => ({ nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: [zone] }] }] } } });

describe('hostRoom', () => {
  it('places those who come', () => {
    expect(brief(hostRoom, given(4, [host('node-1'), host('node-2')], [machine('node-1'), machine('node-2')]))).toEqual({ outcome: 'passed', args: { wanted: 1, fits: 1, pods: '' } });
    expect(brief(hostRoom, given(4, [host('node-1', { cpu: 0.01, memory: 1 })], [machine('node-1')]))).toEqual({ outcome: 'warning', args: { wanted: 1, fits: 0, pods: 'db-3' } });
  });

  it('does not give the same room twice', () => {
    expect(brief(hostRoom, given(40, [host('node-2')], [machine('node-2')])).args['fits']).toBeLessThan(37);
  });

  it('keeps apart what must be', () => {
    expect(outcomeOf(hostRoom, given(4, [host('node-1')], [machine('node-1')], APART))).toBe('warning');
    expect(outcomeOf(hostRoom, given(4, [host('node-1'), host('node-2')], [machine('node-1'), machine('node-2')], APART))).toBe('passed');
    expect(brief(hostRoom, given(5, [host('node-1'), host('node-2')], [machine('node-1'), machine('node-2')], APART)).args).toMatchObject({ fits: 1 });
  });

  it('keeps to the zone', () => {
    expect(outcomeOf(hostRoom, given(4, [host('node-2')], [machine('node-2', 'b')], inZone('b')))).toBe('passed');
    expect(outcomeOf(hostRoom, given(4, [host('node-2')], [machine('node-2', 'b')], inZone('a')))).toBe('warning');
  });

  it('counts on no machine that is not ready', () => {
    expect(outcomeOf(hostRoom, given(4, [host('node-2')], [machine('node-2', 'a', 'Unknown')]))).toBe('warning');
  });

  it('may be tried where the machines may not be read: the worst is a pod that waits', () => {
    expect(brief(hostRoom, input({ to: 4, unread: { hosts: 'not allowed' } }))).toEqual({ outcome: 'warning', args: { missing: 'hosts', why: 'refused', reason: 'not allowed' } });
    expect(outcomeOf(hostRoom, given(4, [{ name: 'node-2', hostname: 'node-2', allocatable: ROOM }], [machine('node-2')]))).toBe('warning');
  });
});

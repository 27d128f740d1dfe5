import { describe, expect, it } from 'vitest';

import { space } from '../../../../../pkg/cassandra/core/operations/preflight/space';
import { nodeAt, podAt, ringOf, scaledTo } from '../../cluster/findings/facts';
import { claim } from '../../cluster/objects';
import { brief, GiB, input, outcomeOf, specWith } from './input';

/** Nodes with 2 GiB each, of which so many GiB are used. */
const used = (to: number, ...loads: (number | undefined)[]) => input({ to, facts: {
  statefulSets: [scaledTo(loads.length)],
  pods:         loads.map((_, ordinal) => podAt(ordinal)),
  claims:       loads.map((_, ordinal) => claim(`data-db-${ ordinal }`)),
  ring:         ringOf(...loads.map((load, ordinal) => nodeAt(ordinal, { load: load === undefined ? load : load * GiB }))),
} });

describe('space', () => {
  it('passes where each of those who stay could take all of a node that leaves', () => {
    expect(brief(space, used(2, 0.5, 0.5, 1))).toEqual({ outcome: 'passed', args: { load: GiB } });
    expect(space.of(used(2, 0.5, 0.5, 1)).evidence).toEqual(['db-2 leaves: Load 1 GiB', 'db-0 stays: free 1.5 GiB', 'db-1 stays: free 1.5 GiB']);
  });

  it('asks where they could only together, and refuses where not even that', () => {
    expect(brief(space, used(2, 1.5, 0.5, 1))).toEqual({ outcome: 'warning', args: { count: 1, nodes: 'db-0', load: GiB, known: 'yes' } });
    expect(brief(space, used(2, 1.9, 1.9, 1))).toMatchObject({ outcome: 'blocking', args: { datacenter: 'dc1', load: GiB } });
  });

  it('adds up what several hand over', () => {
    expect(outcomeOf(space, used(3, 1, 1, 1, 1))).toBe('passed');
    expect(outcomeOf(space, used(1, 1, 0.5, 0.6))).toBe('blocking');
  });

  it('keeps what a node hands over in its rack', () => {
    const racks = (a: number, b: number) => input({ to: 3, facts: {
      statefulSets: [scaledTo(4)],
      pods:         [0, 1, 2, 3].map((ordinal) => podAt(ordinal)),
      claims:       [0, 1, 2, 3].map((ordinal) => claim(`data-db-${ ordinal }`)),
      ring:         ringOf(nodeAt(0, { rack: 'a', load: a * GiB }), nodeAt(1, { rack: 'b', load: b * GiB }), nodeAt(2, { rack: 'a', load: a * GiB }), nodeAt(3, { rack: 'b', load: GiB })),
    } });

    expect(outcomeOf(space, racks(1.8, 0.5))).toBe('passed');
    expect(brief(space, racks(0.5, 1.8))).toMatchObject({ outcome: 'warning', args: { nodes: 'db-1' } });
  });

  it('goes by what the kubelet measured where that is known', () => {
    const given = used(2, 0.5, 0.5, 1);

    expect(brief(space, { ...given, measured: new Map([['data-db-1', { used: 1.5 * GiB, room: 2 * GiB, at: 0 }]]) })).toMatchObject({ outcome: 'warning', args: { nodes: 'db-1' } });
  });

  it('is not passed by loads or sizes that are not known', () => {
    expect(brief(space, used(2, 0.5, 0.5, undefined))).toMatchObject({ outcome: 'unknown', args: { missing: 'ring' } });
    expect(brief(space, used(2, undefined, 0.5, 1))).toMatchObject({ outcome: 'unknown', args: { missing: 'capacity' } });
    expect(outcomeOf(space, input({ to: 2, facts: { ring: undefined } }))).toBe('unknown');
    expect(outcomeOf(space, input({ to: 2, facts: { claims: undefined } }))).toBe('unknown');
    expect(brief(space, input({ to: 2, facts: { claims: [] } }))).toMatchObject({ outcome: 'unknown', args: { missing: 'capacity' } });
  });

  it('asks where data is on no claim, whose room is a machine’s', () => {
    const statefulSet = specWith({ volumeClaimTemplates: [] });
    const pod = statefulSet.spec!.template.spec!;

    statefulSet.spec!.template = { ...statefulSet.spec!.template, spec: { ...pod, volumes: [...(pod.volumes ?? []), { name: 'data', hostPath: { path: '/x' } }] } };
    expect(brief(space, input({ to: 2, facts: { statefulSets: [statefulSet] } }))).toMatchObject({ outcome: 'warning', args: { known: 'no' } });
  });
});

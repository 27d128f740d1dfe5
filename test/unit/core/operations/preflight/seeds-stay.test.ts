import { describe, expect, it } from 'vitest';

import { seedsStay } from '../../../../../pkg/cassandra/core/operations/preflight/seeds-stay';
import { brief, input, outcomeOf, specWith } from './input';

/** The StatefulSet, told other seeds. */
function told(seeds: string | undefined) {
  const statefulSet = specWith({});
  const pod = statefulSet.spec!.template.spec!;
  const containers = pod.containers.map((container) => ({ ...container, env: container.env?.flatMap((each) => each.name !== 'CASSANDRA_SEEDS' ? each : seeds === undefined ? [] : { name: each.name, value: seeds }) }));

  statefulSet.spec!.template = { ...statefulSet.spec!.template, spec: { ...pod, containers } };

  return { statefulSets: [statefulSet] };
}

describe('seedsStay', () => {
  it('lets no seed leave', () => {
    // The first two are seeds.
    expect(brief(seedsStay, input({ to: 2 }))).toEqual({ outcome: 'passed', args: { seeds: 2, nodes: 2, leaving: 0 } });
    expect(brief(seedsStay, input({ to: 1 }))).toEqual({ outcome: 'blocking', args: { seeds: 2, nodes: 1, leaving: 1 } });
  });

  it('knows seeds by address, too', () => {
    expect(brief(seedsStay, input({ to: 2, facts: told('10.0.0.1,10.0.0.3') }))).toMatchObject({ outcome: 'blocking', args: { leaving: 1 } });
    expect(outcomeOf(seedsStay, input({ to: 2, facts: told('10.0.0.1,10.0.0.2') }))).toBe('passed');
  });

  it('keeps as many nodes as there are seeds', () => {
    expect(outcomeOf(seedsStay, input({ to: 1, facts: told('192.0.2.1,192.0.2.2') }))).toBe('blocking');
  });

  it('asks where the list is out of sight', () => {
    expect(brief(seedsStay, input({ to: 2, facts: told(undefined) }))).toMatchObject({ outcome: 'warning', args: { seeds: 0 } });
  });
});

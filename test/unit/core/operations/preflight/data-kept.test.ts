import { describe, expect, it } from 'vitest';

import type { Volume } from 'kubernetes-types/core/v1';

import { dataKept } from '../../../../../pkg/cassandra/core/operations/preflight/data-kept';
import { brief, input, outcomeOf, specWith } from './input';

function on(volume: Partial<Volume>) {
  const statefulSet = specWith({ volumeClaimTemplates: [] });
  const pod = statefulSet.spec!.template.spec!;

  statefulSet.spec!.template = { ...statefulSet.spec!.template, spec: { ...pod, volumes: [...(pod.volumes ?? []), { name: 'data', ...volume }] } };

  return input({ facts: { statefulSets: [statefulSet] } });
}

describe('dataKept', () => {
  it('refuses to end pods that take their data along', () => {
    expect(brief(dataKept, on({ emptyDir: {} }))).toEqual({ outcome: 'blocking', args: { sets: 'db', kept: 'no' } });
  });

  it('asks where it depends on the machine', () => {
    expect(brief(dataKept, on({ hostPath: { path: '/data' } }))).toEqual({ outcome: 'warning', args: { sets: 'db', kept: 'perhaps' } });
  });

  it('passes claims', () => {
    expect(outcomeOf(dataKept, input())).toBe('passed');
    expect(outcomeOf(dataKept, on({ persistentVolumeClaim: { claimName: 'mine' } }))).toBe('passed');
  });
});

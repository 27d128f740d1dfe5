import { describe, expect, it } from 'vitest';

import type { StorageClassFact, VolumeFact } from '../../../../../pkg/cassandra/core/manifest/surroundings';
import { volumes } from '../../../../../pkg/cassandra/core/operations/preflight/volumes';
import { claim } from '../../cluster/objects';
import { brief, GiB, input, outcomeOf, specWith } from './input';
import type { PreflightInput } from '../../../../../pkg/cassandra/core/operations/preflight';

const made: StorageClassFact = { name: 'fast', provisioner: 'rancher.io/local-path', bindingMode: 'Immediate', reclaimPolicy: 'Delete', expandable: true };
const byHand: StorageClassFact = { ...made, name: 'local', provisioner: 'kubernetes.io/no-provisioner' };
const volume = (name: string, rest: Partial<VolumeFact> = {}): VolumeFact => ({ name, className: 'local', bytes: 2 * GiB, available: true, accessModes: ['ReadWriteOnce'], ...rest });

const of = (className: string | undefined, to: number, rest: Partial<Omit<PreflightInput, 'facts'>> = {}, claims = [0, 1, 2].map((ordinal) => claim(`data-db-${ ordinal }`))) => input({ to, ...rest, facts: {
  claims,
  statefulSets: [specWith({ volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], ...(className !== undefined && { storageClassName: className }), resources: { requests: { storage: '1Gi' } } } }] })],
} });

describe('volumes', () => {
  it('passes a class that makes them', () => {
    expect(outcomeOf(volumes, of('fast', 5, { classes: [made] }))).toBe('passed');
    expect(outcomeOf(volumes, of(undefined, 5, { classes: [made], defaultClass: 'fast' }))).toBe('passed');
  });

  it('refuses a class that is not there, and claims without one where none is the default', () => {
    expect(brief(volumes, of('slow', 4, { classes: [made], volumes: [] }))).toEqual({ outcome: 'blocking', args: { reason: 'noClass', count: 1, classes: 'slow' } });
    expect(brief(volumes, of(undefined, 4, { classes: [made] }))).toMatchObject({ outcome: 'blocking', args: { reason: 'noClass' } });
  });

  it('counts volumes that a person has made', () => {
    const given = (to: number, ...all: VolumeFact[]) => of('local', to, { classes: [byHand], volumes: all });

    expect(outcomeOf(volumes, given(5, volume('a'), volume('b')))).toBe('passed');
    expect(brief(volumes, given(5, volume('a')))).toEqual({ outcome: 'blocking', args: { reason: 'noVolume', count: 1, classes: 'local' } });
    expect(outcomeOf(volumes, given(4, volume('a', { available: false }), volume('b', { bytes: 1 }), volume('c', { className: 'x' }), volume('d', { accessModes: ['ReadOnlyMany'] }), volume('e', { claim: 'prod/other' })))).toBe('blocking');
    expect(outcomeOf(volumes, given(4, volume('a', { claim: 'prod/data-db-3' })))).toBe('passed');
    expect(outcomeOf(volumes, of('', 4, { volumes: [volume('a', { className: '' })] }))).toBe('passed');
  });

  it('wants none for a claim that is there', () => {
    expect(outcomeOf(volumes, of('local', 4, { classes: [byHand], volumes: [] }, [claim('data-db-3')]))).toBe('passed');
  });

  it('may be tried where classes or volumes may not be read, and not where claims may not', () => {
    expect(brief(volumes, of('fast', 4))).toMatchObject({ outcome: 'warning', args: { missing: 'classes' } });
    expect(brief(volumes, of('local', 4, { classes: [byHand] }))).toMatchObject({ outcome: 'warning', args: { missing: 'volumes' } });
    expect(outcomeOf(volumes, input({ to: 4, facts: { claims: undefined } }))).toBe('unknown');
  });
});

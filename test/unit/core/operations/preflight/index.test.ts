import { describe, expect, it } from 'vitest';

import type { OperationKind } from '../../../../../pkg/cassandra/core/operations/intent';
import { preflight, PREFLIGHT_CHECKS, verdictOf, type PreflightInput } from '../../../../../pkg/cassandra/core/operations/preflight';
import { scaledTo } from '../../cluster/findings/facts';
import { input, specWith } from './input';

const CLASSES = [{ name: 'fast', provisioner: 'x', bindingMode: 'Immediate', reclaimPolicy: 'Delete', expandable: true }] as const;
const NOTHING: Partial<PreflightInput> = { rights: undefined, netstats: undefined, compactions: undefined, quotas: undefined, cleanup: undefined };
const KINDS: [OperationKind, number][] = [['scaleUp', 4], ['scaleDown', 2], ['cleanup', 3], ['restart', 3], ['stop', 0], ['start', 4]];
const problems = (kind: OperationKind, given: PreflightInput) => preflight(kind, given).filter(({ outcome }) => outcome !== 'passed').map(({ code, outcome }) => `${ code }: ${ outcome }`);
const reduced = { keyspaces: [{ name: 'shop', strategy: 'SimpleStrategy', options: { replication_factor: '2' } }] };

describe('preflight', () => {
  it('finds nothing against a well ring', () => {
    const up = input({ to: 4, classes: CLASSES, defaultClass: 'fast' });
    const down = input({ to: 2 });

    down.facts.description!.value.keyspaces = reduced.keyspaces;
    // The Kubernetes nodes may not be read here, which is not held against anybody.
    expect(problems('scaleUp', up)).toEqual(['hostRoom: warning']);
    expect(problems('scaleDown', down)).toEqual([]);
    expect(problems('cleanup', input())).toEqual([]);
    expect(problems('restart', input())).toEqual([]);
    expect(problems('stop', input({ to: 0 }))).toEqual([]);
    expect(problems('start', input({ to: 3, facts: { statefulSets: [scaledTo(0)], pods: [] } }))).toEqual(['hostRoom: warning']);
  });

  it.each(KINDS)('lets no %s begin where nothing could be read, whatever is consented to', (kind, to) => {
    const blind = input({ to, ...NOTHING, facts: { ring: undefined, secondRing: undefined, description: undefined, claims: undefined, services: undefined, budgets: undefined, hosts: undefined } });
    const results = preflight(kind, blind);

    expect(results.map(({ code }) => code)).toEqual(PREFLIGHT_CHECKS[kind].map(({ code }) => code));
    expect(verdictOf(results, results.flatMap(({ consent }) => consent ?? [])).may).toBe(false);
  });

  it.each(KINDS)('gives each check of a %s a name of its own, and warnings alone something to consent to', (kind, to) => {
    const codes = PREFLIGHT_CHECKS[kind].map(({ code }) => code);
    const results = preflight(kind, input({ to, ...NOTHING, facts: { statefulSets: [specWith({ podManagementPolicy: 'Parallel' })] } }));

    expect(new Set(codes).size).toBe(codes.length);
    expect(results.every(({ outcome, consent }) => (outcome === 'warning') === (consent !== undefined))).toBe(true);
  });

  it('gives the same consents for the same found again', () => {
    const twice = [0, 1].map(() => preflight('scaleUp', input({ to: 4, facts: { statefulSets: [specWith({ podManagementPolicy: 'Parallel' })] } })).map(({ consent }) => consent));

    expect(twice[0]).toEqual(twice[1]);
    expect(twice[0]!.filter(Boolean).length).toBeGreaterThan(1);
  });

  it('lets a StatefulSet that is gone, or absurd numbers, be said by one check without the others failing', () => {
    for (const to of [NaN, Infinity, -3, 1e12, 0.5]) {
      for (const [kind] of KINDS) {
        expect(verdictOf(preflight(kind, input({ to })), []).may).toBe(false);
      }
    }
    expect(verdictOf(preflight('scaleUp', input({ from: {}, targets: {} })), []).may).toBe(false);
  });
});

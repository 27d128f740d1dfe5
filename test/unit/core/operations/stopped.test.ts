import { describe, expect, it } from 'vitest';

import { findClusters } from '../../../../pkg/cassandra/core/cluster/cluster';
import { ANNOTATION_HISTORY } from '../../../../pkg/cassandra/core/cluster/labels';
import { compose } from '../../../../pkg/cassandra/core/manifest/compose';
import { defaultSpec } from '../../../../pkg/cassandra/core/manifest/spec';
import { ofKind } from '../../../../pkg/cassandra/core/object/object';
import { formatHistory, type OperationRecord } from '../../../../pkg/cassandra/core/operations/history';
import type { Intent, Replicas } from '../../../../pkg/cassandra/core/operations/intent';
import { next } from '../../../../pkg/cassandra/core/operations/next';
import type { Observation } from '../../../../pkg/cassandra/core/operations/observed';
import { offeredKinds } from '../../../../pkg/cassandra/core/operations/offered';
import { planOf } from '../../../../pkg/cassandra/core/operations/plan';
import { preflight } from '../../../../pkg/cassandra/core/operations/preflight';
import { isStoppedByHalf, nodesBefore } from '../../../../pkg/cassandra/core/operations/stopped';
import { claim, pod } from '../cluster/objects';
import { input } from './preflight/input';

const NOW = 1_800_000_000_000;

const record = (kind: OperationRecord['kind'], from: Replicas, targets: Replicas, rest: Partial<OperationRecord> = {}): OperationRecord => ({
  id: kind, kind, from, targets, startedBy: 'u', startedAt: 1, endedAt: 2, outcome: 'complete', steps: [], ...rest,
});
const stop = (from: Replicas, rest: Partial<OperationRecord> = {}) => record('stop', from, Object.fromEntries(Object.keys(from).map((name) => [name, 0])), rest);
const GIVEN_UP = stop({ 'db-a': 3, 'db-b': 3 }, { outcome: 'abandoned' });

/** Two racks, and what was done with them. */
function setsOf(replicas: Replicas, ...[newest, ...older]: OperationRecord[]) {
  const sets = ofKind(compose({ ...defaultSpec('db', 'prod'), racks: [{ name: 'a', nodes: 3 }, { name: 'b', nodes: 3 }] }), 'StatefulSet');

  return sets.map((set, index) => ({
    ...set, spec: { ...set.spec!, replicas: replicas[set.metadata!.name!] },
    metadata: { ...set.metadata, ...(index === 0 && newest && { annotations: { [ANNOTATION_HISTORY]: formatHistory(older, newest) } }) },
  }));
}

const clusterOf = (...given: Parameters<typeof setsOf>) => findClusters(setsOf(...given))[0]!;

describe('nodesBefore', () => {
  it('is what the last stop took away, and what is there', () => {
    expect(nodesBefore({ a: 0, b: 0 }, [stop({ a: 3, b: 2 }), stop({ a: 9, b: 9 })])).toEqual({ a: 3, b: 2 });
    expect(nodesBefore({ a: 0, b: 4 }, [stop({ a: 3, b: 2 })])).toEqual({ a: 3, b: 4 });
    expect(nodesBefore({ a: 0, b: 2 }, [record('start', { a: 0, b: 0 }, { a: 3, b: 2 }, { outcome: 'abandoned' }), stop({ a: 3, b: 2 })])).toEqual({ a: 3, b: 2 });
  });

  it('is what was there before a stop that was given up, and then done', () => {
    expect(nodesBefore({ a: 0, b: 0 }, [stop({ a: 0, b: 2 }), stop({ a: 3, b: 2 }, { outcome: 'abandoned' })])).toEqual({ a: 3, b: 2 });
  });

  it('does not bring back what was scaled away', () => {
    expect(nodesBefore({ a: 0, b: 2 }, [record('scaleDown', { a: 1, b: 2 }, { a: 0, b: 2 }), stop({ a: 1, b: 2 })])).toEqual({ a: 0, b: 2 });
  });

  it('leaves out what it does not know', () => {
    expect(nodesBefore({ a: 0, b: 1 }, [record('restart', { a: 3, b: 1 }, { a: 3, b: 1 })])).toEqual({ b: 1 });
    expect(nodesBefore({ a: 0, b: 0 }, [stop({ a: 0, b: 2 })])).toEqual({ a: 0, b: 2 });
  });
});

describe('a ring whose stop was given up half-way', () => {
  it('is offered to be started, beside the rest', () => {
    expect(offeredKinds(clusterOf({ 'db-a': 0, 'db-b': 3 }, GIVEN_UP))).toEqual(['start', 'scaleUp', 'restart', 'cleanup', 'stop']);
    expect(offeredKinds(clusterOf({ 'db-a': 0, 'db-b': 0 }, GIVEN_UP))).toEqual(['start']);
    expect(offeredKinds(clusterOf({ 'db-a': 3, 'db-b': 3 }, GIVEN_UP))).not.toContain('start');
    expect(isStoppedByHalf(clusterOf({ 'db-a': 3, 'db-b': 0 }, record('start', { 'db-a': 0, 'db-b': 0 }, { 'db-a': 3, 'db-b': 3 }, { outcome: 'abandoned' }), stop({ 'db-a': 3, 'db-b': 3 })))).toBe(true);
  });

  it('is not one of which a rack was scaled away, or never had a node', () => {
    expect(isStoppedByHalf(clusterOf({ 'db-a': 0, 'db-b': 3 }))).toBe(false);
    expect(isStoppedByHalf(clusterOf({ 'db-a': 0, 'db-b': 3 }, record('scaleDown', { 'db-a': 1, 'db-b': 3 }, { 'db-a': 0, 'db-b': 3 }), GIVEN_UP))).toBe(false);
  });

  it('may be started: what is there stays, what was stopped finds its claims', () => {
    const names = [0, 1, 2].flatMap((ordinal) => [`db-a-${ ordinal }`, `db-b-${ ordinal }`]);
    const given = (claims: readonly string[]) => preflight('start', input({
      targets: { 'db-a': 3, 'db-b': 3 },
      facts:   { statefulSets: setsOf({ 'db-a': 0, 'db-b': 3 }, GIVEN_UP), pods: [0, 1, 2].map((ordinal) => pod(`db-b-${ ordinal }`)), claims: claims.map((name) => claim(`data-${ name }`)) },
    })).filter(({ outcome }) => outcome === 'blocking' || outcome === 'unknown').map(({ code }) => code);

    expect(given(names)).toEqual([]);
    expect(given(names.filter((name) => name !== 'db-a-1'))).toEqual(['claimsThere']);
  });

  it('is started by setting back what is at 0', () => {
    const intent: Intent = { id: 'op', kind: 'start', from: { a: 0, b: 1 }, targets: { a: 1, b: 1 }, claims: 'keep', force: false, cleanup: 'skip', startedBy: 'u', startedAt: NOW, done: [] };
    const seen = (a: number): Observation => ({
      now:     NOW,
      members: [['a', a] as const, ['b', 1] as const].map(([name, desired]) => ({ name, start: 0, desired, partition: 0, updateRevision: 'r', deletesClaims: false })),
      pods:    [],
      views:   [],
      claims:  ['a', 'b'].map((name) => ({ name: `data-${ name }-0`, uid: name, pod: `${ name }-0`, terminating: false, left: false })),
    });

    expect(planOf(intent)).toEqual([{ code: 'start', member: 'a' }]);
    expect(next(seen(0), intent)).toEqual({ kind: 'act', action: { kind: 'setReplicas', member: 'a', from: 0, to: 1 } });
    expect(next(seen(1), intent)).toMatchObject({ kind: 'wait', for: 'podMissing' });
  });
});

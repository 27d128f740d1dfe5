import fc from 'fast-check';
import type { StatefulSet } from 'kubernetes-types/apps/v1';
import { describe, expect, it } from 'vitest';
import { shallowRef } from 'vue';

import { useOperationDraft } from '../../../pkg/cassandra/composables/useOperationDraft';
import { findClusters, type Cluster } from '../../../pkg/cassandra/core/cluster/cluster';
import type { OperationRecord } from '../../../pkg/cassandra/core/operations/history';
import { isSensible, type OperationKind, type Replicas } from '../../../pkg/cassandra/core/operations/intent';
import { ownStatefulSet } from '../core/cluster/objects';

/** StatefulSets by name, in datacenters by the first letter. */
function clusterOf(replicas: Replicas): Cluster {
  const sets = Object.entries(replicas).map(([name, count]): StatefulSet => {
    const set = ownStatefulSet('db', undefined);
    const template = set.spec!.template;
    const containers = template.spec!.containers.map((container) => ({ ...container, env: [...(container.env ?? []).filter((each) => each.name !== 'CASSANDRA_DC'), { name: 'CASSANDRA_DC', value: `dc-${ name[0] }` }] }));

    return { ...set, metadata: { ...set.metadata, name }, spec: { ...set.spec!, replicas: count, template: { ...template, spec: { ...template.spec!, containers } } } };
  });

  return findClusters(sets)[0]!;
}

function draftOf(kind: OperationKind, replicas: Replicas, history: OperationRecord[] = []) {
  const cluster = shallowRef(clusterOf(replicas));
  const form = useOperationDraft(kind, () => cluster.value, () => history);
  const total = (key = 'dc-a') => form.fields.value.find((each) => each.key === key)!.total;
  const sets = () => Object.fromEntries(form.fields.value.flatMap((each) => each.sets.map(({ name, text }) => [name, text])));
  const faultOf = (set: string) => form.fields.value.flatMap((each) => each.sets).find(({ name }) => name === set)!.fault;

  return { cluster, form, total, sets, faultOf };
}

const record = (kind: OperationKind, from: Replicas): OperationRecord => ({ id: kind, kind, from, targets: {}, startedBy: 'u', startedAt: 1, endedAt: 2, outcome: 'complete', steps: [] });

describe('useOperationDraft', () => {
  it('asks for one number where there is one StatefulSet, and finds out which way it goes', () => {
    const { form, total } = draftOf('scaleUp', { a: 3 });

    expect(form.fields.value).toEqual([{ key: 'dc-a', name: 'dc-a', total: { text: '3', was: 3 }, sets: [] }]);
    expect(form.draft.value).toBeUndefined();
    form.typeTotal('dc-a', '5');
    expect(form.draft.value).toEqual({ kind: 'scaleUp', from: { a: 3 }, targets: { a: 5 }, claims: 'keep', force: false, cleanup: 'do' });
    form.cleanup.value = false;
    expect(form.draft.value?.cleanup).toBe('skip');
    form.claims.value = 'delete';
    form.typeTotal('dc-a', '2');
    expect(form.draft.value).toEqual({ kind: 'scaleDown', from: { a: 3 }, targets: { a: 2 }, claims: 'delete', force: false, cleanup: 'skip' });
    expect(total()).toEqual({ text: '2', was: 3 });
  });

  it.each([
    ['', 'empty'], ['  ', 'empty'], ['many', 'noNumber'], ['2.5', 'fraction'], ['-1', 'negative'], ['1001', 'tooMany'], ['1e9', 'tooMany'], ['0', 'none'], ['3', 'unchanged'],
  ])('says what is wrong with %j, and keeps it', (text, fault) => {
    const { form, total } = draftOf('scaleUp', { a: 3 });

    expect(total().fault).toBeUndefined();
    form.typeTotal('dc-a', text);
    expect(total()).toEqual({ text, was: 3, fault });
    expect(form.draft.value).toBeUndefined();
    form.typeTotal('dc-a', '4');
    expect(form.draft.value?.targets).toEqual({ a: 4 });
    expect(total().fault).toBeUndefined();
  });

  it('spreads a total over the racks, and follows what is typed for one', () => {
    const { form, total, sets } = draftOf('scaleUp', { a1: 1, a2: 1, a3: 1 });

    form.typeTotal('dc-a', '5');
    expect(sets()).toEqual({ a1: '2', a2: '2', a3: '1' });
    form.typeNodes('a3', '4');
    expect(total().text).toBe('8');
    expect(form.draft.value?.targets).toEqual({ a1: 2, a2: 2, a3: 4 });
    form.typeNodes('a3', '');
    expect(total()).toEqual({ text: '', was: 3 });
    expect(form.draft.value).toBeUndefined();
    form.typeTotal('dc-a', '4.5');
    expect(sets()).toEqual({ a1: '2', a2: '2', a3: '' });
    form.typeTotal('dc-a', '6');
    expect(sets()).toEqual({ a1: '2', a2: '2', a3: '2' });
  });

  it('lets no rack shrink while another grows, nor one datacenter', () => {
    const { form, faultOf } = draftOf('scaleUp', { a1: 2, a2: 2 });
    const two = draftOf('scaleUp', { a: 3, b: 3 });

    form.typeNodes('a1', '3');
    form.typeNodes('a2', '1');
    expect(form.draft.value).toBeUndefined();
    expect([faultOf('a1'), faultOf('a2')]).toEqual([undefined, 'mixed']);
    two.form.typeTotal('dc-a', '4');
    two.form.typeTotal('dc-b', '2');
    expect([two.total('dc-a').fault, two.total('dc-b').fault]).toEqual([undefined, 'mixed']);
    two.form.typeTotal('dc-b', '');
    expect(two.form.draft.value).toBeUndefined();
    two.form.typeTotal('dc-b', '3');
    expect(two.form.draft.value?.targets).toEqual({ a: 4, b: 3 });
  });

  it('counts all datacenters together', () => {
    const { form, total } = draftOf('scaleUp', { a: 3, b: 3 });

    form.typeTotal('dc-a', '600');
    form.typeTotal('dc-b', '600');
    expect(total('dc-b').fault).toBe('tooMany');
    form.typeTotal('dc-a', '0');
    form.typeTotal('dc-b', '0');
    expect(total('dc-a').fault).toBe('none');
  });

  it('takes what a stopped ring had from the history', () => {
    const { form } = draftOf('start', { a1: 0, a2: 0 }, [record('restart', { a1: 9, a2: 9 }), record('stop', { a1: 2, a2: 3 }), record('stop', { a1: 8, a2: 8 })]);

    expect(form.draft.value).toEqual({ kind: 'start', from: { a1: 0, a2: 0 }, targets: { a1: 2, a2: 3 }, claims: 'keep', force: false, cleanup: 'skip' });
  });

  it('sets back what is at 0 where a stop was given up half-way', () => {
    expect(draftOf('start', { a1: 0, a2: 4 }, [record('stop', { a1: 2, a2: 3 })]).form.draft.value).toMatchObject({ from: { a1: 0, a2: 4 }, targets: { a1: 2, a2: 4 } });
  });

  it('asks where the history does not know', () => {
    const { form, total } = draftOf('start', { a: 0 });

    expect([form.draft.value, total()]).toEqual([undefined, { text: '', was: 0 }]);
    form.typeTotal('dc-a', '0');
    expect(total().fault).toBe('none');
    form.typeTotal('dc-a', '3');
    expect(form.draft.value?.targets).toEqual({ a: 3 });
  });

  it('asks for no numbers where none change', () => {
    expect(draftOf('stop', { a: 3, b: 2 }).form.draft.value).toEqual({ kind: 'stop', from: { a: 3, b: 2 }, targets: { a: 0, b: 0 }, claims: 'keep', force: false, cleanup: 'skip' });
    expect(draftOf('restart', { a: 3 }).form.draft.value?.targets).toEqual({ a: 3 });
    expect(draftOf('cleanup', { a: 3 }).form.draft.value?.targets).toEqual({ a: 3 });
    expect(draftOf('restart', { a: 3 }).form.fields.value).toEqual([]);
  });

  it('notices that somebody else scaled, and starts anew without losing what was typed', () => {
    const { cluster, form, sets, total } = draftOf('scaleUp', { a1: 1, a2: 1 });

    form.typeTotal('dc-a', '6');
    expect(form.isOutdated.value).toBe(false);
    cluster.value = clusterOf({ a1: 3, a2: 1 });
    expect(form.isOutdated.value).toBe(true);
    expect(form.draft.value?.from).toEqual({ a1: 1, a2: 1 });
    form.rebase();
    expect([form.isOutdated.value, total().text, sets()]).toEqual([false, '6', { a1: '3', a2: '3' }]);
    expect(form.draft.value).toMatchObject({ from: { a1: 3, a2: 1 }, targets: { a1: 3, a2: 3 } });
  });

  it('lets what was only shown follow', () => {
    const { cluster, form, sets } = draftOf('scaleUp', { a1: 1, a2: 1 });

    form.typeNodes('a2', '4');
    cluster.value = clusterOf({ a1: 2, a2: 1 });
    form.rebase();
    expect(sets()).toEqual({ a1: '2', a2: '4' });
  });

  it('never asks for what makes no sense, whatever is typed', () => {
    const text = fc.oneof(fc.integer({ min: -1, max: 8 }).map(String), fc.constantFrom('', 'x', '1.5', '1001'));
    const typing = fc.oneof(fc.record({ at: fc.constantFrom('dc-a', 'dc-b'), text }), fc.record({ at: fc.constantFrom('a1', 'a2', 'b1'), text }));

    fc.assert(fc.property(fc.constantFrom<OperationKind>('scaleUp', 'scaleDown', 'start'), fc.array(typing, { maxLength: 6 }), (kind, all) => {
      const count = kind === 'start' ? 0 : 2;
      const { form } = draftOf(kind, { a1: count, a2: count, b1: count });

      for (const { at, text: typed } of all) {
        (at.startsWith('dc') ? form.typeTotal : form.typeNodes)(at, typed);
      }
      const draft = form.draft.value;

      expect(draft === undefined || isSensible(draft.kind, draft.from, draft.targets)).toBe(true);
    }), { numRuns: 200 });
  });
});

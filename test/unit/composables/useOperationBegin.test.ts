import { describe, expect, it, vi } from 'vitest';
import { shallowRef } from 'vue';

import type { HeardBefore } from '../../../pkg/cassandra/composables/operations/heard';
import type { OperationDraft } from '../../../pkg/cassandra/composables/useOperation';
import { useOperationBegin } from '../../../pkg/cassandra/composables/useOperationBegin';
import type { CheckResult } from '../../../pkg/cassandra/core/operations/preflight';
import { KubeError } from '../../../pkg/cassandra/rancher/kube';
import { StaleError } from '../../../pkg/cassandra/rancher/operations/fresh';

vi.mock('../../../pkg/cassandra/composables/useText', () => ({ useText: () => (key: string) => key }));

const DRAFT: OperationDraft = { kind: 'scaleDown', from: { db: 4 }, targets: { db: 3 }, claims: 'keep', force: false, cleanup: 'skip' };
const result = (code: string, outcome: CheckResult['outcome']): CheckResult => ({ code, outcome, args: {}, evidence: [], ...(outcome === 'warning' && { consent: code }) });

function start(found: CheckResult[], { then = found, thrown }: { then?: CheckResult[]; thrown?: Error } = {}) {
  const results = shallowRef<CheckResult[] | undefined>(found);
  const begun: OperationDraft[] = [];
  const told: unknown[] = [];
  const heard = shallowRef<HeardBefore>({ netstats: [], rings: [] });
  const draft = shallowRef<OperationDraft | undefined>(DRAFT);
  const state = useOperationBegin({
    async begin(wanted, before) {
      if (thrown) {
        throw thrown;
      }
      begun.push(wanted);
      told.push(before);
    },
  }, draft, {
    results, heard,
    async again() {
      results.value = then;
      heard.value = { netstats: [], rings: [] };
    },
  });

  return { begun, told, heard, draft, state };
}

describe('useOperationBegin', () => {
  it('looks once more, and begins', async() => {
    const { begun, told, heard, state } = start([result('a', 'passed')]);
    const first = heard.value;

    expect(state.verdict.value?.may).toBe(true);
    expect(await state.begin()).toBe(true);
    expect(begun).toEqual([DRAFT]);
    expect(told[0]).toBe(heard.value); // what the last look has heard
    expect(told[0]).not.toBe(first);
    expect([state.busy.value, state.failure.value]).toEqual([undefined, undefined]);
  });

  it('does not begin when something has come up meanwhile', async() => {
    const { begun, state } = start([result('a', 'passed')], { then: [result('a', 'blocking')] });

    expect(await state.begin()).toBe(false);
    expect(begun).toEqual([]);
    expect(state.failure.value).toEqual({ code: 'changed', message: '' });
    expect(state.verdict.value?.against).toHaveLength(1);
  });

  it('does not begin with nothing known, or nothing asked', async() => {
    const unread = start([result('a', 'passed')], { then: [] });
    const empty = start([result('a', 'passed')]);

    empty.draft.value = undefined;
    expect([await unread.state.begin(), await empty.state.begin()]).toEqual([false, false]);
    expect([unread.begun, empty.begun]).toEqual([[], []]);
  });

  it('wants a consent to each warning, takes it back, and forces where that was consented to', async() => {
    const { begun, state } = start([result('systemReplication', 'warning'), result('b', 'warning')]);

    state.consent('systemReplication', true);
    expect(state.verdict.value?.open.map(({ code }) => code)).toEqual(['b']);
    expect(await state.begin()).toBe(false);
    state.consent('b', true);
    state.consent('b', false);
    expect(state.verdict.value?.may).toBe(false);
    state.consent('b', true);
    expect(await state.begin()).toBe(true);
    expect(begun).toEqual([{ ...DRAFT, force: true }]);
  });

  it.each([
    ['stale', new StaleError({ code: 'other' }, 'Another operation was begun'), 'cassandra.operation.stale.other'],
    ['failed', new StaleError({ code: 'noTime' }, 'There is no time'), 'cassandra.operation.stale.noTime'],
    ['failed', new KubeError('no', 403, 'Forbidden'), 'no'],
  ])('tells why it could not be written: %s, %s', async(code, error, message) => {
    const { state } = start([result('a', 'passed')], { thrown: error });

    expect(await state.begin()).toBe(false);
    expect(state.failure.value).toEqual({ code, message });
    expect(state.busy.value).toBeUndefined();
  });

  it('begins once', async() => {
    const { begun, state } = start([result('a', 'passed')]);

    expect(await Promise.all([state.begin(), state.begin()])).toEqual([true, false]);
    expect(begun).toHaveLength(1);
  });
});

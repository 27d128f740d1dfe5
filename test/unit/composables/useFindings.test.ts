import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, shallowRef, type EffectScope } from 'vue';

import { useFindings } from '../../../pkg/cassandra/composables/useFindings';
import type { Facts } from '../../../pkg/cassandra/core/cluster/facts';
import * as findings from '../../../pkg/cassandra/core/cluster/findings';
import { facts, nodeAt, ringOf } from '../core/cluster/findings/facts';

const findAll = vi.spyOn(findings, 'findAll');
const known = shallowRef<Facts>();
let scope: EffectScope;

const withDown = (...ordinals: number[]) => facts({ ring: ringOf(...[0, 1, 2].map((ordinal) => nodeAt(ordinal, { up: !ordinals.includes(ordinal) }))) });
const down = (found: readonly findings.Finding[] = []) => found.filter(({ code }) => code === 'nodeDown').map(({ subject }) => subject);

beforeEach(() => {
  vi.useFakeTimers();
  known.value = undefined;
  scope = effectScope();
  findAll.mockClear();
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

describe('useFindings', () => {
  it('looks once at what changes in a short time, at the last of it, and not while that is being drawn', async() => {
    const found = scope.run(() => useFindings(known))!;

    for (const ordinal of [0, 1]) {
      known.value = withDown(ordinal);
      await nextTick();
    }
    expect(found.value).toBeUndefined();
    await vi.runAllTimersAsync();
    expect(down(found.value)).toEqual(['db-1']);
    expect(findAll).toHaveBeenCalledTimes(1);

    known.value = withDown(2);
    await nextTick();
    await vi.runAllTimersAsync();
    expect(down(found.value)).toEqual(['db-2']);
  });

  it('finds nothing where nothing is known any more, and nothing for a page that was left', async() => {
    known.value = withDown(0);
    const found = scope.run(() => useFindings(known))!;

    await vi.runAllTimersAsync();
    known.value = undefined;
    await nextTick();
    await vi.runAllTimersAsync();
    expect(found.value).toBeUndefined();

    known.value = withDown(0);
    await nextTick();
    scope.stop();
    await vi.runAllTimersAsync();
    expect(found.value).toBeUndefined();
  });
});

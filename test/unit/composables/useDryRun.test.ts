import { effectScope, nextTick, ref, shallowRef, type EffectScope } from 'vue';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { useDryRun, type DryRun } from '../../../pkg/cassandra/composables/useDryRun';
import type { Step } from '../../../pkg/cassandra/core/manifest/field-error';
import { checkAll, KubeError, type Check, type CreatedObject, type KubeObject } from '../../../pkg/cassandra/rancher/kube';
import type { ClusterContext } from '../../../pkg/cassandra/rancher/store';

vi.mock(import('../../../pkg/cassandra/rancher/kube'), async(original) => ({ ...await original(), checkAll: vi.fn() }));

const context = {} as ClusterContext;
const service = { apiVersion: 'v1', kind: 'Service', namespace: 'db', name: 'ring' };
const made: CreatedObject[] = [{ ...service, uid: 'u' }];
const accepted: Check = { object: service, outcome: 'accepted', warnings: [] };

let scope: EffectScope;

function start(at: Step, text?: string) {
  const step = ref<Step>(at);
  const yaml = ref(text);
  const objects = shallowRef<KubeObject[] | undefined>(text === undefined ? undefined : []);
  // Only what is read here.
  const form = { step, yaml, objects } as unknown as Parameters<typeof useDryRun>[1];
  const run: DryRun = scope.run(() => useDryRun(context, form, () => made))!;

  return { ...run, step, yaml, objects };
}

/** Lets promises that are settled be acted upon. */
async function settle(): Promise<void> {
  await nextTick();
  await new Promise((resolve) => {
    setTimeout(resolve);
  });
}

beforeEach(() => {
  scope = effectScope();
  vi.mocked(checkAll).mockReset().mockResolvedValue([accepted]);
});

afterEach(() => scope.stop());

describe('useDryRun', () => {
  it('waits until the review is opened, then checks by itself, with what was made before', async() => {
    const { step, checks } = start('basics', 'a');

    await settle();
    expect(checkAll).not.toHaveBeenCalled();
    step.value = 'review';
    await settle();
    expect(checkAll).toHaveBeenCalledExactlyOnceWith(context, [], made);
    expect(checks.value).toStrictEqual([{ object: service, outcome: 'accepted', remarks: [] }]);
  });

  it('waits until the form is complete', async() => {
    const { yaml, objects } = start('review');

    await settle();
    expect(checkAll).not.toHaveBeenCalled();
    yaml.value = 'a';
    objects.value = [];
    await settle();
    expect(checkAll).toHaveBeenCalledOnce();
  });

  it('checks again what has changed, once it has come to rest', async() => {
    vi.useFakeTimers();
    const { step, yaml, isOutdated } = start('review', 'a');
    const calls = () => vi.mocked(checkAll).mock.calls.length;

    await vi.advanceTimersByTimeAsync(0);
    yaml.value = 'ab';
    await vi.advanceTimersByTimeAsync(1000);
    expect([calls(), isOutdated.value]).toStrictEqual([1, true]);
    yaml.value = 'abc';
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls()).toBe(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect([calls(), isOutdated.value]).toStrictEqual([2, false]);
    step.value = 'storage';
    await vi.advanceTimersByTimeAsync(2000);
    step.value = 'review';
    await vi.advanceTimersByTimeAsync(2000);
    expect(calls()).toBe(2);
    vi.useRealTimers();
  });

  it('says why something was refused or what was remarked', async() => {
    vi.mocked(checkAll).mockResolvedValue([
      { object: service, outcome: 'refused', error: new KubeError('Service "ring" already exists', 409, 'AlreadyExists') },
      { object: service, outcome: 'accepted', warnings: ['spec.x is deprecated'] },
      { object: service, outcome: 'unchecked' },
    ]);
    const { checks } = start('review', 'a');

    await settle();
    expect(checks.value?.map(({ remarks }) => remarks.map(({ code }) => code))).toStrictEqual([['exists'], ['other'], []]);
  });

  it('believes the answer to the last question only, in whatever order they come', async() => {
    const answers: ((checks: Check[]) => void)[] = [];

    vi.mocked(checkAll).mockImplementation(() => new Promise((resolve) => {
      answers.push(resolve);
    }));
    const { run, checks, busy } = start('review', 'a');

    await settle();
    const second = run();

    answers[1]!([{ object: service, outcome: 'unchecked' }]);
    await second;
    answers[0]!([accepted]);
    await settle();
    expect(checks.value?.map(({ outcome }) => outcome)).toStrictEqual(['unchecked']);
    expect(busy.value).toBe(false);
  });
});

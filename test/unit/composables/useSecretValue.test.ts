import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, ref, type EffectScope } from 'vue';

import { useSecretValue } from '../../../pkg/cassandra/composables/useSecretValue';
import { failure, FakeHost } from '../rancher/fake-host';

const PATH = '/api/v1/namespaces/prod/secrets/login';

const key = ref('password');
let host: FakeHost;
let scope: EffectScope;

function start() {
  scope = effectScope();

  return scope.run(() => useSecretValue(host.context, 'prod', () => 'login', () => key.value))!;
}

beforeEach(() => {
  vi.useFakeTimers();
  key.value = 'password';
  host = new FakeHost();
  host.objects.set(PATH, { data: { password: Buffer.from('geheim €').toString('base64') } });
});

afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

describe('a value of a Secret', () => {
  it('is read when it is asked for, and not before', async() => {
    const { value, show } = start();

    expect([value.value, host.requests]).toStrictEqual([undefined, []]);
    await show();
    expect([value.value, host.requests]).toStrictEqual(['geheim €', [`GET ${ PATH }`]]);
  });

  it('is forgotten when it is hidden, after a while, and with the component', async() => {
    const { value, show, hide } = start();

    await show();
    hide();
    expect(value.value).toBeUndefined();
    await show();
    await vi.advanceTimersByTimeAsync(29_000);
    expect(value.value).toBe('geheim €');
    await vi.advanceTimersByTimeAsync(2000);
    expect(value.value).toBeUndefined();
    await show();
    scope.stop();
    expect(value.value).toBeUndefined();
    expect(host.requests).toHaveLength(3);
  });

  it('that comes when nobody looks any more is dropped', async() => {
    const { value, show } = start();
    const coming = show();

    scope.stop();
    await coming;
    expect(value.value).toBeUndefined();
  });

  it('says why it cannot be shown', async() => {
    const { problem, show } = start();

    key.value = 'username';
    await show();
    expect(problem.value).toStrictEqual({ code: 'absent', message: '' });
    host.intercept = () => failure(403, 'Forbidden', 'secrets "login" is forbidden');
    await show();
    expect(problem.value).toStrictEqual({ code: 'failed', message: 'secrets "login" is forbidden' });
  });
});

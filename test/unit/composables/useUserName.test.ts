import { afterEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, shallowRef, type EffectScope } from 'vue';

import { useUserName } from '../../../pkg/cassandra/composables/useUserName';
import { FakeHost } from '../rancher/fake-host';

vi.mock('../../../pkg/cassandra/composables/useText', () => ({ useText: () => (key: string) => key }));

const YOU = 'cassandra.operation.you';
const scopes: EffectScope[] = [];

function start(ids: readonly string[], names: Record<string, string> = {}) {
  const wanted = shallowRef(ids);
  const asked: string[] = [];
  const scope = effectScope();
  const host = new FakeHost();

  vi.spyOn(host, 'dispatch').mockImplementation(async(_, payload) => {
    const { id } = payload as { id: string };

    asked.push(id);

    return { loginName: names[id] };
  });
  scopes.push(scope);

  return { asked, wanted, users: scope.run(() => useUserName(host.context, () => wanted.value))! };
}

const settled = () => new Promise((resolve) => {
  setTimeout(resolve);
});

afterEach(() => scopes.splice(0).forEach((scope) => scope.stop()));

describe('useUserName', () => {
  it('shows the id until the name is known', async() => {
    const { users } = start(['local://ann'], { 'local://ann': 'ann' });

    expect(users.nameOf('local://ann')).toBe('local://ann');
    await settled();
    expect(users.nameOf('local://ann')).toBe('ann');
    expect(users.who('local://ann')).toBe('other');
  });

  it('says "you" to the reader, and asks for no name', async() => {
    const { asked, users } = start(['local://user-1']);

    await settled();
    expect([users.nameOf('local://user-1'), users.who('local://user-1')]).toEqual([YOU, 'you']);
    expect(asked).toEqual([]);
  });

  it('takes nobody for the reader', () => {
    const { users } = start(['']);

    expect([users.nameOf(''), users.who('')]).toEqual(['', 'other']);
  });

  it('asks for those who come later, and for nobody twice', async() => {
    const { asked, users, wanted } = start(['local://ann'], { 'local://ben': 'ben' });

    await settled();
    wanted.value = ['local://ben', 'local://ann'];
    await nextTick();
    await settled();
    expect([users.nameOf('local://ann'), users.nameOf('local://ben')]).toEqual(['local://ann', 'ben']);
    expect(asked).toEqual(['local://ann', 'local://ben']);
  });
});

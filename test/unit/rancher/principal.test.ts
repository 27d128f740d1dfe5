import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { principalName } from '../../../pkg/cassandra/rancher/principal';
import { FakeHost } from './fake-host';

const ID = 'local://user-1';

/** The host's store, as far as it knows principals. */
function host(find: () => unknown) {
  const dispatch = vi.fn(async(_action: string, _payload?: unknown) => find());

  return { dispatch, context: { store: { getters: new FakeHost().getters, dispatch } } };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the name of a principal', () => {
  it.each([
    ['the login', { id: ID, name: 'Ann Onym', loginName: 'ann' }, 'ann'],
    ['the full name where there is no login', { id: ID, name: 'Ann Onym', loginName: '' }, 'Ann Onym'],
    ['the id where there is neither', { id: ID }, ID],
    ['the id where the host finds nothing', undefined, ID],
  ])('is %s', async(_, found, name) => {
    expect(await principalName(host(() => found).context, ID)).toBe(name);
  });

  it('is asked for as the host does it, with the id as one segment of the path', async() => {
    const { context, dispatch } = host(() => undefined);

    await principalName(context, 'ldap_user://cn=Ann,ou=a/b');
    expect(dispatch.mock.calls).toEqual([['rancher/find', {
      type: 'principal', id: 'ldap_user://cn=Ann,ou=a/b', opt: { url: '/v3/principals/ldap_user%3A%2F%2Fcn%3DAnn%2Cou%3Da%2Fb', watch: false }
    }]]);
  });

  it('is asked for once in a while, for each one', async() => {
    const { context, dispatch } = host(() => ({ loginName: 'ann' }));

    await Promise.all([principalName(context, ID), principalName(context, ID)]);
    expect(dispatch).toHaveBeenCalledTimes(1);
    await principalName(context, 'local://user-2');
    expect(dispatch).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(10 * 60_000);
    await principalName(context, ID);
    expect(dispatch).toHaveBeenCalledTimes(3);
  });

  it('is the id where it may not be read, and a failure is not kept', async() => {
    let find = (): unknown => Promise.reject(new Error('forbidden'));
    const { context } = host(() => find());

    expect(await principalName(context, ID)).toBe(ID);
    find = () => ({ loginName: 'ann' });
    expect(await principalName(context, ID)).toBe('ann');
  });

  it.each(['', '..', 'ann', '://', '/v3/users'])('is not asked for where %j is no principal', async(id) => {
    const { context, dispatch } = host(() => ({ loginName: 'ann' }));

    expect(await principalName(context, id)).toBe(id);
    expect(dispatch).not.toHaveBeenCalled();
  });
});

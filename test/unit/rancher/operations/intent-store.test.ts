import { describe, expect, it } from 'vitest';
import { ANNOTATION_HISTORY, ANNOTATION_OPERATION } from '../../../../pkg/cassandra/core/cluster/labels';
import { formatIntent, withDone } from '../../../../pkg/cassandra/core/operations/intent';
import { StaleError } from '../../../../pkg/cassandra/rancher/operations/fresh';
import { beginIntent, changeIntent, dropUnreadable, endIntent, historyOf, intentOf } from '../../../../pkg/cassandra/rancher/operations/intent-store';
import { FakeApi } from './fake-api';
import { CARRIER, INTENT, outrun, SET, setIn, statefulSet } from './fixtures';

function cluster(annotations: Record<string, string> = {}) {
  const api = new FakeApi();

  api.put(SET, statefulSet(3, { 'someone/else': 'stays', ...annotations }));

  return { api, ...api.host() };
}

const running = () => cluster({ [ANNOTATION_OPERATION]: formatIntent(INTENT) });

describe('an intent', () => {
  it('is written with the server\'s time, once, beside what stands there', async() => {
    const { api, context, requests } = cluster();
    const begin = () => beginIntent(context, CARRIER, (serverTime) => ({ ...INTENT, startedAt: serverTime ?? 0 }));

    expect(intentOf(setIn(api))).toStrictEqual({ state: 'none' });
    expect(await begin()).toStrictEqual({ ...INTENT, startedAt: api.clock.now });
    expect(intentOf(setIn(api))).toStrictEqual({ state: 'stored', intent: { ...INTENT, startedAt: api.clock.now } });
    expect(setIn(api).metadata?.annotations?.['someone/else']).toBe('stays');
    api.clock.now += 5000;
    expect(await begin()).toMatchObject({ startedAt: api.clock.now - 5000 }); // no answer had come, and it is tried again
    expect(requests).toStrictEqual([`GET ${ SET }`, `PATCH ${ SET }`, `GET ${ SET }`]);
  });

  it('is not written over another one, whether or not that is understood', async() => {
    const other = running();
    const odd = cluster({ [ANNOTATION_OPERATION]: '{"of": "a later version"}' });

    await expect(beginIntent(other.context, CARRIER, () => ({ ...INTENT, id: 'op-2' }))).rejects.toThrow(StaleError);
    await expect(beginIntent(odd.context, CARRIER, () => INTENT)).rejects.toThrow(StaleError);
    expect(intentOf(setIn(odd.api))).toStrictEqual({ state: 'unreadable', text: '{"of": "a later version"}' });
  });

  it('of two that are begun at once, one is', async() => {
    const { api, context } = cluster();
    const outcomes = await Promise.allSettled(['op-1', 'op-2'].map((id) => beginIntent(context, CARRIER, () => ({ ...INTENT, id }))));

    expect(outcomes.map(({ status }) => status).sort()).toStrictEqual(['fulfilled', 'rejected']);
    expect(intentOf(setIn(api)).state).toBe('stored');
  });

  it('is changed by two browsers at once, and both changes stay', async() => {
    const { api, context } = running();

    await Promise.all([
      changeIntent(context, CARRIER, 'op-1', (intent) => withDone(intent, 'ring-0')),
      changeIntent(context, CARRIER, 'op-1', (intent, cancelledAt) => ({ ...intent, cancelledAt })),
    ]);
    expect(intentOf(setIn(api))).toMatchObject({ intent: { done: ['ring-0'], cancelledAt: api.clock.now } });
  });

  it('is changed in spite of the controller, which writes all the time, and not for ever', async() => {
    const { api, context } = running();

    outrun(api, SET, 2);
    expect(await changeIntent(context, CARRIER, 'op-1', (intent) => withDone(intent, 'ring-0'))).toMatchObject({ done: ['ring-0'] });
    outrun(api, SET, 99);
    await expect(changeIntent(context, CARRIER, 'op-1', (intent) => withDone(intent, 'ring-1'))).rejects.toMatchObject({ status: 409 });
  });

  it('is not changed when another one took its place meanwhile', async() => {
    const { api, context } = running();

    api.before = () => {
      api.before = () => undefined;
      api.put(SET, statefulSet(3, { [ANNOTATION_OPERATION]: formatIntent({ ...INTENT, id: 'op-2' }) }));
    };
    await expect(changeIntent(context, CARRIER, 'op-1', (intent) => withDone(intent, 'ring-0'))).rejects.toThrow(StaleError);
    expect(intentOf(setIn(api))).toMatchObject({ intent: { id: 'op-2', done: [] } });
  });

  it('without a change is not written', async() => {
    const { context, requests } = running();

    await changeIntent(context, CARRIER, 'op-1', (intent) => intent);
    expect(requests).toStrictEqual([`GET ${ SET }`]);
  });

  it('of a StatefulSet that is gone is stale', async() => {
    await expect(changeIntent(new FakeApi().host().context, CARRIER, 'op-1', (intent) => intent)).rejects.toThrow(StaleError);
  });
});

describe('the end of an operation', () => {
  it('takes the intent away and goes into the history, in one write', async() => {
    const { api, context, requests } = running();
    const steps = [{ code: 'joining', pod: 'ring-3', seconds: 60 }];

    await endIntent(context, CARRIER, INTENT, 'complete', steps);
    expect(requests).toStrictEqual([`GET ${ SET }`, `PATCH ${ SET }`]);
    expect(intentOf(setIn(api))).toStrictEqual({ state: 'none' });
    expect(historyOf(setIn(api))).toStrictEqual([{
      id: 'op-1', kind: 'scaleUp', from: { ring: 3 }, targets: { ring: 4 }, startedBy: 'Ann', startedAt: INTENT.startedAt, endedAt: api.clock.now, outcome: 'complete', steps, cleaned: 'all',
    }]);
    await endIntent(context, CARRIER, INTENT, 'complete'); // no answer had come
    expect(historyOf(setIn(api))).toHaveLength(1);
    expect(requests).toHaveLength(3);
  });

  it('is not that of another one', async() => {
    const { api, context } = running();

    await expect(endIntent(context, CARRIER, { ...INTENT, id: 'op-2' }, 'complete')).rejects.toThrow(StaleError);
    expect(intentOf(setIn(api)).state).toBe('stored');
  });

  it('leaves nothing of a history that somebody spoiled', async() => {
    const { api, context } = cluster({ [ANNOTATION_OPERATION]: formatIntent(INTENT), [ANNOTATION_HISTORY]: '[{"id": 7}, null' });

    await endIntent(context, CARRIER, INTENT, 'abandoned');
    expect(historyOf(setIn(api)).map(({ outcome }) => outcome)).toStrictEqual(['abandoned']);
  });
});

describe('what no version understands', () => {
  it('is taken away if it is what a person saw', async() => {
    const { api, context } = cluster({ [ANNOTATION_OPERATION]: 'odd' });

    await expect(dropUnreadable(context, CARRIER, 'odder')).rejects.toThrow(StaleError);
    await dropUnreadable(context, CARRIER, 'odd');
    expect(intentOf(setIn(api))).toStrictEqual({ state: 'none' });
    await dropUnreadable(context, CARRIER, 'odd');
  });

  it('is no intent that is understood', async() => {
    await expect(dropUnreadable(running().context, CARRIER, formatIntent(INTENT))).rejects.toThrow(StaleError);
  });
});

import { describe, expect, it } from 'vitest';
import { shallowRef } from 'vue';

import { useReplicationChange } from '../../../../pkg/cassandra/composables/cql/useReplicationChange';
import { summariseRing, type RingSummary } from '../../../../pkg/cassandra/core/cql/schema/ring-summary';
import { CqlError, type Page } from '../../../../pkg/cassandra/core/cql/session';
import type { KeyspaceReplication } from '../../../../pkg/cassandra/core/nodetool/describe-cluster';
import { FakeSession, never, NOTHING, refused } from '../../core/console/fake-session';
import { answer } from '../../core/cql/schema/answers';

const THREE = summariseRing(['r1', 'r2', 'r3'].map((rack) => ({ datacenter: 'berlin', rack })));
const network = (options: Readonly<Record<string, string>>): KeyspaceReplication => ({ name: 'shop', strategy: 'NetworkTopologyStrategy', options });
const simple = (factor: string): KeyspaceReplication => ({ name: 'shop', strategy: 'SimpleStrategy', options: { replication_factor: factor } });

/** A ring that has a keyspace, and does with ALTER what a test wants. */
function start(from: KeyspaceReplication, alter: (make: (to: KeyspaceReplication) => void) => Page | Promise<Page>, ring: RingSummary = THREE) {
  const stored: { value: KeyspaceReplication | undefined } = { value: from };
  const shown = shallowRef(from);
  const session = new FakeSession((statement) => {
    if (statement.startsWith('ALTER')) {
      return alter((to) => {
        stored.value = to;
      });
    }
    const now = stored.value;

    return answer(['keyspace_name', 'replication'], now ? [[now.name, new Map(Object.entries({ class: `org.apache.cassandra.locator.${ now.strategy }`, ...now.options }))]] : []);
  });

  return { stored, shown, session, form: useReplicationChange(() => session, () => shown.value, () => ring) };
}

describe('useReplicationChange', () => {
  it('sends what was typed, after a look at what there is, and tells what is due', async() => {
    const { form, session } = start(network({ berlin: '1' }), () => ({ ...NOTHING, warnings: ['repair it'] }));

    expect([form.isSendable.value, form.before.value.concerns[0]?.code]).toEqual([false, 'singleCopy']);
    form.type('berlin', '2');
    expect([form.isSendable.value, form.after.value?.concerns[0]?.code]).toEqual([true, 'noSpareAtQuorum']);
    expect(await form.send()).toEqual({ keyspace: 'shop', due: [{ action: 'repair', when: 'after', datacenter: 'berlin', nodes: 3 }], warnings: ['repair it'], coordinator: '10.0.0.1' });
    expect(session.statements).toEqual([expect.stringMatching(/^SELECT .*'shop'$/), `ALTER KEYSPACE shop WITH replication = {'class': 'NetworkTopologyStrategy', 'berlin': '2'}`]);
  });

  it.each([['nothing new', '1'], ['no number', 'x'], ['no copies', '0'], ['no quorum', '9']])('does not send %s', async(_, text) => {
    const { form, session } = start(network({ berlin: '1' }), () => NOTHING);

    form.type('berlin', text);
    expect([form.isSendable.value, await form.send(), session.sent]).toEqual([false, undefined, []]);
    expect(form.fields.value[0]?.text).toBe(text);
  });

  it('does not send while a node is not settled', () => {
    const { form } = start(network({ berlin: '1' }), () => NOTHING, [{ ...THREE[0]!, unsettled: 1 }]);

    form.type('berlin', '2');
    expect([form.isSendable.value, form.change.value?.concerns[0]?.code]).toEqual([false, 'unsettled']);
  });

  it.each([['outdated', network({ berlin: '3' })], ['gone', undefined]])('changes nothing that is %s', async(code, now) => {
    const { form, session, stored } = start(network({ berlin: '1' }), () => NOTHING);

    stored.value = now;
    form.type('berlin', '2');
    expect(await form.send()).toBeUndefined();
    expect([form.failure.value, session.sent.length, form.busy.value]).toEqual([{ code }, 1, false]);
  });

  it('starts from what there is now and keeps what was typed', () => {
    const { form, shown } = start(network({ berlin: '1', oslo: '1' }), () => NOTHING);

    form.type('berlin', '3');
    shown.value = network({ berlin: '2', oslo: '2' });
    expect([form.isOutdated.value, form.isSendable.value]).toEqual([true, false]);
    form.rebase();
    expect([form.isOutdated.value, form.fields.value.map(({ text }) => text), form.from.value.options]).toEqual([false, ['3', '2'], { berlin: '2', oslo: '2' }]);
  });

  it('tells a refusal in Cassandra\'s words, and keeps what was typed', async() => {
    const { form } = start(network({ berlin: '1' }), () => {
      throw refused(0x2100, 'User bob has no ALTER permission on <keyspace shop> or any of its parents');
    });

    form.type('berlin', '2');
    expect(await form.send()).toBeUndefined();
    expect(form.failure.value).toMatchObject({ code: 'error', mayHaveHappened: false, error: { code: 'unauthorized', message: 'User bob has no ALTER permission on <keyspace shop> or any of its parents' } });
    expect(form.fields.value[0]?.text).toBe('2');
  });

  it.each([['has happened', true], ['has not happened', false]])('looks what came of it when nobody hears the end: it %s', async(_, happened) => {
    const { form } = start(network({ berlin: '1' }), (make) => {
      if (happened) {
        make(network({ berlin: '2' }));
      }
      throw new CqlError('timeout', 'no answer');
    });

    form.type('berlin', '2');
    const outcome = await form.send();

    expect(outcome?.warnings).toEqual(happened ? [] : undefined);
    expect(form.failure.value).toEqual(happened ? undefined : expect.objectContaining({ code: 'error', mayHaveHappened: true }));
  });

  it('sends once', async() => {
    const { form, session } = start(network({ berlin: '1' }), () => never());

    form.type('berlin', '2');
    form.send();
    expect([form.busy.value, await form.send()]).toEqual([true, undefined]);
    await Promise.resolve();
    expect(session.sent.length).toBeLessThanOrEqual(2);
  });

  it('goes from SimpleStrategy to datacenters', async() => {
    const { form, session } = start(simple('1'), () => NOTHING);

    form.choose('NetworkTopologyStrategy');
    expect(form.fields.value).toMatchObject([{ datacenter: 'berlin', text: '1', was: '0' }]);
    expect(await form.send()).toBeDefined();
    expect(session.statements[1]).toContain(`{'class': 'NetworkTopologyStrategy', 'berlin': '1'}`);
  });

  it('does not go back to SimpleStrategy that somebody else has left', () => {
    const { form, shown } = start(simple('1'), () => NOTHING);

    shown.value = network({ berlin: '2' });
    form.rebase();
    expect([form.strategy.value, form.fields.value.map(({ datacenter }) => datacenter)]).toEqual(['NetworkTopologyStrategy', ['berlin']]);
  });
});

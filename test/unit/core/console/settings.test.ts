import { describe, expect, it } from 'vitest';

import { parseCommand } from '../../../../pkg/cassandra/core/cql/commands';
import { classify } from '../../../../pkg/cassandra/core/cql/classify';
import { changeSetting, changesOf, DEFAULT_SETTINGS, executionOf, MOST_PAGE_SIZE, settingOf, useStatement, type ConsoleSettings, type SettingChange } from '../../../../pkg/cassandra/core/console/settings';

function typed(text: string, settings = DEFAULT_SETTINGS): ConsoleSettings {
  const command = parseCommand(text)?.command;

  return (command ? changesOf(command) : []).reduce(changeSetting, settings);
}

describe('settings', () => {
  it('are those of cqlsh, and do not write', () => {
    expect(DEFAULT_SETTINGS).toEqual({ consistency: 'ONE', serialConsistency: 'SERIAL', paging: true, pageSize: 100, tracing: false, expanded: false, readOnly: true });
  });

  it.each<[string, SettingChange[], string | undefined]>([
    ['CONSISTENCY QUORUM', [{ set: 'consistency', to: 'QUORUM' }], 'consistency'],
    ['consistency local_one;', [{ set: 'consistency', to: 'LOCAL_ONE' }], 'consistency'],
    ['CONSISTENCY', [], 'consistency'],
    ['SERIAL CONSISTENCY LOCAL_SERIAL', [{ set: 'serialConsistency', to: 'LOCAL_SERIAL' }], 'serialConsistency'],
    ['TRACING ON', [{ set: 'tracing', to: true }], 'tracing'],
    ['TRACING', [], 'tracing'],
    ['EXPAND ON', [{ set: 'expanded', to: true }], 'expanded'],
    ['PAGING OFF', [{ set: 'paging', to: false }], 'paging'],
    ['PAGING 50', [{ set: 'paging', to: true }, { set: 'pageSize', to: 50 }], 'paging'],
    ['PAGING', [], 'paging'],
    ['SHOW HOST', [], undefined],
    ['HELP', [], undefined],
  ])('%s typed is the same as the control', (text, changes, setting) => {
    const command = parseCommand(text)?.command;

    expect(command && changesOf(command)).toEqual(changes);
    expect(command && settingOf(command)).toBe(setting);
    expect(typed(text)).toEqual(changes.reduce(changeSetting, DEFAULT_SETTINGS));
  });

  it.each([[0, 1], [-5, 1], [NaN, 1], [1.9, 1], [7, 7], [2_147_483_647, MOST_PAGE_SIZE]])('a page of %d rows has %d', (to, expected) => {
    expect(changeSetting(DEFAULT_SETTINGS, { set: 'pageSize', to }).pageSize).toBe(expected);
  });

  it('stay the same ones where nothing changes', () => {
    expect(changeSetting(DEFAULT_SETTINGS, { set: 'tracing', to: false })).toBe(DEFAULT_SETTINGS);
    expect(changeSetting({ ...DEFAULT_SETTINGS, node: 'a' }, { set: 'node', to: undefined }).node).toBeUndefined();
  });

  it('go with a statement', () => {
    expect(executionOf(DEFAULT_SETTINGS)).toEqual({ consistency: 'ONE', serialConsistency: 'SERIAL', pageSize: 100 });
    expect(executionOf({ ...DEFAULT_SETTINGS, node: '10.0.0.2', tracing: true, paging: false, consistency: 'ALL' }))
      .toEqual({ consistency: 'ALL', serialConsistency: 'SERIAL', pageSize: 1_000, node: '10.0.0.2', tracing: true });
  });

  it.each(['plain', 'Capitals', 'a"b; DROP', 'select'])('enters keyspace %s', (name) => {
    expect(classify(useStatement(name))).toMatchObject({ kind: 'use', targets: [{ name }] });
  });
});

import { describe, expect, it } from 'vitest';

import { RELEASES } from '../../../../pkg/cassandra/core/cluster/releases';
import { nearest, settingKind, settingsOf } from '../../../../pkg/cassandra/core/settings';

describe('the settings of a version', () => {
  // Counted in the fields of org.apache.cassandra.config.Config, without the maps' own.
  it.each([['4.0.19', 244], ['4.1.10', 365], ['5.0.9', 415]])('%s has them all', (version, most) => {
    const own = [...settingsOf(version).values()].filter(({ key, renamedTo }) => !key.includes('.') && renamedTo === undefined);

    expect(own.length).toBeGreaterThan(most * 0.9);
    expect(own.length).toBeLessThanOrEqual(most);
  });

  it.each([
    ['4.0', 'read_request_timeout_in_ms', { type: 'integer', of: [], orPlain: false }],
    ['4.0', 'read_request_timeout', undefined],
    ['4.1', 'read_request_timeout', { type: 'duration', of: ['ms', 's', 'm', 'h', 'd'], orPlain: false }],
    ['5.0.9', 'key_cache_save_period', { type: 'duration', of: ['s', 'm', 'h', 'd'], orPlain: true }],
    ['4.1', 'authenticator', { type: 'text', of: [], orPlain: false }],
    ['5.0', 'authenticator', { type: 'class', of: [], orPlain: true }],
    ['5.0', 'commit_failure_policy', { type: 'choice', of: ['stop', 'stop_commit', 'ignore', 'die'], orPlain: false }],
    ['5.0', 'compaction_throughput', { type: 'rate', of: ['B/s', 'KiB/s', 'MiB/s'], orPlain: false }],
    ['5.0', 'client_encryption_options.optional', { type: 'flag', of: [], orPlain: false }],
  ])('%s: %s', (version, key, kind) => expect(settingKind(version, key)).toEqual(kind));

  it('has old names and what became of them', () => {
    expect(settingsOf('5.0').get('read_request_timeout_in_ms')).toEqual({ key: 'read_request_timeout_in_ms', kind: { type: 'integer', of: [], orPlain: false }, renamedTo: 'read_request_timeout', deprecated: false });
    expect(settingsOf('4.0').get('read_request_timeout_in_ms')?.renamedTo).toBeUndefined();
    expect(settingsOf('4.1').get('windows_timer_interval')?.deprecated).toBe(true);
  });

  it.each([undefined, '6.0-alpha2', '3.11'])('of %s are those of all versions', (version) => {
    const all = settingsOf(version);

    for (const { line, support } of RELEASES.filter((release) => release.support !== 'ended')) {
      expect([...settingsOf(line).keys()].filter((key) => !all.has(key)), `${ line } ${ support }`).toEqual([]);
    }
  });

  it('renames to what there is', () => {
    for (const line of ['4.0', '4.1', '5.0']) {
      const settings = settingsOf(line);

      expect([...settings.values()].filter(({ renamedTo }) => renamedTo !== undefined && !settings.has(renamedTo))).toEqual([]);
    }
  });
});

describe('nearest', () => {
  it.each([
    ['5.0', 'concurent_reads', 'concurrent_reads'],
    ['5.0', 'concurrentreads', 'concurrent_reads'],
    ['5.0', 'zzz', undefined],
    ['5.0', 'entirely_else_than_all', undefined],
    ['4.0', 'read_request_timeout', 'read_request_timeout_in_ms'],
  ])('%s: %s', (version, key, meant) => expect(nearest(version, key)).toBe(meant));
});

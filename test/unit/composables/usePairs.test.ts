import { nextTick, reactive } from 'vue';
import { describe, expect, it } from 'vitest';
import { newPair, PLAIN, usePairs } from '../../../pkg/cassandra/composables/usePairs';
import { readSetting, settingText } from '../../../pkg/cassandra/core/manifest/setting-text';
import type { SettingValue } from '../../../pkg/cassandra/core/manifest/spec';

function settings(initial: Record<string, SettingValue>) {
  const spec = reactive({ settings: initial });
  const pairs = usePairs<SettingValue>(() => spec.settings, (record) => {
    spec.settings = record;
  }, { text: settingText, value: (text) => readSetting(text).value });

  return { spec, pairs, rows: () => pairs.value.map(({ key, text }) => [key, text]) };
}

describe('rows of keys and values', () => {
  it('are made of the record', () => {
    expect(settings({ concurrent_reads: 64, hints: { a: 1 } }).rows()).toStrictEqual([['concurrent_reads', '64'], ['hints', '{a: 1}']]);
  });

  it('go into the record while they are typed', async() => {
    const { spec, pairs, rows } = settings({ a: 1 });

    pairs.value[0]!.text = '[1, 2]';
    pairs.value.push(newPair(' b ', 'true'), newPair());
    await nextTick();
    await nextTick();

    expect(spec.settings).toStrictEqual({ a: [1, 2], b: true });
    expect(rows()).toStrictEqual([['a', '[1, 2]'], [' b ', 'true'], ['', '']]);
  });

  it('keep what a record cannot hold', async() => {
    const { spec, pairs, rows } = settings({ a: 1 });

    pairs.value.push(newPair('a', '2'), newPair('', 'no key yet'));
    await nextTick();
    await nextTick();

    expect(spec.settings).toStrictEqual({ a: 2, '': 'no key yet' });
    expect(rows()).toStrictEqual([['a', '1'], ['a', '2'], ['', 'no key yet']]);
  });

  it('follow a record that someone else changed, and stay as they were typed where it did not change', async() => {
    const { spec, pairs, rows } = settings({ a: 1, b: 2 });

    pairs.value[0]!.text = '0x01 # one';
    await nextTick();
    spec.settings = { ...spec.settings, b: 3, c: 'x' };
    await nextTick();

    expect(rows()).toStrictEqual([['a', '0x01 # one'], ['b', '3'], ['c', 'x']]);
  });

  it('keep the text of a plain record as it is', () => {
    const pairs = usePairs(() => ({ type: '003' }), () => undefined, PLAIN);

    expect(pairs.value.map(({ text }) => text)).toStrictEqual(['003']);
  });
});

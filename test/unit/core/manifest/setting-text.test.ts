import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSetting, readSettings, settingText } from '../../../../pkg/cassandra/core/manifest/setting-text';

describe('a setting as it is typed', () => {
  it.each([
    ['12', 12],
    ['true', true],
    ['', null],
    ['10s', '10s'],
    ['2024-01-01', '2024-01-01'],
    ['64MiB', '64MiB'],
    ['[a, b]', ['a', 'b']],
    ['class_name: x\nparameters:\n  - seeds: "a,b"', { class_name: 'x', parameters: [{ seeds: 'a,b' }] }],
  ])('%j is read as YAML', (text, value) => {
    expect(readSetting(text)).toStrictEqual({ value });
  });

  it('is kept as text and told where it is no YAML', () => {
    expect(readSetting('a: 1\nb: [1,')).toMatchObject({ value: 'a: 1\nb: [1,', problem: { line: 2 } });
  });

  it('is read back as what it was written from', () => {
    const { tree } = fc.letrec((tie) => ({
      leaf: fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constantFrom('yes', '1e3', '0x1F', '~', '- a', 'a: b', '2024-01-01', ' x ', 'a\nb\n')),
      list: fc.array(tie('tree'), { maxLength: 3 }),
      map:  fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), tie('tree'), { maxKeys: 3, noNullPrototype: true }),
      tree: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('leaf'), tie('list'), tie('map')),
    }));

    fc.assert(fc.property(tree, (value) => {
      const plain = JSON.parse(JSON.stringify(value));

      expect(readSetting(settingText(plain))).toStrictEqual({ value: plain });
    }));
  });
});

describe('a piece of cassandra.yaml', () => {
  it('is settings by key', () => {
    expect(readSettings('# mine\nconcurrent_reads: 64\nhinted_handoff_enabled: false\n')).toStrictEqual({
      settings: { concurrent_reads: 64, hinted_handoff_enabled: false },
    });
  });

  it.each([
    ['concurrent_reads: 64\n bad: indent: here', 2],
    ['a: 1\na: 2', 2],
    ['just words', 1],
    ['', 1],
    ['- a list', 1],
  ])('%j is refused, with the line', (text, line) => {
    expect(readSettings(text)).toMatchObject({ problem: { line } });
  });
});

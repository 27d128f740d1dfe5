import { computed, effectScope, nextTick, ref, type EffectScope } from 'vue';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { useYamlText, type YamlText } from '../../../pkg/cassandra/composables/useYamlText';
import type { TextError } from '../../../pkg/cassandra/core/manifest/text';

const MOMENT = 600;
const WRONG: TextError = { code: 'syntax', params: {}, line: 1, column: 1 };

/** A form that knows one thing, `name: X`; it writes it without comments, and cannot read a text with `!`. */
function fakeForm() {
  const says = ref<string | undefined>('name: a\n');
  const textError = ref<TextError>();
  const applied: string[] = [];

  return {
    says,
    yaml: computed(() => says.value),
    textError,
    applied,
    applyText(text: string) {
      applied.push(text);
      textError.value = text.includes('!') ? WRONG : undefined;
      if (!textError.value) {
        says.value = `${ text.replace(/#.*/, '').trim() }\n`;
      }
    },
    dropText() {
      textError.value = undefined;
    },
  };
}

let scope: EffectScope;
let form: ReturnType<typeof fakeForm>;
let yaml: YamlText;

beforeEach(() => {
  vi.useFakeTimers();
  scope = effectScope();
  form = fakeForm();
  yaml = scope.run(() => useYamlText(form))!;
});

afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

async function type(text: string): Promise<void> {
  yaml.edit(text);
  vi.advanceTimersByTime(MOMENT);
  await nextTick();
}

describe('useYamlText', () => {
  it('shows the form, and follows it', async() => {
    expect(yaml.text.value).toBe('name: a\n');
    form.says.value = 'name: b\n';
    await nextTick();
    expect(yaml.text.value).toBe('name: b\n');
  });

  it('gives the form what was typed, once typing has paused', () => {
    yaml.edit('name: ab');
    vi.advanceTimersByTime(MOMENT - 1);
    yaml.edit('name: abc');
    vi.advanceTimersByTime(MOMENT - 1);
    expect(form.applied).toStrictEqual([]);
    vi.advanceTimersByTime(1);
    expect(form.applied).toStrictEqual(['name: abc']);
  });

  it('gives it at once when the text is left, and only once', () => {
    yaml.edit('name: b');
    yaml.flush();
    yaml.flush();
    vi.advanceTimersByTime(MOMENT);
    expect(form.applied).toStrictEqual(['name: b']);
  });

  it('keeps the comments that were typed, until the form says something else', async() => {
    await type('name: b # ours');
    expect(yaml.text.value).toBe('name: b # ours');
    form.says.value = 'name: c\n';
    await nextTick();
    expect(yaml.text.value).toBe('name: c\n');
  });

  it('keeps a text that cannot be read, also when the form changes', async() => {
    await type('name: b!');
    form.says.value = 'name: c\n';
    await nextTick();
    expect(yaml.text.value).toBe('name: b!');
  });

  it('does not take away what is being typed', async() => {
    yaml.edit('name: b');
    form.says.value = 'name: c\n';
    await nextTick();
    expect(yaml.text.value).toBe('name: b');
  });

  it('keeps a text that makes the form incomplete', async() => {
    await type('name: b');
    form.says.value = undefined;
    await nextTick();
    expect(yaml.text.value).toBe('name: b');
  });

  it('shows the form again when the text is given up', async() => {
    await type('name: b!');
    yaml.discard();
    expect([yaml.text.value, form.textError.value]).toStrictEqual(['name: a\n', undefined]);
  });

  it('gives the form the last words also when the page is left', () => {
    yaml.edit('name: b');
    scope.stop();
    expect(form.applied).toStrictEqual(['name: b']);
  });
});

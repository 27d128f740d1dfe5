import { nextTick, reactive } from 'vue';
import { describe, expect, it } from 'vitest';
import { useListText } from '../../../pkg/cassandra/composables/useListText';

function list(items: string[], separator: ',' | '\n') {
  const spec = reactive({ items });
  const text = useListText(() => spec.items, (now) => {
    spec.items = now;
  }, separator);

  return { spec, text };
}

describe('a list that is typed as text', () => {
  it.each([
    [',', 'noatime, nodiratime'],
    ['\n', 'noatime\nnodiratime'],
  ] as const)('is shown with %j between its items', (separator, shown) => {
    expect(list(['noatime', 'nodiratime'], separator).text.value).toBe(shown);
  });

  it('lets a separator stand that has nothing behind it yet', async() => {
    const { spec, text } = list([], ',');

    text.value = 'noatime, ';
    await nextTick();
    await nextTick();

    expect(spec.items).toStrictEqual(['noatime']);
    expect(text.value).toBe('noatime, ');
  });

  it('follows a list that someone else changed', async() => {
    const { spec, text } = list(['-Da=1'], '\n');

    spec.items = ['-Da=1', '-Db=2'];
    await nextTick();

    expect(text.value).toBe('-Da=1\n-Db=2');
  });
});

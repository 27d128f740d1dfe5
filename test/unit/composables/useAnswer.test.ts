import { describe, expect, it } from 'vitest';
import { nextTick, ref } from 'vue';
import { useAnswer } from '../../../pkg/cassandra/composables/useAnswer';
import { KubeError } from '../../../pkg/cassandra/rancher/kube';

/** Answers that come when the test says so. */
function questions() {
  const asked: { about: string; answer(text: string): void; fail(error: Error): void }[] = [];
  const ask = (about: string) => new Promise<string>((resolve, reject) => asked.push({ about, answer: resolve, fail: reject }));

  return { asked, ask };
}

const settle = async() => {
  await nextTick();
  await Promise.resolve();
  await nextTick();
};

describe('useAnswer', () => {
  it('drops a late answer about something earlier', async() => {
    const { asked, ask } = questions();
    const about = ref('first');
    const { value, state } = useAnswer(() => about.value, ask);

    about.value = 'second';
    await settle();
    asked[1]?.answer('about the second');
    await settle();
    asked[0]?.answer('about the first');
    await settle();
    expect([value.value, state.value]).toEqual(['about the second', 'ready']);
  });

  it('forgets the answer as soon as it is about something earlier, and asks nothing about nothing', async() => {
    const { asked, ask } = questions();
    const about = ref<string | undefined>('first');
    const { value, state } = useAnswer(() => about.value, ask);

    asked[0]?.answer('about the first');
    await settle();
    about.value = undefined;
    await settle();
    expect([value.value, state.value, asked.length]).toEqual([undefined, 'loading', 1]);
  });

  it('keeps what it knows while it asks again', async() => {
    const { asked, ask } = questions();
    const { value, again } = useAnswer(() => 'it', ask);

    asked[0]?.answer('old');
    await settle();
    again();
    expect(value.value).toBe('old');
    asked[1]?.answer('new');
    await settle();
    expect(value.value).toBe('new');
  });

  it.each([[new KubeError('no', 403, 'Forbidden'), 'denied'], [new KubeError('gone', 500, 'Internal'), 'error']])('says %s', async(error, state) => {
    const { asked, ask } = questions();
    const answer = useAnswer(() => 'it', ask);

    asked[0]?.fail(error);
    await settle();
    expect(answer.state.value).toBe(state);
  });
});

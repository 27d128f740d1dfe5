import { createApp, effectScope, nextTick } from 'vue';
import { describe, expect, it, vi } from 'vitest';

import cronstrue, { isValidCron } from '../../pkg/cassandra/bundle/cron';
import { hljs } from '../../pkg/cassandra/bundle/highlighter';
import add from '../../pkg/cassandra/bundle/add-style';
import { JSONPath } from '../../pkg/cassandra/bundle/json-path';
import semver from '../../pkg/cassandra/bundle/semver';
import { useField } from '../../pkg/cassandra/bundle/vee-validate';
import { mapGetters, useStore } from '../../pkg/cassandra/bundle/vuex';

describe('in the place of vuex', () => {
  const store = { getters: { 'i18n/t': (key: string) => `«${ key }»`, loading: true } };

  it('setup gets the store of the application', () => {
    expect(createApp({}).provide('store', store).runWithContext(useStore)).toBe(store);
  });

  it('getters are properties, by their names or by others', () => {
    const component = { $store: store };

    expect(mapGetters(['loading']).loading?.call(component)).toBe(true);
    expect(mapGetters({ t: 'i18n/t' }).t?.call(component)).toBe(store.getters['i18n/t']);
  });
});

describe('in the place of vee-validate', () => {
  it('a field without a name is content, and keeps what is put into it', async() => {
    await effectScope().run(async() => {
      const field = useField(() => '__field__abc', () => 'wrong', { initialValue: 1 });

      field.value.value = 2;
      field.handleBlur();
      await nextTick();
      expect([field.value.value, field.errorMessage.value, field.meta.touched, await field.validate()]).toEqual([2, undefined, false, { valid: true, errors: [] }]);
    });
  });

  it('a field with a name says that it would not be looked at', () => {
    expect(() => useField('nodes', () => 'wrong', { initialValue: 1 })).toThrow('"nodes"');
  });
});

it('a text without colours is shown as it is', () => {
  expect(hljs.highlight('a: <b> & c').value).toBe('a: &lt;b&gt; &amp; c');
});

it('the shell gets what it asks of versions', () => {
  expect(semver.coerce('v2.13.1-rc2')?.version).toBe('2.13.1');
  expect([semver.gte('2.11.0', '2.11.0'), semver.gte('2.9.5', '2.11.0')]).toEqual([true, false]);
});

it('a style is added to the page, with its scope in each place', () => {
  const added: { textContent: string }[] = [];

  vi.stubGlobal('document', { createElement: () => ({ textContent: '' }), head: { append: (style: { textContent: string }) => added.push(style) } });
  add('.a§{color:red}.b§ .c{color:blue}', '[data-v-1]');
  expect(added).toEqual([{ textContent: '.a[data-v-1]{color:red}.b[data-v-1] .c{color:blue}' }]);
  vi.unstubAllGlobals();
});

it('what was left out says so', () => {
  for (const refuse of [isValidCron, cronstrue.toString, JSONPath]) {
    expect(refuse).toThrow(/There are no .* in this extension/);
  }
});

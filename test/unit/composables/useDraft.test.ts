import { reactive } from 'vue';

import { describe, expect, it } from 'vitest';

import { useDraft } from '../../../pkg/cassandra/composables/useDraft';
import { compose } from '../../../pkg/cassandra/core/manifest/compose';
import { defaultSpec, type ClusterSpec } from '../../../pkg/cassandra/core/manifest/spec';
import { toYaml } from '../../../pkg/cassandra/core/manifest/yaml';

const SPEC: ClusterSpec = { ...defaultSpec('orders', 'db'), clientService: { type: 'ClusterIP', annotations: {} } };
const YAML = toYaml(compose(SPEC));
/** With a field that the form does not have, and one node less. */
const EDITED = YAML.replace('    spec:\n', '    spec:\n      priorityClassName: high\n').replace('replicas: 3', 'replicas: 2');

function start(spec: ClusterSpec = SPEC) {
  const form = reactive(structuredClone(spec));

  return { form, ...useDraft(form, () => ({})) };
}

describe('useDraft', () => {
  it('writes what the form says, and keeps nothing of its own', () => {
    const { objects, kept } = start();

    expect(toYaml(objects())).toBe(YAML);
    expect(kept.value).toStrictEqual([]);
  });

  it('gives the form what a text says of it, and keeps the rest', () => {
    const { form, applyText, objects, kept } = start();

    expect(applyText(EDITED)).toBe(true);
    expect(form.racks).toStrictEqual([{ name: 'rack1', nodes: 2 }]);
    expect(kept.value).toMatchObject([{ what: 'changed', kind: 'StatefulSet', paths: ['spec.template.spec.priorityClassName'] }]);
    expect(toYaml(objects())).toContain('priorityClassName: high');
  });

  it('keeps it when the form changes, until it is dropped', () => {
    const { form, applyText, objects, kept, dropKept } = start();

    applyText(EDITED);
    form.name = 'parts';
    expect(toYaml(objects())).toContain('priorityClassName: high');
    dropKept(kept.value[0]!.key);
    expect(toYaml(objects())).not.toContain('priorityClassName');
    expect(kept.value).toStrictEqual([]);
  });

  it('takes from the form what a text says no longer', () => {
    const { form, applyText, kept } = start();

    applyText(toYaml(compose(defaultSpec('orders', 'db'))));
    expect(form.clientService).toBeUndefined();
    expect(kept.value).toStrictEqual([]);
  });

  it('changes nothing for a text that cannot be read, and says where it stops', () => {
    const { form, applyText, textError, dropText } = start();

    expect(applyText('kind: Service\n  oops: {')).toBe(false);
    expect(textError.value).toMatchObject({ code: 'syntax', line: 2 });
    expect(form).toStrictEqual(SPEC);
    dropText();
    expect(textError.value).toBeUndefined();
  });

  it('can still tell what is kept while the form has something wrong in it', () => {
    const { form, applyText, kept } = start();

    applyText(EDITED);
    form.racks = [{ name: 'rack1', nodes: NaN }];
    form.resources.memory = 'much';
    form.storage.size = '';
    expect(kept.value).toHaveLength(1);
  });
});

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { computed, nextTick, ref } from 'vue';
import { useCreate, type CreateOptions } from '../../../pkg/cassandra/composables/useCreate';
import { newStorageClass, STORAGE_PRESETS } from '../../../pkg/cassandra/core/manifest/storage-presets';
import type { Surroundings } from '../../../pkg/cassandra/core/manifest/surroundings';
import type { CreateRights } from '../../../pkg/cassandra/rancher/create-access';
import { FakeHost } from '../rancher/fake-host';

const around = vi.hoisted(() => ({ known: {} as { value: Surroundings }, rights: {} as { value: CreateRights } }));

vi.mock('vuex', () => ({ useStore: () => ({ getters: { defaultNamespace: 'db' } }) }));
vi.mock('../../../pkg/cassandra/composables/useSurroundings', () => ({
  useSurroundings: () => ({ known: computed(() => around.known.value), rights: computed(() => around.rights.value) }),
}));

const form = (options?: CreateOptions) => useCreate(new FakeHost().context, options);
const codes = (errors: readonly { code: string }[]): string[] => errors.map(({ code }) => code);
const refused = (kind: string, resource: string, namespace?: string) => ({ [kind]: { allowed: false, refused: { verb: 'create', resource, namespace } } });

beforeEach(() => {
  around.known = ref<Surroundings>({});
  around.rights = ref<CreateRights>({});
});

describe('what is said', () => {
  it('is no complaint about a field that nobody has come to yet, until the form is sent', () => {
    const { errors, shown, touchAll } = form();

    expect(codes(errors.value)).toContain('required');
    expect(shown('name')).toEqual([]);
    touchAll();
    expect(codes(shown('name'))).toEqual(['required']);
  });

  it('is complained of beside a field that was touched, and on its step', () => {
    const { spec, shown, touch, stepErrors } = form();

    spec.name = 'Orders';
    touch('name');
    expect(codes(shown('name'))).toEqual(['invalidName']);
    expect(codes(stepErrors('basics'))).toEqual(['invalidName']);
    expect(stepErrors('storage')).toEqual([]);
  });

  it('warns at once', () => {
    around.known.value = { hosts: [{ name: 'n1', hostname: 'n1', allocatable: { cpu: 4, memory: 2 ** 34 } }] };
    expect(codes(form().shown('nodes'))).toEqual(['moreNodesThanHosts']);
  });
});

describe('what the user may not create', () => {
  it('is said at once, and keeps the form from being sent but not its text from being taken', () => {
    around.rights.value = refused('Service', 'services', 'db');
    const { spec, shown, acceptable, yaml } = form();

    spec.name = 'orders';
    expect(shown('namespace')).toMatchObject([{ code: 'refused', params: { verb: 'create', resource: 'services', namespace: 'db' } }]);
    expect(acceptable.value).toBe(false);
    expect(yaml.value).toContain('kind: Service');
  });

  it('matters only if this ring wants it', () => {
    around.rights.value = refused('StorageClass', 'storageclasses');
    const { spec, shown, acceptable } = form();
    const [preset] = STORAGE_PRESETS;

    spec.name = 'orders';
    expect(acceptable.value).toBe(true);
    spec.storage.source = { kind: 'newClass', storageClass: newStorageClass('fast', preset!) };
    expect(codes(shown('storageClass.name'))).toEqual(['refusedEverywhere']);
    expect(acceptable.value).toBe(false);
  });
});

describe('the default class', () => {
  it('is named as soon as it is known, until somebody chose', async() => {
    const { spec, touch } = form();

    around.known.value = { defaultStorageClass: 'local-path' };
    await nextTick();
    expect(spec.storage.source).toEqual({ kind: 'class', className: 'local-path' });
    touch('storage.className');
    around.known.value = { defaultStorageClass: 'other' };
    await nextTick();
    expect(spec.storage.source).toMatchObject({ className: 'local-path' });
  });
});

describe('a field that is locked', () => {
  it('locks those below it, and says why', () => {
    const { lockedBy, isDisabled } = form({ locked: new Map([['racks', 'cassandra.locked.firstBoot']]) });

    expect(['racks', 'racks.1.name', 'rack', 'name'].map((field) => lockedBy(field as 'name'))).toEqual(['cassandra.locked.firstBoot', 'cassandra.locked.firstBoot', undefined, undefined]);
    expect(isDisabled('racks.0.zone')).toBe(true);
  });

  it('is disabled like all others while the form is sent', () => {
    const busy = ref(false);
    const { isDisabled } = form({ busy });

    expect(isDisabled('name')).toBe(false);
    busy.value = true;
    expect(isDisabled('name')).toBe(true);
  });
});

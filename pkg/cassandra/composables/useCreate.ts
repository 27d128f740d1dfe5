import { computed, reactive, ref, watch, type ComputedRef, type Ref } from 'vue';
import { useStore } from 'vuex';
import { compose, type KubeObject } from '../core/manifest/compose';
import type { Field, FieldError } from '../core/manifest/field-error';
import { defaultSpec, type ClusterSpec } from '../core/manifest/spec';
import { isAcceptable, validate } from '../core/manifest/validate';
import { toYaml } from '../core/manifest/yaml';
import type { ClusterContext } from '../rancher/store';
import { useSurroundings, type SurroundingsState } from './useSurroundings';

export interface CreateForm {
  spec: ClusterSpec;
  /** The number of nodes as it was typed: what is no number must stay to be seen. */
  nodesText: Ref<string>;
  namespaceIsNew: Ref<boolean>;
  surroundings: SurroundingsState;
  /** All that is wrong, shown or not. */
  errors: ComputedRef<FieldError[]>;
  /** What is to be shown at a field: nothing before it was touched. */
  shown(field: Field): FieldError[];
  touch(field: Field): void;
  touchAll(): void;
  /** The user may create it, and nothing is wrong. */
  acceptable: ComputedRef<boolean>;
  /** Exactly what Create sends; undefined while something is wrong. */
  objects: ComputedRef<KubeObject[] | undefined>;
  yaml: ComputedRef<string | undefined>;
}

/** The state of the form that makes a cluster. Nothing is sent from here. */
export function useCreate(context: ClusterContext): CreateForm {
  const store = useStore();
  const spec = reactive(defaultSpec('', store.getters.defaultNamespace ?? ''));
  const nodesText = ref(String(spec.nodes));
  const namespaceIsNew = ref(false);
  const touched = reactive(new Set<Field>());
  const all = ref(false);
  const surroundings = useSurroundings(context, () => spec.namespace, () => namespaceIsNew.value);
  const { known, access } = surroundings;

  watch(nodesText, (text) => {
    spec.nodes = text.trim() === '' ? NaN : Number(text);
  });
  // Preselects the default class by name, so that the YAML says what it will use.
  watch(() => known.value.defaultStorageClass, (name) => {
    if (!touched.has('storage.className')) {
      spec.storage.className = name;
    }
  }, { immediate: true });

  const errors = computed(() => validate(spec, known.value));
  const acceptable = computed(() => isAcceptable(errors.value) && access.value?.allowed !== false);
  const objects = computed(() => isAcceptable(errors.value) ? compose(spec, { namespace: namespaceIsNew.value }) : undefined);

  return {
    spec,
    nodesText,
    namespaceIsNew,
    surroundings,
    errors,
    acceptable,
    objects,
    yaml:  computed(() => objects.value && toYaml(objects.value)),
    shown: (field) => all.value || touched.has(field) ? errors.value.filter((error) => error.field === field) : [],
    touch(field) {
      touched.add(field);
    },
    touchAll() {
      all.value = true;
    },
  };
}

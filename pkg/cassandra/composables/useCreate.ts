import { computed, reactive, ref, watch, type Ref } from 'vue';
import { useStore } from 'vuex';
import { fieldError, stepOf, type Field, type FieldError, type Step } from '../core/manifest/field-error';
import { checkObjects } from '../core/manifest/rules';
import { defaultSpec, type ClusterSpec } from '../core/manifest/spec';
import { isAcceptable, validate } from '../core/manifest/validate';
import { toYaml } from '../core/manifest/yaml';
import { ALWAYS_CREATED, type CreatedKind, type CreateRights } from '../rancher/create-access';
import type { KubeObject } from '../rancher/kube';
import type { ClusterContext } from '../rancher/store';
import type { CreateForm } from './createForm';
import { useDraft } from './useDraft';
import { useSurroundings } from './useSurroundings';
import { useTopology } from './useTopology';

export interface CreateOptions {
  /** What the form starts from, for a copy or an edit. */
  spec?: ClusterSpec;
  /** See {@link CreateForm.locked}. */
  locked?: ReadonlyMap<Field, string>;
  /** The objects of a ring that is edited: they do not stand in its way. */
  own?: readonly KubeObject[];
  busy?: Readonly<Ref<boolean>>;
}

/** Where to say that the user may not create a kind. */
const REFUSED_AT: readonly [CreatedKind, Field][] = [
  ...ALWAYS_CREATED.map((kind): [CreatedKind, Field] => [kind, 'namespace']),
  ['Namespace', 'namespace'],
  ['ConfigMap', 'settings'],
  ['Secret', 'authentication.secret'],
  ['Job', 'authentication.secret'],
  ['NetworkPolicy', 'networkPolicy'],
  ['PersistentVolumeClaim', 'volumes'],
  ['PersistentVolume', 'volumes'],
  ['StorageClass', 'storageClass.name'],
];

/** Errors that are said before their field is touched, as warnings are: they are about nothing that somebody may still be about to type. */
const AT_ONCE = new Set(['refused', 'refusedEverywhere', 'namespaceTerminating', 'noStorageClass', 'noDefaultStorageClass', 'unreadable', 'rulesBroken']);

/** The state of the form that makes a cluster. Nothing is sent from here. */
export function useCreate(context: ClusterContext, { spec: initial, locked = new Map(), own, busy = ref(false) }: CreateOptions = {}): CreateForm {
  const store = useStore();
  const spec = reactive(initial ?? defaultSpec('', store.getters.defaultNamespace ?? ''));
  const namespaceIsNew = ref(false);
  const step = ref<Step>('basics');
  const touched = reactive(new Set<Field>());
  const all = ref(false);
  const surroundings = useSurroundings(context, spec, namespaceIsNew, own);
  const { known, rights } = surroundings;
  const topology = useTopology(spec, known, () => touched.has('seeds'));

  const draft = useDraft(spec, () => ({ namespace: namespaceIsNew.value }));
  const { textError } = draft;

  // Preselects the default class by name, so that the YAML says what it will use.
  watch(() => known.value.defaultStorageClass, (name) => {
    if (spec.storage.source.kind === 'class' && !touched.has('storage.className') && !initial) {
      spec.storage.source.className = name;
    }
  }, { immediate: true });

  const findings = computed(() => validate(spec, known.value));
  const objects = computed(() => isAcceptable(findings.value) ? draft.objects() : undefined);
  const broken = computed(() => objects.value ? checkObjects(objects.value) : []);
  const textErrors = computed(() => [
    ...textError.value ? [fieldError('yaml', 'unreadable', { line: textError.value.line })] : [],
    ...broken.value.some(({ severity }) => severity === 'error') ? [fieldError('yaml', 'rulesBroken')] : [],
  ]);
  const errors = computed(() => [...refusals(rights.value, objects.value, spec.namespace), ...findings.value, ...textErrors.value]);
  const shownErrors = computed(() => errors.value.filter(({ field, code, severity }) => all.value || touched.has(field) || severity === 'warning' || AT_ONCE.has(code)));

  const lockedBy = (field: Field) => [...locked].find(([one]) => field === one || field.startsWith(`${ one }.`))?.[1];

  return {
    spec,
    topology,
    namespaceIsNew,
    surroundings,
    step,
    errors,
    shown:      (field) => shownErrors.value.filter((error) => error.field === field),
    stepErrors: (page) => shownErrors.value.filter(({ field }) => stepOf(field) === page),
    touch(field) {
      touched.add(field);
    },
    touchAll() {
      all.value = true;
    },
    locked,
    busy,
    isDisabled: (field) => busy.value || lockedBy(field) !== undefined,
    lockedBy,
    acceptable: computed(() => isAcceptable(errors.value)),
    objects,
    yaml:       computed(() => objects.value && toYaml(objects.value)),
    textError,
    applyText(text) {
      if (draft.applyText(text)) {
        // What the text says is no proposal of ours that would follow other fields.
        touched.add('seeds').add('storage.className');
        topology.takeUp();
      }
    },
    dropText: draft.dropText,
    broken,
    kept:     draft.kept,
    dropKept: draft.dropKept,
  };
}

/** What the user may not create of what every ring has, and of what this one has besides; one for each field. */
function refusals(rights: CreateRights, objects: readonly KubeObject[] = [], namespace: string): FieldError[] {
  const made = new Set<string | undefined>([...ALWAYS_CREATED, ...objects.map(({ kind }) => kind)]);
  const found = new Map<Field, FieldError>();

  for (const [kind, field] of REFUSED_AT) {
    const refused = made.has(kind) ? rights[kind]?.refused : undefined;

    if (refused && !found.has(field)) {
      found.set(field, fieldError(field, refused.namespace ? 'refused' : 'refusedEverywhere', { kind, verb: refused.verb, resource: refused.resource, namespace }));
    }
  }

  return [...found.values()];
}

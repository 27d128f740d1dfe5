import { diff } from '../object/diff';
import { identify, isClusterWide, isKnownKind, isObject, type AnyObject } from '../object/object';
import { patch, type Patch } from '../object/patch';
import { compose, type ComposeOptions } from './compose';
import { readSpec } from './read';
import type { ClusterSpec } from './spec';
import { parseObjects, type TextError } from './text';

/** A ring that is being worked on: what the form says, and what only a text can. */
export interface Draft {
  spec: ClusterSpec;
  extra: Extra;
}

/** What a text has beyond what is composed of the spec. Plain data. */
export interface Extra {
  /**
   * What becomes of composed objects. The keys are kind and name, with `*` for the names of ring and namespace, so that
   * a change stays where it belongs when these are changed in the form. A kind alone means each object of the kind.
   */
  changes: Record<string, Patch>;
  /** Objects that are not composed, as they are; in the ring's namespace, wherever that is, if theirs is `*`. */
  added: AnyObject[];
}

export const NO_EXTRA: Extra = { changes: {}, added: [] };

const PLACEHOLDER = '*';

/** Of these there is one for each rack or node, so what is changed in all of them is meant for those to come as well. */
const MANY = ['StatefulSet', 'PersistentVolume', 'PersistentVolumeClaim'];

interface Composed {
  object: AnyObject;
  kind: string;
  /** Its key in {@link Extra}. */
  key: string;
}

/** The objects of a draft, in the order in which to apply them. */
export function objectsOf({ spec, extra }: Draft, options?: ComposeOptions): AnyObject[] {
  const composed = composedObjects(spec, options).map(({ object, kind, key }) => {
    const change = extra.changes[key] ?? extra.changes[kind];

    return change ? patch(object, change) : object;
  });

  return [...composed.filter(isObject), ...extra.added.map((object) => inNamespace(object, PLACEHOLDER, spec.namespace))];
}

/**
 * Takes objects apart into what a form can say and what it cannot: `objectsOf` gives the same objects again, whatever
 * they are. Those that name no namespace, as people write them for `kubectl -n`, get the ring's.
 *
 * @param before what the form says where the objects say nothing
 */
export function draftOf(written: readonly AnyObject[], before: ClusterSpec, options?: ComposeOptions): Draft {
  const spec = readSpec(written, before);
  const objects = written.map((object) => isKnownKind(object) && !isClusterWide(object) ? inNamespace(object, undefined, spec.namespace) : object);
  const composed = composedObjects(spec, options).map(({ object, kind, key }) => {
    const given = objects.find((candidate) => identify(candidate) === identify(object));

    return { kind, key, given, change: diff(object, given) };
  });
  const shared = MANY.flatMap((kind) => {
    const [first, ...others] = composed.filter((each) => each.kind === kind);

    return first?.change && others.every(({ change }) => !diff(first.change, change)) ? [[kind, first.change] as const] : [];
  });
  const sharedKinds = shared.map(([kind]) => kind);
  const own = composed.flatMap(({ kind, key, change }) => change && !sharedKinds.includes(kind) ? [[key, change] as const] : []);

  return {
    spec,
    extra: {
      changes: Object.fromEntries([...shared, ...own]),
      added:   objects.filter((object) => !composed.some(({ given }) => given === object)).map((object) => inNamespace(object, spec.namespace, PLACEHOLDER)),
    },
  };
}

/** Reads a text into a draft. */
export function fromText(text: string, before: ClusterSpec, options?: ComposeOptions): { draft: Draft } | { error: TextError } {
  const read = parseObjects(text);

  return 'error' in read ? read : { draft: draftOf(read.objects, before, options) };
}

/** One thing that only the text says. */
export interface Kept {
  /** What to give to {@link dropKept}. */
  key: string;
  what: 'changed' | 'removed' | 'added';
  kind: string;
  /** `undefined` where it is all of the kind. */
  name: string | undefined;
  /** The places that are changed: `spec.template.spec.tolerations`. */
  paths: string[];
}

/** Lists what only the text says. */
export function keptOf({ spec, extra: { changes, added } }: Draft, options?: ComposeOptions): Kept[] {
  const names = new Map(composedObjects(spec, options).map(({ object, key }) => [key, object.metadata?.name]));

  return [
    ...Object.entries(changes).map(([key, change]): Kept => {
      const [kind = '', name] = key.split('/');

      return { key, what: 'remove' in change ? 'removed' : 'changed', kind, name: names.get(key) ?? name, paths: changedPaths(change) };
    }),
    ...added.map((object): Kept => ({ key: identify(object), what: 'added', kind: object.kind ?? '', name: object.metadata?.name, paths: [] })),
  ];
}

/** What is left of an extra without one thing. */
export function dropKept({ changes, added }: Extra, key: string): Extra {
  return { changes: Object.fromEntries(Object.entries(changes).filter(([each]) => each !== key)), added: added.filter((object) => identify(object) !== key) };
}

/** The places that a patch changes. */
export function changedPaths(change: Patch, path = ''): string[] {
  if ('fields' in change) {
    return Object.entries(change.fields).flatMap(([key, inner]) => changedPaths(inner, path === '' ? key : `${ path }.${ key }`));
  }
  if ('items' in change) {
    const inside = Object.entries(change.items).flatMap(([key, inner]) => changedPaths(inner, `${ path }[${ key }]`));

    return inside.length > 0 ? inside : [path];
  }

  return path === '' ? [] : [path];
}

/** The objects of a ring, each with what it is to the ring, whatever that is called. */
function composedObjects(spec: ClusterSpec, options?: ComposeOptions): Composed[] {
  const anonymous = compose({ ...spec, name: PLACEHOLDER, namespace: PLACEHOLDER }, options);

  return compose(spec, options).map((object, index) => {
    const kind = object.kind ?? '';

    return { object, kind, key: `${ kind }/${ anonymous[index]?.metadata?.name ?? '' }` };
  });
}

/** Moves an object to another namespace, if it is in this one. */
function inNamespace(object: AnyObject, from: string | undefined, to: string): AnyObject {
  return object.metadata?.namespace === from ? { ...object, metadata: { ...object.metadata, namespace: to } } : object;
}

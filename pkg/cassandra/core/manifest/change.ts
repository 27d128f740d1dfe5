import { clean } from '../object/clean';
import { diff } from '../object/diff';
import { isMap } from '../object/json';
import { groupOf, identify, isKind, isObject, type AnyObject } from '../object/object';
import { patch } from '../object/patch';

/** What is to be done about one object, to make what is there what is wanted. */
export type Change =
  | { action: 'create'; object: AnyObject }
  /** `object` is complete, with the version that it was made from: ready to replace `live`. */
  | { action: 'update'; live: AnyObject; object: AnyObject; restarts: boolean; fixed: string[] }
  | { action: 'remove' | 'keep'; live: AnyObject };

/** All other fields of the spec are fixed once an object is there. Kinds that are not listed have none that are. */
const CHANGEABLE: Readonly<Record<string, readonly string[]>> = {
  'apps/StatefulSet':       ['replicas', 'ordinals', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy', 'minReadySeconds', 'revisionHistoryLimit'],
  '/PersistentVolume':      ['accessModes', 'capacity', 'claimRef', 'mountOptions', 'persistentVolumeReclaimPolicy', 'storageClassName'],
  '/PersistentVolumeClaim': ['resources', 'volumeAttributesClassName'],
};

/** Fields that are fixed while the others are not, by path. */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  '/Secret':                     ['type'],
  '/Service':                    ['spec.clusterIP'],
  'storage.k8s.io/StorageClass': ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode'],
};

/**
 * Finds what to do to bring a change of the form, or of its text, to objects that are there. What others changed in
 * them, and what the API server filled in, stays: only the difference between `before` and `after` is carried over.
 *
 * @param live as the API gives them
 * @param before the objects of the draft that was read from `live`
 * @param after those of the draft as it is now
 */
export function changesOf(live: readonly AnyObject[], before: readonly AnyObject[], after: readonly AnyObject[]): Change[] {
  const wanted = new Set(after.map((object) => identify(object)));
  const gone = before.flatMap((object): Change[] => {
    const present = find(live, object);

    return present && !wanted.has(identify(object)) ? [{ action: 'remove', live: present }] : [];
  });

  return [
    ...after.map((object): Change => {
      const present = find(live, object);

      return present ? updateOf(present, find(before, object), object) : { action: 'create', object };
    }),
    // What needs others comes last when it is made, and so goes first.
    ...gone.reverse(),
  ];
}

function updateOf(live: AnyObject, before: AnyObject | undefined, after: AnyObject): Change {
  const change = diff(before ?? clean(live), after);
  const object = change ? patch(live, change) : live;

  // A Job has done its work, or does it; a new one would be another object.
  if (!isObject(object) || !diff(live, object) || isKind(live, 'Job')) {
    return { action: 'keep', live };
  }

  return { action: 'update', live, object, restarts: restarts(live, object), fixed: fixedChanges(live, object) };
}

function restarts(live: AnyObject, object: AnyObject): boolean {
  return isKind(live, 'StatefulSet') && isKind(object, 'StatefulSet') && object.spec?.updateStrategy?.type !== 'OnDelete' && diff(live.spec?.template, object.spec?.template) !== undefined;
}

/** The fields that differ although the API server does not let them. */
function fixedChanges(live: AnyObject, object: AnyObject): string[] {
  const kind = `${ groupOf(live) }/${ live.kind ?? '' }`;
  const [from, to] = [live, object].map(fieldsOf);
  const changed = [...new Set([...from?.keys() ?? [], ...to?.keys() ?? []])].filter((path) => diff(from?.get(path), to?.get(path)));
  const changeable = CHANGEABLE[kind];

  return changed.filter((path) => FIXED[kind]?.includes(path) || (changeable && path.startsWith('spec.') && !changeable.includes(path.slice('spec.'.length))));
}

/** The fields of an object and of its spec, by path. */
function fieldsOf(object: AnyObject): Map<string, unknown> {
  return new Map(Object.entries(object).flatMap(([key, value]): [string, unknown][] => {
    return key === 'spec' && isMap(value) ? Object.entries(value).map(([inner, field]) => [`spec.${ inner }`, field]) : [[key, value]];
  }));
}

function find(objects: readonly AnyObject[], wanted: AnyObject): AnyObject | undefined {
  return objects.find((object) => identify(object) === identify(wanted));
}

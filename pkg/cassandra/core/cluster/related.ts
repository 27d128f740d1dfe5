import type { LabelSelector } from 'kubernetes-types/meta/v1';

import { groupOf, isClusterWide, isKind, isKnownKind, ofKind, type AnyObject, type Kind } from '../object/object';
import { selects } from '../object/selector';
import { claimsOf } from './claims';
import type { Cluster, Member } from './cluster';
import { LABEL_INSTANCE, LABEL_MANAGED_BY, MANAGER } from './labels';
import { RELEASE } from './origin';
import { referencesOf, type Reference, type Relation } from './references';

/** An object that belongs to a cluster. */
export interface RelatedObject {
  group: string;
  kind: string;
  /** Absent for what is in no namespace. */
  namespace?: string;
  name: string;
  relations: Relation[];
  /** `unread`: its kind may not be read, or was not. `missing`: it is named, and is not there. */
  presence: 'there' | 'missing' | 'unread';
  object?: AnyObject;
}

export interface RelatedSources {
  /** Of the kinds that were read: those of the cluster's namespace, and those that are in none. */
  objects: readonly AnyObject[];
  read: readonly Kind[];
}

const ORDER: readonly string[] = [
  'StatefulSet', 'Service', 'PodDisruptionBudget', 'NetworkPolicy', 'ConfigMap', 'Secret', 'Job', 'PersistentVolumeClaim', 'PersistentVolume', 'StorageClass',
] satisfies Kind[];

/** Finds what belongs to a cluster, whoever made it: by names, selectors, labels and owners. By kind and name. */
export function relatedObjects(cluster: Cluster, { objects, read }: RelatedSources): RelatedObject[] {
  const claims = new Set(ofKind(objects, 'PersistentVolumeClaim').filter((claim) => cluster.members.some(({ statefulSet }) => claimsOf(statefulSet, [claim]).length > 0)));
  const named = new Map<string, { reference: Reference; relations: Relation[] }>();

  for (const reference of cluster.members.flatMap((member) => referencesOf(member, [...claims]))) {
    const entry = named.get(keyOf(reference)) ?? { reference, relations: [] };

    entry.relations.push(reference.relation);
    named.set(keyOf(reference), entry);
  }
  const scan = scanFor(cluster, claims);
  const there = objects.filter((object) => isClusterWide(object) || object.metadata?.namespace === cluster.namespace).flatMap((object): RelatedObject[] => {
    const { kind = '', metadata: { name = '', namespace } = {} } = object;
    const key = keyOf({ group: groupOf(object), kind, name });
    const relations = distinct([...(named.get(key)?.relations ?? []), ...scan(object)]);

    named.delete(key);

    return relations.length > 0 ? [{ group: groupOf(object), kind, name, ...(namespace !== undefined && { namespace }), relations, presence: 'there', object }] : [];
  });
  const absent = [...named.values()].map(({ reference: { group, kind, name }, relations }): RelatedObject => ({
    group, kind, name, ...(!isWide(group, kind) && { namespace: cluster.namespace }), relations: distinct(relations), presence: isRead(read, group, kind) ? 'missing' : 'unread',
  }));

  return [...there, ...absent].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || compare(a.kind, b.kind) || compare(a.name, b.name));
}

/** What an object itself says about whom it belongs to. */
function scanFor({ name, namespace, members }: Cluster, claims: ReadonlySet<AnyObject>): (object: AnyObject) => Relation[] {
  const claimNames = new Set([...claims].map(({ metadata }) => metadata?.name));
  const release = members[0]?.statefulSet.metadata?.annotations?.[RELEASE];

  return (object) => {
    const { annotations = {}, labels = {} } = object.metadata ?? {};
    const claimed = isKind(object, 'PersistentVolume') ? object.spec?.claimRef : undefined;
    const isHere = object.metadata?.namespace === namespace;
    const isMade = labels[LABEL_MANAGED_BY] === MANAGER && labels[LABEL_INSTANCE] === name && (isHere || claimed?.namespace === namespace || isKind(object, 'StorageClass'));
    const holds: readonly (readonly [boolean, Relation])[] = [
      [isMade, 'made'],
      [isHere && picks(object, members), 'selects'],
      [isHere && isOwned(object, members), 'owned'],
      [isHere && release !== undefined && annotations[RELEASE] === release, 'release'],
      [claims.has(object), 'claimed'],
      [claimed?.namespace === namespace && claimNames.has(claimed.name), 'bound'],
    ];

    return holds.flatMap(([is, relation]) => is ? relation : []);
  };
}

function picks(object: AnyObject, members: readonly Member[]): boolean {
  const selector = selectorOf(object);

  return members.some(({ statefulSet }) => selects(selector, statefulSet.spec?.template.metadata?.labels));
}

function selectorOf(object: AnyObject): LabelSelector | undefined {
  if (isKind(object, 'Service')) {
    // A Service without a selector has endpoints that someone else writes.
    return object.spec?.selector && { matchLabels: object.spec.selector };
  }
  if (isKind(object, 'PodDisruptionBudget')) {
    return object.spec?.selector;
  }

  return isKind(object, 'NetworkPolicy') ? object.spec?.podSelector : undefined;
}

/** Made by a member, or by what made a member too, such as an operator's resource. */
function isOwned({ metadata }: AnyObject, members: readonly Member[]): boolean {
  const makers = members.flatMap(({ statefulSet }) => [statefulSet.metadata?.uid, statefulSet.metadata?.ownerReferences?.find(({ controller }) => controller)?.uid]);

  return metadata?.ownerReferences?.some(({ uid }) => makers.includes(uid)) ?? false;
}

function keyOf({ group, kind, name }: Pick<Reference, 'group' | 'kind' | 'name'>): string {
  return [group, kind, name].join('/');
}

const isRead = (read: readonly string[], group: string, kind: string): boolean => isKnownKind(bare(group, kind)) && read.includes(kind);
const isWide = (group: string, kind: string): boolean => isClusterWide(bare(group, kind));
const bare = (group: string, kind: string): AnyObject => ({ apiVersion: `${ group }/v1`, kind });

function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

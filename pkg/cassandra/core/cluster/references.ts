import type { Container, PersistentVolumeClaim, PodSpec, Volume } from 'kubernetes-types/core/v1';

import { groupOf } from '../object/object';
import type { Member } from './cluster';
import { ANNOTATION_SUPERUSER_SECRET } from './labels';

/** How an object belongs to a cluster; a key for a translated sentence. */
export type Relation =
  | 'member' // its StatefulSet runs nodes
  | 'owner' // it made a member, and answers for it
  | 'made' // this extension made it for the cluster
  | 'governs' // the Service that gives the pods their names
  | 'selects' // its selector picks the pods
  | 'mounted' // the pods mount it
  | 'environment' // the pods take variables from it
  | 'pulls' // the image is pulled with it
  | 'login' // it holds the superuser's login
  | 'claimed' // a claim that pods use, or would use again
  | 'bound' // the volume behind such a claim
  | 'class' // the StorageClass of such a claim
  | 'owned' // a member, or what made it, made it
  | 'release'; // the same Helm release installed it

/** An object that a cluster names, by what it is called. */
export interface Reference {
  group: string;
  kind: string;
  name: string;
  relation: Relation;
}

/**
 * What a member names: itself, its maker, and all that its pods need. What a pod does without is left out, since it is
 * no loss when it is missing.
 *
 * @param claims those of the cluster, as far as they may be read
 */
export function referencesOf({ name, statefulSet: { metadata, spec } }: Member, claims: readonly PersistentVolumeClaim[]): Reference[] {
  const pod = spec?.template.spec;
  const login = metadata?.annotations?.[ANNOTATION_SUPERUSER_SECRET];
  const classes = [...claims, ...(spec?.volumeClaimTemplates ?? [])].flatMap((claim) => claim.spec?.storageClassName || []);

  return [
    { group: 'apps', kind: 'StatefulSet', name, relation: 'member' },
    ...(metadata?.ownerReferences ?? []).map((owner): Reference => ({ group: groupOf(owner), kind: owner.kind, name: owner.name, relation: 'owner' })),
    ...core('governs', 'Service', spec?.serviceName),
    ...core('login', 'Secret', login),
    ...(pod?.volumes ?? []).flatMap(mounted),
    ...containersOf(pod).flatMap(variables),
    ...(pod?.imagePullSecrets ?? []).flatMap((secret) => core('pulls', 'Secret', secret.name)),
    ...claims.flatMap((claim) => core('bound', 'PersistentVolume', claim.spec?.volumeName)),
    ...classes.map((one): Reference => ({ group: 'storage.k8s.io', kind: 'StorageClass', name: one, relation: 'class' })),
  ];
}

export function containersOf(pod: PodSpec | undefined): Container[] {
  return [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])];
}

function core(relation: Relation, kind: string, name: string | undefined): Reference[] {
  return name ? [{ group: '', kind, name, relation }] : [];
}

function mounted({ configMap, secret, persistentVolumeClaim, projected }: Volume): Reference[] {
  return [
    ...(configMap && !configMap.optional ? core('mounted', 'ConfigMap', configMap.name) : []),
    ...(secret && !secret.optional ? core('mounted', 'Secret', secret.secretName) : []),
    ...core('mounted', 'PersistentVolumeClaim', persistentVolumeClaim?.claimName),
    ...(projected?.sources ?? []).flatMap((source) => [
      ...(source.configMap && !source.configMap.optional ? core('mounted', 'ConfigMap', source.configMap.name) : []),
      ...(source.secret && !source.secret.optional ? core('mounted', 'Secret', source.secret.name) : []),
    ]),
  ];
}

function variables({ env = [], envFrom = [] }: Container): Reference[] {
  const sources = [
    ...env.flatMap(({ valueFrom }) => valueFrom ? { configMap: valueFrom.configMapKeyRef, secret: valueFrom.secretKeyRef } : []),
    ...envFrom.map(({ configMapRef, secretRef }) => ({ configMap: configMapRef, secret: secretRef })),
  ];

  return sources.flatMap(({ configMap, secret }) => [
    ...(configMap && !configMap.optional ? core('environment', 'ConfigMap', configMap.name) : []),
    ...(secret && !secret.optional ? core('environment', 'Secret', secret.name) : []),
  ]);
}

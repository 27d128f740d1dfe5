import type { PersistentVolume, PersistentVolumeClaim } from 'kubernetes-types/core/v1';
import type { StorageClass } from 'kubernetes-types/storage/v1';

import { LABEL_MANAGED_BY, MANAGER } from '../cluster/labels';
import { ofKind, type AnyObject } from '../object/object';
import type { ReadMember } from './read';
import { HOSTNAME } from './scheduling';
import type { NewStorageClass, RackSpec, Retention, StaticType, StaticVolume, StorageSource, StorageSpec } from './spec';
import { claimPrefix, DATA_DIRECTORY, DATA_VOLUME } from './storage';
import { zoneLabel } from './storage-presets';

/** Reads where the data of a ring is. */
export function readStorage(objects: readonly AnyObject[], members: readonly ReadMember[], racks: readonly RackSpec[], fallback: StorageSpec): StorageSpec {
  const [first] = members;
  const templates = first?.set.spec?.volumeClaimTemplates ?? [];
  const mountedAt = (path: RegExp) => templates.find(({ metadata }) => first?.container.volumeMounts?.some(({ name, mountPath }) => name === metadata?.name && path.test(mountPath)));
  const commitLog = mountedAt(/\/commit-?_?log\/?$/);
  const data = mountedAt(new RegExp(`^${ DATA_DIRECTORY }(?:/data)?/?$`)) ?? templates.find((template) => template.metadata?.name === DATA_VOLUME) ?? templates.find((template) => template !== commitLog);
  const source = readSource(objects, data, podClaims(members, racks, data?.metadata?.name ?? DATA_VOLUME));
  const commitLogClass = commitLog?.spec?.storageClassName;
  const policy = first?.set.spec?.persistentVolumeClaimRetentionPolicy;

  return {
    size:      sizeOf(data) ?? fallback.size,
    source,
    ...(commitLog && { commitLog: { size: sizeOf(commitLog) ?? fallback.size, ...(commitLogClass !== undefined && commitLogClass !== data?.spec?.storageClassName && { className: commitLogClass }) } }),
    retention: { whenDeleted: readRetention(policy?.whenDeleted), whenScaled: readRetention(policy?.whenScaled) },
  };
}

function sizeOf(claim: PersistentVolumeClaim | undefined): string | undefined {
  const size = claim?.spec?.resources?.requests?.['storage'];

  return size === undefined ? undefined : String(size);
}

const readRetention = (text: string | undefined): Retention => text === 'Delete' ? 'Delete' : 'Retain';

/** @param names of the claims of the nodes' data */
function readSource(objects: readonly AnyObject[], data: PersistentVolumeClaim | undefined, names: readonly string[]): StorageSource {
  const className = data?.spec?.storageClassName;
  const storageClass = ofKind(objects, 'StorageClass').find(({ metadata }) => metadata?.name !== undefined && metadata.name === className);
  const claims = madeClaims(objects, names);

  if (storageClass) {
    return { kind: 'newClass', storageClass: readStorageClass(storageClass) };
  }
  if (claims.length === 0) {
    return { kind: 'class', ...(className !== undefined && { className }) };
  }
  const volumes = claims.map((claim) => ofKind(objects, 'PersistentVolume').find(({ metadata }) => metadata?.name !== undefined && metadata.name === claim?.spec?.volumeName));
  const type = volumes[0] && typeOf(volumes[0]);

  if (type === undefined) {
    return { kind: 'chosen', className: className ?? '', volumes: claims.map((claim) => claim?.spec?.volumeName ?? '') };
  }
  const { driver, fsType } = volumes[0]?.spec?.csi ?? {};

  return { kind: 'static', type, ...(driver !== undefined && { driver }), ...(fsType !== undefined && { fsType }), volumes: volumes.map((volume) => volume ? readVolume(volume) : {}) };
}

/** Names of the claims of a volume, by rack and ordinal. */
function podClaims(members: readonly ReadMember[], racks: readonly RackSpec[], volume: string): string[] {
  return members.flatMap(({ set }, index) => Array.from({ length: racks[index]?.nodes ?? 0 }, (_, ordinal) => `${ claimPrefix(set.metadata?.name ?? '', volume) }${ ordinal }`));
}

/** Those claims that were made with the ring. StatefulSets make the others; these do not say who made them. */
function madeClaims(objects: readonly AnyObject[], names: readonly string[]): (PersistentVolumeClaim | undefined)[] {
  const made = ofKind(objects, 'PersistentVolumeClaim').filter(({ metadata }) => metadata?.labels?.[LABEL_MANAGED_BY] === MANAGER);
  const claims = names.map((name) => made.find(({ metadata }) => metadata?.name === name));

  return claims.slice(0, claims.reduce((end, claim, index) => claim ? index + 1 : end, 0));
}

function typeOf({ spec }: PersistentVolume): StaticType | undefined {
  const types: StaticType[] = ['local', 'hostPath', 'nfs', 'csi'];

  return types.find((type) => spec?.[type] !== undefined);
}

function readVolume({ spec }: PersistentVolume): StaticVolume {
  const terms = spec?.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  const host = terms.flatMap(({ matchExpressions = [] }) => matchExpressions).find(({ key }) => key === HOSTNAME)?.values?.[0];
  const path = (spec?.local ?? spec?.hostPath ?? spec?.nfs)?.path;

  return {
    ...(host !== undefined && { host }),
    ...(path !== undefined && { path }),
    ...(spec?.nfs && { server: spec.nfs.server }),
    ...(spec?.csi && { handle: spec.csi.volumeHandle }),
  };
}

function readStorageClass({ metadata, provisioner, parameters = {}, reclaimPolicy, volumeBindingMode, allowVolumeExpansion = false, mountOptions = [], allowedTopologies = [] }: StorageClass): NewStorageClass {
  return {
    name:           metadata?.name ?? '',
    provisioner,
    parameters,
    reclaimPolicy:  reclaimPolicy === 'Retain' ? 'Retain' : 'Delete',
    bindingMode:    volumeBindingMode === 'WaitForFirstConsumer' ? 'WaitForFirstConsumer' : 'Immediate',
    allowExpansion: allowVolumeExpansion,
    mountOptions,
    zones:          allowedTopologies.flatMap(({ matchLabelExpressions = [] }) => matchLabelExpressions).flatMap(({ key, values }) => key === zoneLabel(provisioner) ? values : []),
  };
}

import type { PersistentVolume, PersistentVolumeClaim, PersistentVolumeClaimSpec, PersistentVolumeSpec, VolumeMount } from 'kubernetes-types/core/v1';
import type { StorageClass } from 'kubernetes-types/storage/v1';

import { clusterWide, metadata, rackLabels } from './labels';
import { HOSTNAME } from './scheduling';
import type { ClusterSpec, StaticVolume, StorageSource } from './spec';
import { zoneLabel } from './storage-presets';
import { members } from './topology';

export const DATA_VOLUME = 'data';
export const COMMIT_LOG_VOLUME = 'commitlog';

/** Where the official image keeps everything. */
export const DATA_DIRECTORY = '/var/lib/cassandra';

/** One node alone writes to a volume. */
const ACCESS_MODES = ['ReadWriteOnce'];

/** The StatefulSet controller names a claim after the volume, the set and the pod's ordinal, which follows this. */
export const claimPrefix = (member: string, volume = DATA_VOLUME): string => `${ volume }-${ member }-`;

/** Name of the PersistentVolume that is made for a claim: these have no namespace, so the name says which one. */
const volumeName = (namespace: string, claim: string): string => `${ namespace }-${ claim }`;

/** The StorageClass that is made with the ring, if one is. */
export function storageClass(spec: ClusterSpec): StorageClass | undefined {
  const { source } = spec.storage;

  if (source.kind !== 'newClass') {
    return undefined;
  }
  const { name, provisioner, parameters, reclaimPolicy, bindingMode, allowExpansion, mountOptions, zones } = source.storageClass;

  return {
    apiVersion:           'storage.k8s.io/v1',
    kind:                 'StorageClass',
    metadata:             clusterWide(spec, name),
    provisioner,
    ...(Object.keys(parameters).length > 0 && { parameters }),
    reclaimPolicy,
    volumeBindingMode:    bindingMode,
    allowVolumeExpansion: allowExpansion,
    ...(mountOptions.length > 0 && { mountOptions }),
    ...(zones.length > 0 && { allowedTopologies: [{ matchLabelExpressions: [{ key: zoneLabel(provisioner), values: zones }] }] }),
  };
}

/** The PersistentVolumes that are made with the ring, each bound beforehand to the claim of the pod that it is for. */
export function persistentVolumes(spec: ClusterSpec): PersistentVolume[] {
  const { size, source } = spec.storage;

  if (source.kind !== 'static') {
    return [];
  }

  return dataClaims(spec).flatMap(({ name }, index) => {
    const volume = source.volumes[index];

    return volume === undefined ? [] : [{
      apiVersion: 'v1',
      kind:       'PersistentVolume',
      metadata:   clusterWide(spec, volumeName(spec.namespace, name)),
      spec:       {
        capacity:                      { storage: size },
        accessModes:                   ACCESS_MODES,
        volumeMode:                    'Filesystem',
        persistentVolumeReclaimPolicy: 'Retain',
        storageClassName:              '',
        claimRef:                      { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: spec.namespace, name },
        ...location(source, volume),
        ...(volume.host !== undefined && { nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: HOSTNAME, operator: 'In', values: [volume.host] }] }] } } }),
      },
    }];
  });
}

/**
 * The claims that are made with the ring, where each node's volume was chosen: StatefulSets take over claims of the
 * right name, so that each pod gets the volume that was meant for it, and not any that fits.
 */
export function claims(spec: ClusterSpec): PersistentVolumeClaim[] {
  const { size, source } = spec.storage;

  if (source.kind !== 'static' && source.kind !== 'chosen') {
    return [];
  }

  return dataClaims(spec).slice(0, source.volumes.length).map(({ name, labels }, index) => ({
    apiVersion: 'v1',
    kind:       'PersistentVolumeClaim',
    metadata:   metadata(spec, name, labels),
    spec:       {
      ...claimSpec(size, dataClass(source)),
      volumeName: source.kind === 'chosen' ? source.volumes[index] : volumeName(spec.namespace, name),
    },
  }));
}

/** What the StatefulSets make claims from, for nodes that have none. */
export function claimTemplates({ storage: { size, source, commitLog } }: ClusterSpec): PersistentVolumeClaim[] {
  const data = { metadata: { name: DATA_VOLUME }, spec: claimSpec(size, dataClass(source)) };

  return commitLog ? [data, { metadata: { name: COMMIT_LOG_VOLUME }, spec: claimSpec(commitLog.size, commitLog.className ?? dataClass(source)) }] : [data];
}

/** Where the volumes of the claim templates appear to Cassandra. */
export function storageMounts({ storage: { commitLog } }: ClusterSpec): VolumeMount[] {
  const data = { name: DATA_VOLUME, mountPath: DATA_DIRECTORY };

  return commitLog ? [data, { name: COMMIT_LOG_VOLUME, mountPath: `${ DATA_DIRECTORY }/commitlog` }] : [data];
}

/** The claims of all nodes' data, in the order of `podNames`, with the labels that the StatefulSet controller would give them. */
function dataClaims(spec: ClusterSpec): { name: string; labels: Record<string, string> }[] {
  return members(spec).flatMap((member) => Array.from({ length: member.rack.nodes }, (_, ordinal) => ({
    name:   `${ claimPrefix(member.name) }${ ordinal }`,
    labels: rackLabels(spec, member),
  })));
}

/** The class that claims for data name; the default one if they name none. */
function dataClass(source: StorageSource): string | undefined {
  switch (source.kind) {
  case 'newClass':
    return source.storageClass.name;
  case 'static':
    // Not left out: a claim that names no class gets the default one, and waits for its provisioner.
    return '';
  default:
    return source.className;
  }
}

function claimSpec(size: string, className: string | undefined): PersistentVolumeClaimSpec {
  return {
    accessModes: ACCESS_MODES,
    ...(className !== undefined && { storageClassName: className }),
    resources:   { requests: { storage: size } },
  };
}

function location({ type, driver = '', fsType }: StorageSource & { kind: 'static' }, { path = '', server = '', handle = '' }: StaticVolume): Partial<PersistentVolumeSpec> {
  switch (type) {
  case 'local':
    return { local: { path } };
  case 'hostPath':
    // Not made if it is missing: it would be root's, and Cassandra could not write into it.
    return { hostPath: { path, type: 'Directory' } };
  case 'nfs':
    return { nfs: { server, path } };
  case 'csi':
    return { csi: { driver, volumeHandle: handle, ...(fsType !== undefined && { fsType }) } };
  }
}

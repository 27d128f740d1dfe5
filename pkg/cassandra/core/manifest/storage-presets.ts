import { ZONE } from './scheduling';
import type { NewStorageClass } from './spec';

/** What is particular to a driver. */
interface StorageDriver {
  provisioner: string;
  parameters: Readonly<Record<string, string>>;
  /** The driver can make a volume larger. */
  allowExpansion: boolean;
}

/** What a new StorageClass starts from, for a driver that many have. */
export interface StoragePreset extends StorageDriver {
  id: 'ebs' | 'pdBalanced' | 'pdSsd' | 'azure' | 'vsphere' | 'ceph' | 'longhorn' | 'openebs' | 'topolvm' | 'localPath' | 'none';
  /** Its volumes are on the disk of one host, whatever the parameters. */
  isOnHost?: true;
  /** Parameters that name something of this installation: the value here is an example. */
  ofSite?: readonly string[];
}

/** Makes no volumes: those of its classes are made by hand, or by another program. */
export const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

const FS_TYPE = 'csi.storage.k8s.io/fstype';
const ROOK = 'rook-ceph';

/**
 * The drivers that people have, with the parameters that their own documentation names (read November 2026):
 *
 * - ebs: kubernetes-sigs/aws-ebs-csi-driver docs/parameters.md
 * - pd: kubernetes-sigs/gcp-compute-persistent-disk-csi-driver README
 * - azure: kubernetes-sigs/azuredisk-csi-driver docs/driver-parameters.md. No host cache: a synced commit log must be on the disk.
 * - vsphere: kubernetes-sigs/vsphere-csi-driver example/vanilla-k8s-RWO-filesystem-volumes
 * - ceph: rook/rook deploy/examples/csi/rbd/storageclass.yaml, which warns of XFS where Ceph runs on the same hosts
 * - longhorn: longhorn.io references/storage-class-parameters. One replica, on the pod's own host: Cassandra keeps the copies.
 * - openebs: openebs.io Local PV LVM; topolvm: topolvm/topolvm docs; local-path: rancher/local-path-provisioner
 *
 * XFS where there is a choice: it is what large Cassandra rings run on.
 */
export const STORAGE_PRESETS: readonly StoragePreset[] = [
  { id: 'ebs', provisioner: 'ebs.csi.aws.com', parameters: { type: 'gp3', encrypted: 'true', [FS_TYPE]: 'xfs' }, allowExpansion: true },
  { id: 'pdBalanced', provisioner: 'pd.csi.storage.gke.io', parameters: { type: 'pd-balanced', [FS_TYPE]: 'xfs' }, allowExpansion: true },
  { id: 'pdSsd', provisioner: 'pd.csi.storage.gke.io', parameters: { type: 'pd-ssd', [FS_TYPE]: 'xfs' }, allowExpansion: true },
  { id: 'azure', provisioner: 'disk.csi.azure.com', parameters: { skuName: 'Premium_LRS', cachingMode: 'None', [FS_TYPE]: 'xfs' }, allowExpansion: true },
  {
    id:             'vsphere',
    provisioner:    'csi.vsphere.vmware.com',
    parameters:     { storagepolicyname: 'vSAN Default Storage Policy', [FS_TYPE]: 'xfs' },
    allowExpansion: true,
    ofSite:         ['storagepolicyname'],
  },
  {
    id:          'ceph',
    provisioner: `${ ROOK }.rbd.csi.ceph.com`,
    parameters:  {
      clusterID:                                              ROOK,
      pool:                                                   'replicapool',
      imageFeatures:                                          'layering',
      'csi.storage.k8s.io/provisioner-secret-name':            'rook-csi-rbd-provisioner',
      'csi.storage.k8s.io/provisioner-secret-namespace':       ROOK,
      'csi.storage.k8s.io/controller-expand-secret-name':      'rook-csi-rbd-provisioner',
      'csi.storage.k8s.io/controller-expand-secret-namespace': ROOK,
      'csi.storage.k8s.io/node-stage-secret-name':             'rook-csi-rbd-node',
      'csi.storage.k8s.io/node-stage-secret-namespace':        ROOK,
      [FS_TYPE]:                                              'ext4',
    },
    allowExpansion: true,
    ofSite:         ['clusterID', 'pool'],
  },
  { id: 'longhorn', provisioner: 'driver.longhorn.io', parameters: { numberOfReplicas: '1', dataLocality: 'strict-local', fsType: 'xfs' }, allowExpansion: true },
  { id: 'openebs', provisioner: 'local.csi.openebs.io', parameters: { storage: 'lvm', volgroup: 'lvmvg', fsType: 'xfs' }, allowExpansion: true, isOnHost: true, ofSite: ['volgroup'] },
  { id: 'topolvm', provisioner: 'topolvm.io', parameters: { 'topolvm.io/device-class': 'ssd', [FS_TYPE]: 'xfs' }, allowExpansion: true, isOnHost: true, ofSite: ['topolvm.io/device-class'] },
  { id: 'localPath', provisioner: 'rancher.io/local-path', parameters: {}, allowExpansion: false, isOnHost: true },
  { id: 'none', provisioner: NO_PROVISIONER, parameters: {}, allowExpansion: false, isOnHost: true },
];

/** Drivers that know a zone only by a label of their own; documented where their parameters are. */
const OWN_ZONE_LABEL: Readonly<Record<string, string>> = {
  'pd.csi.storage.gke.io': 'topology.gke.io/zone',
  'disk.csi.azure.com':    'topology.disk.csi.azure.com/zone',
};

/** The topology key by which a StorageClass keeps a driver to zones. */
export function zoneLabel(provisioner: string): string {
  return OWN_ZONE_LABEL[provisioner] ?? ZONE;
}

/** A StorageClass that is safe for a database: made where the pod runs, and its data outlives the claim. */
export function newStorageClass(name: string, { provisioner, parameters, allowExpansion }: StorageDriver): NewStorageClass {
  return {
    name,
    provisioner,
    parameters:    { ...parameters },
    reclaimPolicy: 'Retain',
    bindingMode:   'WaitForFirstConsumer',
    allowExpansion,
    mountOptions:  [],
    zones:         [],
  };
}

/** The preset of a driver; of several, the one for the same type of disk. */
export function presetFor({ provisioner, parameters }: Pick<NewStorageClass, 'provisioner' | 'parameters'>): StoragePreset | undefined {
  const presets = STORAGE_PRESETS.filter((preset) => preset.provisioner === provisioner);

  return presets.find((preset) => preset.parameters.type === parameters.type) ?? presets[0];
}

/** The driver that a new class is most likely for: one that is here already, best one that there is a preset for. */
export function likelyDriver(provisioners: readonly string[]): StorageDriver {
  return STORAGE_PRESETS.find(({ provisioner }) => provisioners.includes(provisioner)) ?? { provisioner: provisioners[0] ?? '', parameters: {}, allowExpansion: false };
}

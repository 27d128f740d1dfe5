import type { Container, PodSpec, VolumeMount } from 'kubernetes-types/core/v1';

import type { Member } from './cluster';

/** What a volume is for, by where the database sees it. */
export type VolumeUse = 'data' | 'commitLog' | 'other';

/** Where a node's bytes are; `container` is the container's own file system, which goes with it. */
export type VolumeHome = 'claim' | 'emptyDir' | 'hostPath' | 'container' | 'other';

/** A volume as the pod template names it for one ordinal. */
export interface StoragePlace {
  use: VolumeUse;
  home: VolumeHome;
  path?: string;
  claim?: string;
}

const COMMIT_LOG = /commit[-_]?log/i;
const BESIDE_DATA = /hints|saved_caches|cdc|heap_?dump|\/logs?\/?$|\/(?:etc|conf|config|tmp)(?:\/|$)/i;

/** Where images keep their data: official, Bitnami, the Kubernetes example. */
const DATA_DIRECTORY = /^\/(?:var\/lib\/cassandra|bitnami\/cassandra|cassandra_data)(?:\/data)?\/?$/;

const USES: readonly VolumeUse[] = ['data', 'commitLog', 'other'];

/** What the StatefulSet mounts into the database's container: all claims, and without one for data, what is there instead. */
export function placesOf({ statefulSet: { metadata, spec }, container: name }: Member, ordinal: number): StoragePlace[] {
  const pod = spec?.template.spec;
  const container = pod?.containers.find((each) => each.name === name);
  const templates = new Set((spec?.volumeClaimTemplates ?? []).map((template) => template.metadata?.name));
  const claimed = (container?.volumeMounts ?? []).flatMap((mount): StoragePlace[] => {
    const claim = templates.has(mount.name) ? `${ mount.name }-${ metadata?.name }-${ ordinal }` : volumeNamed(pod, mount)?.persistentVolumeClaim?.claimName;

    return claim === undefined ? [] : [{ use: useOf(mount), home: 'claim', path: mount.mountPath, claim }];
  });
  const places = claimed.some(({ use }) => use === 'data') ? claimed : [unclaimedData(pod, container), ...claimed];

  return places.sort((a, b) => USES.indexOf(a.use) - USES.indexOf(b.use));
}

function unclaimedData(pod: PodSpec | undefined, container: Container | undefined): StoragePlace {
  const mount = container?.volumeMounts?.find(({ mountPath }) => DATA_DIRECTORY.test(mountPath));
  const volume = mount && volumeNamed(pod, mount);

  if (!mount || !volume) {
    return { use: 'data', home: 'container' };
  }

  return { use: 'data', home: volume.emptyDir ? 'emptyDir' : volume.hostPath ? 'hostPath' : 'other', path: mount.mountPath };
}

function volumeNamed(pod: PodSpec | undefined, { name }: VolumeMount) {
  return pod?.volumes?.find((volume) => volume.name === name);
}

function useOf({ mountPath, subPath = '' }: VolumeMount): VolumeUse {
  if (COMMIT_LOG.test(mountPath) || COMMIT_LOG.test(subPath)) {
    return 'commitLog';
  }

  return BESIDE_DATA.test(mountPath) ? 'other' : 'data';
}

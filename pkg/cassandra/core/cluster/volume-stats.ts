import { isMap } from '../object/json';

/** What the kubelet measured on a mounted volume. */
export interface MeasuredVolume {
  /** Bytes in use on the file system that the volume is on. */
  used: number;
  /**
   * Bytes in use and still to be had: less than the file system is large where some are kept for root, and more than were
   * asked for where volumes are directories of one disk.
   */
  room: number;
  /** Milliseconds since the epoch, by the clock of the Kubernetes node. */
  at: number;
}

/**
 * Reads the kubelet's summary (`/stats/summary`).
 *
 * @param summary the answer as parsed JSON; what is not as it should be is passed over
 * @returns by the name of the claim, those of the namespace; volumes whose kind is not measured are left out
 */
export function readVolumeStats(summary: unknown, namespace: string): Map<string, MeasuredVolume> {
  const volumes = listAt(summary, 'pods').flatMap((pod) => listAt(pod, 'volume'));

  return new Map(volumes.flatMap((volume) => {
    const { pvcRef, usedBytes, availableBytes, time } = isMap(volume) ? volume : {};

    if (!isMap(pvcRef) || pvcRef['namespace'] !== namespace || typeof pvcRef['name'] !== 'string') {
      return [];
    }

    return typeof usedBytes === 'number' && typeof availableBytes === 'number' && typeof time === 'string' ? [[pvcRef['name'], { used: usedBytes, room: usedBytes + availableBytes, at: Date.parse(time) }] as const] : [];
  }));
}

function listAt(value: unknown, key: string): unknown[] {
  const list = isMap(value) ? value[key] : undefined;

  return Array.isArray(list) ? list : [];
}

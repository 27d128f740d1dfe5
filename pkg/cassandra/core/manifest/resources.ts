import type { ResourceRequirements } from 'kubernetes-types/core/v1';

import { parseQuantity } from '../quantity';
import type { ClusterSpec, ResourcesSpec } from './spec';

/** Sizes of a node to start from, the second of them proposed; half of the memory becomes the heap. */
export const PRESETS = [
  { name: 'development', cpu: '500m', memory: '2Gi' },
  { name: 'small', cpu: '500m', memory: '4Gi' },
  { name: 'medium', cpu: '2', memory: '8Gi' },
  { name: 'large', cpu: '4', memory: '16Gi' },
  { name: 'xlarge', cpu: '8', memory: '32Gi' },
] as const;

export type PresetName = typeof PRESETS[number]['name'];

/** The preset that resources are equal to, however they are written; none if anything besides was chosen. */
export function presetOf({ cpu, memory, ...chosen }: ResourcesSpec): PresetName | undefined {
  if (Object.values(chosen).some((value) => value !== undefined)) {
    return undefined;
  }

  return PRESETS.find((preset) => parseQuantity(preset.cpu) === parseQuantity(cpu) && parseQuantity(preset.memory) === parseQuantity(memory))?.name;
}

/**
 * What a container of a node requests and is limited to. Init containers have the same: that costs nothing, since they
 * run before, and a quota takes no pod with a container that says nothing.
 */
export function requirements({ resources: { cpu, cpuLimit, memory, memoryRequest } }: Pick<ClusterSpec, 'resources'>): ResourceRequirements {
  return {
    requests: { cpu, memory: memoryRequest ?? memory },
    limits:   { memory, ...(cpuLimit !== undefined && { cpu: cpuLimit }) },
  };
}

export { compose, type KubeObject } from './compose';
export { fieldError, stepOf, STEPS, type Field, type FieldError, type Step } from './field-error';
export { heapFor, type Heap } from './heap';
export { PRESETS, presetOf, type PresetName } from './resources';
export { DEFAULT_IMAGE, defaultSpec, type ClusterSpec } from './spec';
export type { Surroundings } from './surroundings';
export { isAcceptable, validate } from './validate';
export { toYaml } from './yaml';

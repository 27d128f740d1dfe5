export { compose, type KubeObject } from './compose';
export type { Field, FieldError, FieldErrorCode } from './field-error';
export { heapFor, type Heap } from './heap';
export { DEFAULT_IMAGE, defaultSpec, type ClusterSpec } from './spec';
export { isAcceptable, validate, type Surroundings } from './validate';
export { toYaml } from './yaml';

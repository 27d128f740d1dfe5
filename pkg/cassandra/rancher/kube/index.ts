/** The Kubernetes API of a cluster, under the user's own rights. */
export { KubeError } from './error';
export type { StatusCause, StatusDetails } from './error';
export { refOf } from './resources';
export type { KindRef, KubeObject, ObjectRef } from './resources';
export { apply, FIELD_MANAGER, get, list, remove } from './objects';
export type { ApplyOptions, ListOptions, RemoveOptions } from './objects';
export { applyAll, undo } from './apply-all';
export type { ApplyAllOptions, ApplyPhase, ApplyProgress, ApplyResult, CreatedObject, UndoResult } from './apply-all';

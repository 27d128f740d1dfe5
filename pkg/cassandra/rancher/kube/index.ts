/** The Kubernetes API of a cluster, under the user's own rights. */
export { KubeError } from './error';
export type { StatusCause, StatusDetails } from './error';
export { refOf } from './resources';
export type { KindRef, KubeObject, ObjectRef } from './resources';
export { apply, FIELD_MANAGER, get, list, patch, remove, replace } from './objects';
export type { ApplyOptions, ListOptions, RemoveOptions } from './objects';
export { checkAll, isNamespace, isSame } from './check';
export type { Check, CreatedObject } from './check';
export { applyAll, undo } from './apply-all';
export type { ApplyAllOptions, ApplyPhase, ApplyProgress, ApplyResult, UndoResult } from './apply-all';
export { changeAll } from './change-all';
export type { ChangeProgress, ChangeResult, Task } from './change-all';
export { clusterObjects, readable } from './cluster-objects';

import type { ListMeta } from 'kubernetes-types/meta/v1';
import type { ClusterContext } from '../store';
import { KubeError } from './error';
import { request } from './request';
import { collectionPath, objectPath, refOf } from './resources';
import type { KindRef, KubeObject, ObjectRef } from './resources';

/** Owner of the fields that this extension applies. Changing it would orphan the fields of every existing cluster. */
export const FIELD_MANAGER = 'cassandra-for-rancher';

/** Large lists come in pages, so that no single answer is huge. */
const PAGE_SIZE = '500';

export interface ListOptions {
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  /** Only names, labels and the like, so that no secret value travels. */
  readonly metadataOnly?: boolean;
}

const METADATA_ONLY = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

export interface ApplyOptions {
  /** Let the API server do everything but store the object. */
  readonly dryRun?: boolean;
  /** Take over fields that another manager owns, instead of failing with a conflict. */
  readonly force?: boolean;
}

export interface RemoveOptions {
  /** Remove only the object with this uid, not a later one of the same name. */
  readonly uid?: string;
  readonly propagation?: 'Background' | 'Foreground' | 'Orphan';
  readonly dryRun?: boolean;
}

export async function get<T extends KubeObject>(context: ClusterContext, ref: ObjectRef): Promise<T> {
  return (await request<T>(context, { path: await objectPath(context, ref) })).body;
}

/** All objects of a kind. Items carry apiVersion and kind, which the API server leaves out of lists. */
export async function list<T extends KubeObject>(context: ClusterContext, kind: KindRef, { labelSelector, fieldSelector, metadataOnly }: ListOptions = {}): Promise<T[]> {
  const items: T[] = [];
  let next: string | undefined;

  do {
    const { body } = await request<{ items: T[] | null; metadata?: ListMeta }>(context, {
      path:   await collectionPath(context, kind),
      query:  { labelSelector, fieldSelector, limit: PAGE_SIZE, continue: next },
      accept: metadataOnly ? METADATA_ONLY : undefined,
    });

    items.push(...(body.items ?? []).map((item) => ({ ...item, apiVersion: kind.apiVersion, kind: kind.kind })));
    next = body.metadata?.continue || undefined;
  } while (next);

  return items;
}

/** Server-side apply: what the object says becomes so, what it does not mention stays as it is. */
export async function apply<T extends KubeObject>(context: ClusterContext, object: T, options: ApplyOptions = {}): Promise<T> {
  return (await applyAndTell(context, object, options)).object;
}

export interface Applied<T> {
  readonly object: T;
  readonly isNew: boolean;
  /** What the API server, or what stands before it, has to say about an object that it accepted. */
  readonly warnings: readonly string[];
}

/** Like apply, and tells whether the object was new, and what the API server thinks of it. */
export async function applyAndTell<T extends KubeObject>(context: ClusterContext, object: T, { dryRun, force }: ApplyOptions = {}): Promise<Applied<T>> {
  const { status, body, warnings } = await request<T>(context, {
    method:      'PATCH',
    path:        await objectPath(context, refOf(object)),
    query:       { fieldManager: FIELD_MANAGER, force: force ? 'true' : undefined, dryRun: dryRun ? 'All' : undefined },
    body:        object,
    contentType: 'application/apply-patch+yaml', // JSON is YAML
  });

  return { object: body, isNew: status === 201, warnings };
}

/** Puts an object in the place of the version that it was made from; a later version in that place is a conflict. */
export async function replace<T extends KubeObject>(context: ClusterContext, object: T, { dryRun }: Pick<ApplyOptions, 'dryRun'> = {}): Promise<T> {
  const { body } = await request<T>(context, {
    method: 'PUT',
    path:   await objectPath(context, refOf(object)),
    query:  { fieldManager: FIELD_MANAGER, dryRun: dryRun ? 'All' : undefined },
    body:   object,
  });

  return body;
}

/** Changes what the patch names, by JSON merge patch: `null` takes a field away. Whoever changed the rest meanwhile is not in the way. */
export async function patch<T extends KubeObject>(context: ClusterContext, ref: ObjectRef, change: object): Promise<T> {
  const { body } = await request<T>(context, {
    method:      'PATCH',
    path:        await objectPath(context, ref),
    query:       { fieldManager: FIELD_MANAGER },
    body:        change,
    contentType: 'application/merge-patch+json',
  });

  return body;
}

/** Removes an object. That it is already gone is no error: the goal is reached. */
export async function remove(context: ClusterContext, ref: ObjectRef, { uid, propagation = 'Background', dryRun }: RemoveOptions = {}): Promise<void> {
  try {
    await request(context, {
      method: 'DELETE',
      path:   await objectPath(context, ref),
      body:   {
        apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: propagation, ...(uid ? { preconditions: { uid } } : {}), ...(dryRun ? { dryRun: ['All'] } : {})
      },
    });
  } catch (error) {
    if (!(error instanceof KubeError && error.status === 404)) {
      throw error;
    }
  }
}

import type { RightFact } from '../../core/operations/preflight/check';
import type { OperationKind } from '../../core/operations/intent';
import { may, mayExec, type Ask } from '../access';
import type { ClusterContext } from '../store';

/** A resource and what is done with it, as RBAC says it. */
export interface Right {
  readonly group?: string;
  /** With its subresource: `pods/exec`. */
  readonly resource: string;
  readonly verbs: readonly string[];
}

const READ = ['get', 'list', 'watch'] as const;
const SETS = { group: 'apps', resource: 'statefulsets' } as const;
const BUDGETS = { group: 'policy', resource: 'poddisruptionbudgets' } as const;
const POLICIES = { group: 'networking.k8s.io', resource: 'networkpolicies' } as const;
const JOBS = { group: 'batch', resource: 'jobs' } as const;
const LEASES = { group: 'coordination.k8s.io', resource: 'leases' } as const;

/** What is looked at in the namespace of a cluster. Without the first two there is nothing to see; without the others parts of it. */
export const VIEW_RIGHTS: readonly Right[] = [
  { ...SETS, verbs: READ },
  { resource: 'pods', verbs: READ },
  { resource: 'pods/log', verbs: ['get'] },
  { resource: 'persistentvolumeclaims', verbs: READ },
  { resource: 'services', verbs: READ },
  { resource: 'configmaps', verbs: READ },
  { resource: 'events', verbs: READ },
  { resource: 'resourcequotas', verbs: READ },
  { ...BUDGETS, verbs: READ },
  { ...POLICIES, verbs: READ },
  { ...JOBS, verbs: READ },
  { ...LEASES, verbs: READ },
];

/** What is looked at outside of namespaces. All of it is optional: without it zones, room and volumes are not known. */
export const CLUSTER_VIEW_RIGHTS: readonly Right[] = [
  { resource: 'namespaces', verbs: READ },
  { resource: 'nodes', verbs: READ },
  { resource: 'persistentvolumes', verbs: READ },
  { group: 'storage.k8s.io', resource: 'storageclasses', verbs: READ },
];

/** Running nodetool. A WebSocket is authorised as `get`, and since Kubernetes 1.35 as `create` too. */
export const EXEC_RIGHT: Right = { resource: 'pods/exec', verbs: ['get', 'create'] };

/** For the CQL console, the schema and the live ring. The second is for the login that a cluster names; others may be typed. */
export const QUERY_RIGHTS: readonly Right[] = [
  { resource: 'pods/portforward', verbs: ['get', 'create'] },
  { resource: 'secrets', verbs: ['get'] },
];

/** What each part of an operation needs beside {@link VIEW_RIGHTS} and {@link EXEC_RIGHT}. */
export const OPERATION_RIGHTS = {
  /** One browser at a time drives. */
  lease:         { ...LEASES, verbs: ['get', 'create', 'update'] },
  /** The intent, the history and the replicas. */
  setReplicas:   { ...SETS, verbs: ['get', 'patch'] },
  deletePod:     { resource: 'pods', verbs: ['delete'] },
  markClaim:     { resource: 'persistentvolumeclaims', verbs: ['get', 'patch'] },
  deleteClaim:   { resource: 'persistentvolumeclaims', verbs: ['delete'] },
} as const satisfies Record<string, Right>;

export type OperationPart = keyof typeof OPERATION_RIGHTS;

/**
 * The parts of an operation. A pod is deleted where that is what restarts its node, also after a decommission or a stop
 * that was taken back.
 */
export function operationParts(kind: OperationKind, claims: 'keep' | 'delete'): OperationPart[] {
  switch (kind) {
    case 'scaleDown': return ['lease', 'setReplicas', 'deletePod', 'markClaim', ...(claims === 'delete' ? ['deleteClaim' as const] : [])];
    case 'restart':
    case 'stop': return ['lease', 'setReplicas', 'deletePod'];
    default: return ['lease', 'setReplicas'];
  }
}

const CHANGE = ['create', 'patch', 'update', 'delete'] as const;

/** Creating, editing and deleting clusters in a namespace, and seeing the logins that belong to them. */
export const CHANGE_RIGHTS: readonly Right[] = [
  { ...SETS, verbs: CHANGE },
  { resource: 'services', verbs: CHANGE },
  { resource: 'configmaps', verbs: CHANGE },
  { resource: 'persistentvolumeclaims', verbs: CHANGE },
  { resource: 'secrets', verbs: ['get', 'list', ...CHANGE] },
  { ...BUDGETS, verbs: CHANGE },
  { ...POLICIES, verbs: CHANGE },
  { ...JOBS, verbs: CHANGE },
  { ...LEASES, verbs: ['delete'] },
];

/**
 * Asks whether the user may drive an operation that has these parts, run nodetool included.
 *
 * @returns one fact for each right and verb
 * @throws KubeError if it cannot be asked
 */
export async function rightsFor(context: ClusterContext, namespace: string, parts: readonly OperationPart[]): Promise<RightFact[]> {
  const asks = parts.flatMap((part) => asksOf(OPERATION_RIGHTS[part], namespace));
  const verdicts = await Promise.all([...asks.map((ask) => may(context, ask)), mayExec(context, namespace)]);

  return verdicts.map(({ allowed, reason, refused }, index) => ({ allowed, what: nameOf(refused ?? asks[index] ?? EXEC), ...(reason && { reason }) }));
}

const EXEC: Ask = { verb: 'create', resource: 'pods', subresource: 'exec' };

function asksOf({ group, resource, verbs }: Right, namespace: string): Ask[] {
  return verbs.map((verb) => ({ verb, group, resource, namespace }));
}

/** As RBAC names it: `patch statefulsets.apps`. */
function nameOf({ verb, group, resource, subresource }: Ask): string {
  return `${ verb } ${ [resource, subresource].filter(Boolean).join('/') }${ group ? `.${ group }` : '' }`;
}

import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { PersistentVolumeClaim, Pod } from 'kubernetes-types/core/v1';
import { ANNOTATION_LEFT } from '../../core/cluster/labels';
import { nodetool } from '../../core/nodetool/command';
import { detached, lastDetached, parseDetached, type DetachedName, type DetachedRun } from '../../core/nodetool/detached';
import { withDone } from '../../core/operations/intent';
import type { Act } from '../../core/operations/step';
import { exec, ExecError } from '../exec';
import { get, KubeError, remove } from '../kube';
import type { ClusterContext } from '../store';
import { changeFresh, StaleError } from './fresh';
import { changeIntent, type Carrier } from './intent-store';

/** Where an operation runs. */
export interface Place {
  readonly namespace: string;
  /** The StatefulSet with the intent, and the intent's id. */
  readonly carrier: Carrier;
  readonly id: string;
  /** The container with the database in the pods of each StatefulSet; the first one where none is named. */
  containerOf(pod: string): string | undefined;
}

/** As long as an answer may take that waits for nothing. */
const ANSWER_SECONDS = 30;

/** `already`: it was found done, by an earlier try or by others. */
export type Done = 'done' | 'already';

/**
 * Carries out one action. Each one names what it was decided from and does nothing if that is no longer so; each may be
 * repeated when it is not known whether it was done.
 *
 * Replicas are written into the StatefulSet and not through its `scale`: the right to patch it is needed for the intent
 * anyhow, and so one right is enough. Both ways the field becomes ours, so that whoever applies the StatefulSet on the
 * server (Helm 4, Flux) with another number is told of a conflict instead of scaling the ring.
 *
 * @throws StaleError if it is to be observed and decided anew
 * @throws KubeError, ExecError if it was refused, or it is not known whether it was done
 */
export async function carryOut(context: ClusterContext, place: Place, action: Act): Promise<Done> {
  switch (action.kind) {
    case 'setReplicas': return setReplicas(context, place, action);
    case 'deletePod': return removeOne(context, 'Pod', place, action.pod, action.uid);
    case 'deleteClaim': return removeOne(context, 'PersistentVolumeClaim', place, action.claim, action.uid);
    case 'markClaim': return markClaim(context, place, action);
    case 'decommission': return begin(context, place, action, 'decommission', action.uid, action.force ? ['decommission', '--force'] : ['decommission']);
    case 'cleanup': return begin(context, place, action, 'cleanup', action.id, ['cleanup']);
    case 'drain': return begin(context, place, action, 'drain', action.uid, ['drain']);
    case 'record': return record(context, place, action.pod);
  }
}

/**
 * The last `nodetool decommission`, `cleanup` or `drain` that was begun in a pod by {@link carryOut}; of a decommission
 * and a drain the id is the pod's uid. No JVM is started for it.
 *
 * @param seconds to wait for its end while it goes on; whole
 * @returns `undefined` if none was begun since the container started
 * @throws ExecError if it cannot be asked
 */
export async function lastRun(context: ClusterContext, place: Pick<Place, 'namespace' | 'containerOf'>, pod: string, name: DetachedName, seconds = 0): Promise<DetachedRun | undefined> {
  const { stdout } = await exec(context, {
    namespace: place.namespace, pod, container: place.containerOf(pod), command: lastDetached(name, seconds), timeoutMs: (seconds + ANSWER_SECONDS) * 1000
  });

  return parseDetached(stdout);
}

async function setReplicas(context: ClusterContext, { namespace }: Place, { member, from, to }: Extract<Act, { kind: 'setReplicas' }>): Promise<Done> {
  const { changed } = await changeFresh<StatefulSet>(context, { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace, name: member }, ({ metadata, spec }) => {
    const replicas = spec?.replicas ?? 1;

    if (metadata?.deletionTimestamp) {
      throw new StaleError({ code: 'gone', kind: 'StatefulSet', name: member }, `StatefulSet "${ member }" is being deleted`);
    }
    if (replicas !== from && replicas !== to) {
      throw new StaleError({ code: 'replicas', set: member, replicas }, `StatefulSet "${ member }" has ${ replicas } replicas and not ${ from }`);
    }

    return replicas === to ? undefined : { spec: { replicas: to } };
  });

  return changed ? 'done' : 'already';
}

/** Another uid is another object: the one that was meant is gone, which is what was wanted. */
async function removeOne(context: ClusterContext, kind: 'Pod' | 'PersistentVolumeClaim', { namespace }: Place, name: string, uid: string): Promise<Done> {
  try {
    await remove(context, { apiVersion: 'v1', kind, namespace, name }, { uid });

    return 'done';
  } catch (thrown) {
    if (thrown instanceof KubeError && thrown.status === 409) {
      return 'already';
    }
    throw thrown;
  }
}

async function markClaim(context: ClusterContext, { namespace }: Place, { claim, uid }: Extract<Act, { kind: 'markClaim' }>): Promise<Done> {
  const { changed } = await changeFresh<PersistentVolumeClaim>(context, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: claim }, ({ metadata }, serverTime) => {
    if (metadata?.uid !== uid) {
      throw new StaleError({ code: 'gone', kind: 'PersistentVolumeClaim', name: claim }, `PersistentVolumeClaim "${ claim }" is another one now`);
    }
    const when = serverTime === undefined ? 'true' : new Date(serverTime).toISOString();

    return metadata.annotations?.[ANNOTATION_LEFT] ? undefined : { metadata: { annotations: { [ANNOTATION_LEFT]: when } } };
  });

  return changed ? 'done' : 'already';
}

/**
 * Begins a nodetool that may take hours. What it says in the end is asked for by {@link lastRun}, and what it does by
 * the node's mode, its streams and its compactions.
 *
 * Exec takes no uid. Where the pod was made anew after it was looked at, the node is the same one on the same claim, and
 * what was decided for it still is right; the uid keeps out what was decided long before.
 */
async function begin(context: ClusterContext, { namespace, containerOf }: Place, { pod, uid }: { pod: string; uid: string }, name: DetachedName, id: string, args: readonly string[]): Promise<Done> {
  await requirePod(context, namespace, pod, uid);
  const { exitCode, stdout, stderr } = await exec(context, { namespace, pod, container: containerOf(pod), command: detached(name, id, nodetool(...args)) });

  if (exitCode !== 0) {
    throw new ExecError('unreachable', `nodetool ${ args[0] } could not be begun in pod "${ pod }": ${ stderr.trim() || `exit ${ exitCode }` }`);
  }

  return stdout.trim() === 'running' ? 'already' : 'done';
}

async function requirePod(context: ClusterContext, namespace: string, name: string, uid: string): Promise<void> {
  const stale = (cause?: unknown) => new StaleError({ code: 'gone', kind: 'Pod', name }, `Pod "${ name }" is gone or another one now`, { cause });

  try {
    const { metadata } = await get<Pod>(context, { apiVersion: 'v1', kind: 'Pod', namespace, name });

    if (metadata?.uid !== uid) {
      throw stale();
    }
  } catch (thrown) {
    throw thrown instanceof KubeError && thrown.status === 404 ? stale(thrown) : thrown;
  }
}

async function record(context: ClusterContext, { carrier, id }: Place, pod: string): Promise<Done> {
  let changed = false;

  await changeIntent(context, carrier, id, (intent) => {
    const after = withDone(intent, pod);

    changed = after !== intent;

    return after;
  });

  return changed ? 'done' : 'already';
}

import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { PersistentVolume, PersistentVolumeClaim, Pod } from 'kubernetes-types/core/v1';
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { Cluster } from '../core/cluster/cluster';
import { leftClaims, type ClaimHold, type LeftClaim } from '../core/cluster/left-claims';
import { may, type Verdict } from '../rancher/access';
import { KubeError, list, readable, remove } from '../rancher/kube';
import type { ClusterContext } from '../rancher/store';
import { useAccess } from './useAccess';
import { useAnswer, type Answer } from './useAnswer';

/** Why a claim is still there. */
export interface ClaimFailure {
  /** Left out where nothing could be read. */
  claim?: string;
  /**
   * What came up when it was looked at once more; `changed`: there is another one of its name; `going`: it has been
   * deleted, and something keeps it; `failed`: see the message.
   */
  code: ClaimHold['code'] | 'changed' | 'going' | 'failed';
  by?: string;
  /** The words of the API server. */
  message?: string;
}

export interface ClaimDeletion {
  /** The claims as they are, read anew after each try. Those that are gone are left out. */
  claims: Answer<LeftClaim[]>;
  /** Those that a deletion would be of. */
  deletable: ComputedRef<LeftClaim[]>;
  /** Whether the user may delete claims; undefined while it is being asked. */
  access: Readonly<ShallowRef<Verdict | undefined>>;
  /** `looking`: whether they are still unused. `going`: all have been deleted, and are about to be gone. */
  busy: Readonly<Ref<'looking' | 'deleting' | 'going' | undefined>>;
  /** Of the last try. */
  failures: Readonly<ShallowRef<readonly ClaimFailure[]>>;
  /**
   * Deletes what was shown, and nothing that was made or wanted by anybody since.
   *
   * @returns whether all of it is gone; does nothing while it is at work
   */
  remove(): Promise<boolean>;
}

/** So many are deleted after each look. */
const AT_ONCE = 10;

/** Kubernetes takes a moment to see that nobody uses them. */
const LOOK_AGAIN_MS = 1000;
const MOST_LOOKS = 30;

/**
 * The deletion of claims whose nodes are gone. It goes on when the page is left.
 *
 * @param names of claims of the cluster's StatefulSets
 */
export function useClaimDeletion(context: ClusterContext, cluster: () => Cluster, names: () => readonly string[]): ClaimDeletion {
  const { namespace } = cluster();
  const all = <T extends object>(apiVersion: string, kind: string, options = {}) => list<T>(context, { apiVersion, kind, namespace }, options);
  const busy = ref<'looking' | 'deleting' | 'going'>();
  const failures = shallowRef<readonly ClaimFailure[]>([]);
  // While they go one after another, what is shown stays.
  const asked = computed((before?: string): string => busy.value && before !== undefined ? before : [...new Set(names())].sort().join(' '));
  const claims = useAnswer(() => asked.value, (wanted) => read(wanted.split(' '), true));
  const deletable = computed(() => (claims.value.value ?? []).filter(({ hold, terminating }) => !hold && !terminating));

  async function read(wanted: readonly string[], withVolumes = false): Promise<LeftClaim[]> {
    const [sets, pods, found, volumes] = await Promise.all([
      all<StatefulSet>('apps/v1', 'StatefulSet'),
      all<Pod>('v1', 'Pod'),
      all<PersistentVolumeClaim>('v1', 'PersistentVolumeClaim'),
      withVolumes ? readable(all<PersistentVolume>('v1', 'PersistentVolume')) : [],
    ]);

    return leftClaims(wanted, cluster().members.map(({ name }) => name), { sets, pods, claims: found, volumes });
  }

  /** @returns what is in the way of any of them, in which case none is deleted */
  async function removeSome(some: readonly LeftClaim[]): Promise<ClaimFailure[]> {
    busy.value = 'looking';
    const now = new Map((await read(some.map(({ name }) => name))).map((claim) => [claim.name, claim]));
    const there = some.filter(({ name }) => now.has(name));
    const problems = there.flatMap(({ name: claim, uid }): ClaimFailure[] => {
      const found = now.get(claim);

      return found?.uid !== uid ? [{ claim, code: 'changed' }] : found.hold ? [{ claim, ...found.hold }] : [];
    });

    if (problems.length > 0) {
      return problems;
    }
    busy.value = 'deleting';
    for (const claim of there) {
      problems.push(...await removeOne(claim));
    }

    return problems;
  }

  async function removeOne({ name, uid }: LeftClaim): Promise<ClaimFailure[]> {
    try {
      await remove(context, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name }, { uid });

      return [];
    } catch (thrown) {
      // It is another one than was meant.
      return [thrown instanceof KubeError && thrown.status === 409 ? { claim: name, code: 'changed' } : { claim: name, ...failed(thrown) }];
    }
  }

  async function untilGone(gone: readonly LeftClaim[]): Promise<ClaimFailure[]> {
    busy.value = 'going';
    for (let looks = 1; ; looks++) {
      const found = await all<PersistentVolumeClaim>('v1', 'PersistentVolumeClaim', { metadataOnly: true });
      const uids = new Set(found.map(({ metadata }) => metadata?.uid));
      const left = gone.filter(({ uid }) => uids.has(uid));

      if (left.length === 0 || looks === MOST_LOOKS) {
        return left.map(({ name }) => ({ claim: name, code: 'going' }));
      }
      await new Promise((resolve) => {
        setTimeout(resolve, LOOK_AGAIN_MS);
      });
    }
  }

  async function removeAll(wanted: readonly LeftClaim[]): Promise<ClaimFailure[]> {
    for (let index = 0; index < wanted.length; index += AT_ONCE) {
      const problems = await removeSome(wanted.slice(index, index + AT_ONCE));

      if (problems.length > 0) {
        return problems;
      }
    }

    return untilGone(wanted);
  }

  return {
    claims,
    deletable,
    access: useAccess(() => may(context, { verb: 'delete', resource: 'persistentvolumeclaims', namespace })),
    busy,
    failures,
    async remove() {
      if (busy.value || deletable.value.length === 0) {
        return false;
      }
      busy.value = 'looking';
      failures.value = [];
      try {
        failures.value = await removeAll(deletable.value);
      } catch (thrown) {
        failures.value = [failed(thrown)];
      }
      await claims.again();
      busy.value = undefined;

      return failures.value.length === 0;
    },
  };
}

function failed(thrown: unknown): Pick<ClaimFailure, 'code' | 'message'> {
  return { code: 'failed', message: thrown instanceof Error ? thrown.message : String(thrown) };
}

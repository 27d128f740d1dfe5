import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { PersistentVolume, PersistentVolumeClaim, Pod } from 'kubernetes-types/core/v1';

import { parseIntent } from '../operations/intent';
import { asksForClaim, claimNamesOf, claimOrdinal, claimsOf, hasLeft } from './claims';
import { ANNOTATION_LEFT, ANNOTATION_OPERATION } from './labels';
import { fateOf, type ClaimFate } from './removal';

/**
 * Why a claim must not be deleted, and what it is that wants it:
 * - `mounted`: a pod uses it
 * - `asked`: a StatefulSet asks for the pod that it belongs to
 * - `stopped`: a StatefulSet at 0 is started again with it
 * - `operation`: the StatefulSet with an operation that stops or starts nodes, or that cannot be read
 */
export interface ClaimHold {
  code: 'mounted' | 'asked' | 'stopped' | 'operation';
  by: string;
}

/** A claim that a person may want to delete, as its node is gone. */
export interface LeftClaim extends ClaimFate {
  name: string;
  uid: string;
  /** The pod that it was for. */
  pod: string;
  /** Its node was decommissioned: nobody can start with what is on it. Of others it is not known whether their nodes have left. */
  left: boolean;
  /** Milliseconds since the epoch, where they are known. */
  createdAt?: number;
  leftAt?: number;
  /** It has been deleted, and is there until nobody uses it any more. */
  terminating: boolean;
  hold?: ClaimHold;
}

/** What is there; all of the namespace. */
export interface ClaimSurroundings {
  sets: readonly StatefulSet[];
  pods: readonly Pod[];
  claims: readonly PersistentVolumeClaim[];
  /** Those that the claims are bound to, as far as they may be read. */
  volumes: readonly PersistentVolume[];
}

/**
 * The claims of these names that are there and belong to a ring, each with what has to be known before it is deleted.
 *
 * @param members the ring's StatefulSets
 */
export function leftClaims(names: readonly string[], members: readonly string[], { sets, pods, claims, volumes }: ClaimSurroundings): LeftClaim[] {
  const wanted = claims.filter(({ metadata }) => names.includes(metadata?.name ?? ''));
  const own = sets.filter(({ metadata }) => members.includes(metadata?.name ?? ''));
  const busy = own.find(isStoppingOrStarting);

  return own.flatMap((set) => claimsOf(set, wanted).map((claim): LeftClaim => {
    const { name = '', uid = '', creationTimestamp, annotations, deletionTimestamp } = claim.metadata ?? {};
    const left = hasLeft(claim);
    const createdAt = timeOf(creationTimestamp);
    const leftAt = timeOf(annotations?.[ANNOTATION_LEFT]);
    const hold = holdOn(name, sets, pods) ?? (set.spec?.replicas === 0 && !left ? held('stopped', set) : busy && held('operation', busy));

    return {
      ...fateOf(claim, volumes),
      name,
      uid,
      pod:         `${ set.metadata?.name }-${ claimOrdinal(claim) }`,
      left,
      ...(createdAt !== undefined && { createdAt }),
      ...(leftAt !== undefined && { leftAt }),
      terminating: deletionTimestamp !== undefined,
      ...(hold && { hold }),
    };
  }));
}

/** Whoever uses a claim loses it, or keeps the deleted one from going until the next restart. */
function holdOn(claim: string, sets: readonly StatefulSet[], pods: readonly Pod[]): ClaimHold | undefined {
  const pod = pods.find((each) => claimNamesOf(each).includes(claim));
  const set = sets.find((each) => asksForClaim(each, claim));

  return pod ? held('mounted', pod) : set && held('asked', set);
}

/** Pods are missing meanwhile that come back with their claims. To join, nodes want claims out of the way. */
function isStoppingOrStarting({ metadata }: StatefulSet): boolean {
  const text = metadata?.annotations?.[ANNOTATION_OPERATION];
  const kind = text === undefined ? undefined : parseIntent(text)?.kind;

  return text !== undefined && (kind === undefined || kind === 'stop' || kind === 'start');
}

function held(code: ClaimHold['code'], { metadata }: Pod | StatefulSet): ClaimHold {
  return { code, by: metadata?.name ?? '' };
}

function timeOf(text: string | undefined): number | undefined {
  const at = Date.parse(text ?? '');

  return Number.isNaN(at) ? undefined : at;
}

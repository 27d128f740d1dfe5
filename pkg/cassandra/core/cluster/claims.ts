import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { PersistentVolumeClaim, Pod } from 'kubernetes-types/core/v1';

import { ANNOTATION_LEFT, LABEL_INSTANCE } from './labels';

/**
 * The claims that a StatefulSet's pods use, used, or would use again: the controller finds them by their names, which
 * are those of template, set and ordinal. By ordinal; those of pods that are gone are among them.
 */
export function claimsOf({ metadata, spec }: StatefulSet, claims: readonly PersistentVolumeClaim[]): PersistentVolumeClaim[] {
  const prefixes = (spec?.volumeClaimTemplates ?? []).map((template) => `${ template.metadata?.name }-${ metadata?.name }-`);
  const instance = spec?.selector.matchLabels?.[LABEL_INSTANCE];

  return claims
    .filter((claim) => claim.metadata?.namespace === metadata?.namespace && prefixes.some((prefix) => ordinalAfter(prefix, claim.metadata?.name ?? '') !== undefined))
    // Somebody else's claim may have such a name, but not the label of another cluster.
    .filter((claim) => instance === undefined || [undefined, instance].includes(claim.metadata?.labels?.[LABEL_INSTANCE]))
    .sort((a, b) => claimOrdinal(a) - claimOrdinal(b));
}

/** The number of the pod that a claim is for. */
export function claimOrdinal({ metadata }: PersistentVolumeClaim): number {
  return Number(/-(\d+)$/.exec(metadata?.name ?? '')?.[1]);
}

/** Whether it is marked as left behind by a node that was decommissioned. */
export function hasLeft({ metadata }: PersistentVolumeClaim): boolean {
  return metadata?.annotations?.[ANNOTATION_LEFT] !== undefined;
}

/** Whether a StatefulSet asks for the pod that uses the claim of this name, also where somebody else's claim has it. */
export function asksForClaim({ metadata, spec }: StatefulSet, name: string): boolean {
  const first = spec?.ordinals?.start ?? 0;

  return (spec?.volumeClaimTemplates ?? []).some((template) => {
    const ordinal = Number(ordinalAfter(`${ template.metadata?.name }-${ metadata?.name }-`, name) ?? NaN);

    return ordinal >= first && ordinal < first + (spec?.replicas ?? 1);
  });
}

/** The names of the claims that a pod uses. */
export function claimNamesOf({ spec }: Pod): string[] {
  return (spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
}

function ordinalAfter(prefix: string, name: string): string | undefined {
  return name.startsWith(prefix) ? /^\d+$/.exec(name.slice(prefix.length))?.[0] : undefined;
}

import type { PersistentVolumeClaim } from 'kubernetes-types/core/v1';

import { ANNOTATION_LEFT } from '../../cluster/labels';
import { placesOf } from '../../cluster/storage-places';
import { blocking, check, passed, unknown } from './check';
import { comingPods } from './nodes';

/** Nodes that are started again find their claims. Without its data a node comes up empty, as somebody else, and maybe in a ring of its own. */
export const claimsThere = check('claimsThere', (input) => {
  const { facts } = input;

  if (!facts.claims) {
    return unknown(input, 'claims');
  }
  const claims = new Map(facts.claims.filter(({ metadata }) => metadata?.namespace === facts.cluster.namespace).map((claim) => [claim.metadata?.name ?? '', claim]));
  const wanted = comingPods(input).flatMap(({ member, ordinal }) => placesOf(member, ordinal).flatMap(({ claim }) => claim ?? []));
  const seen = [...new Set(wanted)].map((name) => {
    const claim = claims.get(name);

    return { name, phase: claim ? phaseOf(claim) : '<none>' };
  });
  const missing = seen.filter(({ phase }) => phase !== 'Bound');

  return missing.length > 0
    ? blocking({ count: missing.length, claims: missing.map(({ name }) => name).join(' ') }, missing.map(({ name, phase }) => `claim ${ name }: ${ phase }`))
    : passed(seen.map(({ name, phase }) => `claim ${ name }: ${ phase }`));
});

/** A node that was decommissioned does not start again, whatever it finds. */
function phaseOf({ metadata, status }: PersistentVolumeClaim): string {
  const left = metadata?.annotations?.[ANNOTATION_LEFT];

  return metadata?.deletionTimestamp ? 'Terminating' : left === undefined ? status?.phase ?? '?' : `${ ANNOTATION_LEFT }: ${ left }`;
}

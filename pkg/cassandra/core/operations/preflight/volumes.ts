import type { StorageClassFact, VolumeFact } from '../../manifest/surroundings';
import { blocking, check, passed, unchecked, unknown, type PreflightInput } from './check';
import { claimsToMake, type PlannedClaim } from './nodes';

/** The provisioner of classes for volumes that a person makes. */
const NOBODY = 'kubernetes.io/no-provisioner';

/**
 * There are volumes for those who come: somebody makes them, or enough are there. Classes and volumes are in no namespace
 * and not everybody may read them; a claim without a volume keeps a pod waiting, and nothing else.
 */
export const volumes = check('volumes', (input) => {
  if (!input.facts.claims) {
    return unknown(input, 'claims');
  }
  const wanted = claimsToMake(input);
  const classes = new Map((input.classes ?? []).map((each) => [each.name, each]));
  const names = [...new Set(wanted.map(({ className }) => className))];
  const byHand = wanted.filter(({ className }) => isByHand(className, classes));

  // What a name stands for is not known, and which class those get that name none.
  if (!input.classes && names.some((name) => name !== '')) {
    return unchecked(input, 'classes');
  }
  if (byHand.length > 0 && !input.volumes) {
    return unchecked(input, 'volumes');
  }
  // Volumes may be of a class that is nothing but a name. A claim that names none waits for one to be made the default.
  const missing = names.filter((name) => name === undefined || (name !== '' && !classes.has(name) && !input.volumes?.some(({ className }) => className === name)));

  if (missing.length > 0) {
    return blocking({ reason: 'noClass', count: missing.length, classes: missing.map((name) => name ?? '').join(', ') }, wanted.filter(({ className }) => missing.includes(className)).map(line));
  }
  const without = unserved(byHand, input);
  const evidence = [...names.map((name) => `StorageClass ${ name || '""' }: ${ classes.get(name ?? '')?.provisioner ?? NOBODY }`), ...without.map(line)];

  return without.length > 0 ? blocking({ reason: 'noVolume', count: without.length, classes: [...new Set(without.map(({ className }) => className ?? ''))].join(', ') }, evidence) : passed(evidence);
});

function isByHand(className: string | undefined, classes: ReadonlyMap<string, StorageClassFact>): boolean {
  return className === '' || (className !== undefined && (classes.get(className)?.provisioner ?? NOBODY) === NOBODY);
}

/** Gives each claim the smallest volume that will do, the largest claim first, and says which go without. */
function unserved(wanted: readonly PlannedClaim[], { volumes: all = [], facts: { cluster } }: PreflightInput): PlannedClaim[] {
  const free = new Set([...all].filter(({ available }) => available).sort((a, b) => a.bytes - b.bytes));

  return [...wanted].sort((a, b) => b.bytes - a.bytes).filter((claim) => {
    const own = `${ cluster.namespace }/${ claim.name }`;
    const volume = [...free].filter((each) => serves(each, claim, own)).sort((a, b) => Number(b.claim === own) - Number(a.claim === own))[0];

    return !(volume && free.delete(volume));
  });
}

function serves({ className, bytes, accessModes, claim }: VolumeFact, wanted: PlannedClaim, own: string): boolean {
  return className === wanted.className && bytes >= wanted.bytes && wanted.accessModes.every((mode) => accessModes.includes(mode)) && (claim === undefined || claim === own);
}

function line({ name, className, bytes }: PlannedClaim): string {
  return `claim ${ name }: ${ className === undefined ? 'no class' : `class ${ className || '""' }` }, ${ bytes } bytes`;
}

import type { Volume } from 'kubernetes-types/core/v1';

import { flavourOf, isLikeOfficial } from '../../cluster/official';
import { parseQuantity } from '../../quantity';
import { CONFIGURATION_DIRECTORY } from '../inside';
import { DEFAULT_SNITCH } from '../spec';
import { DATA_DIRECTORY } from '../storage';
import { finding, type RuleFinding } from './finding';
import { variable, type Ring, type RuledMember } from './ring';
import { areAllSeeds, podsOfMembers, seedPlace, seedsOf } from './seeds';

/** Sizes as Java takes them, in bytes. */
const JAVA_UNITS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** Rules about what the Cassandra container is told: its seeds, place, memory and files. */
export function containerRules(ring: Ring): RuleFinding[] {
  return ring.members.flatMap((member) => [
    ...seedRules(member, ring),
    ...snitchRules(member, ring),
    ...heapRules(member),
    ...fileRules(member),
  ]);
}

function seedRules(member: RuledMember, { members }: Ring): RuleFinding[] {
  const path = `${ member.path }.env[CASSANDRA_SEEDS]`;

  if (variable(member, 'CASSANDRA_SEEDS') === undefined) {
    return [finding('noSeeds', member.set, path)];
  }
  const pods = podsOfMembers(members);
  const seeds = seedsOf(member).map((seed) => ({ seed, place: seedPlace(seed, members) }));
  // A Service that is not among the objects may be there already.
  const strange = pods.length === 0 ? [] : seeds.filter(({ place }) => place.kind === 'nowhere' && place.why !== 'service');

  return [
    ...strange.map(({ seed }) => finding('unknownSeed', member.set, path, { seed })),
    ...(areAllSeeds(pods, seeds.map(({ place }) => place)) ? [finding('allSeeds', member.set, path)] : []),
  ];
}

function snitchRules(member: RuledMember, { members }: Ring): RuleFinding[] {
  return snitchOf(member) === 'SimpleSnitch' && isPlaced(member, members) ? [finding('simpleSnitch', member.set, `${ member.path }.env[CASSANDRA_ENDPOINT_SNITCH]`)] : [];
}

/** The snitch that a node runs with; `undefined` if the image or another object decides that. */
export function snitchOf(member: RuledMember): string | undefined {
  const flavour = flavourOf(member.container.image ?? '');

  if (flavour === 'example' && variable(member, 'CASSANDRA_DC') && variable(member, 'CASSANDRA_RACK')) {
    return DEFAULT_SNITCH; // whatever the variable says
  }
  const snitch = variable(member, 'CASSANDRA_ENDPOINT_SNITCH') ?? (flavour === 'other' ? true : 'SimpleSnitch');

  return snitch === true ? undefined : snitch;
}

/** Whether somebody means a node to be in a certain place. */
export function isPlaced(member: RuledMember, members: readonly RuledMember[]): boolean {
  return members.length > 1 || variable(member, 'CASSANDRA_DC', 'CASSANDRA_DATACENTER', 'CASSANDRA_RACK') !== undefined;
}

function heapRules(member: RuledMember): RuleFinding[] {
  const [max, young] = [variable(member, 'MAX_HEAP_SIZE'), variable(member, 'HEAP_NEWSIZE')];
  const path = (name: string) => `${ member.path }.env[${ name }]`;
  const limit = member.container.resources?.limits?.['memory'];
  const bytes = typeof max === 'string' ? javaBytes(max) : undefined;
  const room = limit === undefined ? undefined : parseQuantity(String(limit));

  if (max === undefined && young === undefined) {
    return ['JVM_EXTRA_OPTS', 'JVM_OPTS'].some((name) => /-Xmx|MaxRAMPercentage/.test(String(variable(member, name)))) ? [] : [finding('noHeap', member.set, path('MAX_HEAP_SIZE'))];
  }
  if (max === undefined || young === undefined) {
    return [finding('heapPair', member.set, path(max === undefined ? 'MAX_HEAP_SIZE' : 'HEAP_NEWSIZE'))];
  }

  return bytes !== undefined && room !== undefined && bytes >= room ? [finding('heapAboveLimit', member.set, path('MAX_HEAP_SIZE'), { heap: String(max), limit: String(limit) })] : [];
}

/** Bytes of a size as Java takes it: `512M`, `8G`. */
export function javaBytes(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d+)([kmg]?)$/i.exec(text) ?? [];

  return digits === undefined ? undefined : Number(digits) * (JAVA_UNITS[unit.toLowerCase()] ?? 1);
}

function fileRules(member: RuledMember): RuleFinding[] {
  const { container: { image = '', securityContext, volumeMounts = [] }, pod: { volumes = [] }, set } = member;
  const official = isLikeOfficial(image);
  const fixed = volumes.filter(({ configMap, projected, secret }) => configMap ?? projected ?? secret).map(({ name }) => name);
  const configuration = volumeMounts.map((mount, index) => ({ ...mount, index })).filter(({ mountPath }) => `${ mountPath }/`.startsWith(`${ CONFIGURATION_DIRECTORY }/`));
  const readOnly = configuration.filter((mount) => mount.readOnly === true || fixed.includes(mount.name));
  const isWritable = configuration.some((mount) => !readOnly.includes(mount));

  return [
    ...(keepsData(member) ? [] : [finding('noDataVolume', set, `${ member.path }.volumeMounts`, { path: DATA_DIRECTORY })]),
    ...(official ? readOnly.map(({ mountPath }) => finding('readOnlyFiles', set, `${ member.path }.volumeMounts[${ mountPath }]`, { path: mountPath })) : []),
    ...(official && securityContext?.readOnlyRootFilesystem === true && !isWritable ? [finding('readOnlyRoot', set, `${ member.path }.securityContext.readOnlyRootFilesystem`)] : []),
  ];
}

/** Whether what Cassandra writes outlives the pod: a volume that does is mounted where the image keeps its data. */
export function keepsData({ container: { image = '', volumeMounts = [] }, pod: { volumes = [] }, set }: RuledMember): boolean {
  const lasting = [...(set.spec?.volumeClaimTemplates ?? []).map(({ metadata }) => metadata?.name), ...volumes.filter(isLasting).map(({ name }) => name)];
  const directory = dataDirectory(image);

  return volumeMounts.some(({ name, mountPath }) => lasting.includes(name) && (directory === undefined || `${ directory }/data/`.startsWith(`${ mountPath.replace(/\/$/, '') }/`)));
}

/** Where an image keeps its data, if that is known. */
export function dataDirectory(image: string): string | undefined {
  switch (flavourOf(image)) {
  case 'example':
    return '/cassandra_data';
  case 'bitnami':
    return '/bitnami/cassandra';
  default:
    return isLikeOfficial(image) ? DATA_DIRECTORY : undefined;
  }
}

function isLasting({ configMap, downwardAPI, emptyDir, ephemeral, projected, secret }: Volume): boolean {
  return (configMap ?? downwardAPI ?? emptyDir ?? ephemeral ?? projected ?? secret) === undefined;
}

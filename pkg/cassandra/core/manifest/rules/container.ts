import type { VolumeMount } from 'kubernetes-types/core/v1';

import { isLikeOfficial } from '../../cluster/official';
import { parseQuantity } from '../../quantity';
import { CONFIGURATION_DIRECTORY } from '../inside';
import { DATA_DIRECTORY } from '../storage';
import { finding, type RuleFinding } from './finding';
import { variable, type Ring, type RuledMember } from './ring';

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
  const seeds = variable(member, 'CASSANDRA_SEEDS');
  const path = `${ member.path }.env[CASSANDRA_SEEDS]`;

  if (seeds === undefined) {
    return [finding('noSeeds', member.set, path)];
  }
  const pods = members.flatMap(({ name, nodes }) => Array.from({ length: nodes }, (_, ordinal) => `${ name }-${ ordinal }`));
  const services = members.map(({ set }) => set.spec?.serviceName);
  const hosts = seeds === true ? [] : seeds.split(',').map((seed) => seed.trim().split('.'));
  // Names that are not behind our Services are nodes of another datacenter.
  const strange = pods.length === 0 ? [] : hosts.filter(([pod = '', service]) => services.includes(service) && !pods.includes(pod));
  const named = new Set(hosts.map(([pod]) => pod));

  return [
    ...strange.map((host) => finding('unknownSeed', member.set, path, { seed: host.join('.') })),
    ...(pods.length > 1 && pods.every((pod) => named.has(pod)) ? [finding('allSeeds', member.set, path)] : []),
  ];
}

function snitchRules(member: RuledMember, { members }: Ring): RuleFinding[] {
  const snitch = variable(member, 'CASSANDRA_ENDPOINT_SNITCH') ?? 'SimpleSnitch';
  const isPlaced = members.length > 1 || variable(member, 'CASSANDRA_DC', 'CASSANDRA_DATACENTER', 'CASSANDRA_RACK') !== undefined;

  return snitch === 'SimpleSnitch' && isPlaced ? [finding('simpleSnitch', member.set, `${ member.path }.env[CASSANDRA_ENDPOINT_SNITCH]`)] : [];
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

function javaBytes(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d+)([kmg]?)$/i.exec(text) ?? [];

  return digits === undefined ? undefined : Number(digits) * (JAVA_UNITS[unit.toLowerCase()] ?? 1);
}

function fileRules(member: RuledMember): RuleFinding[] {
  const { container: { image = '', securityContext, volumeMounts = [] }, pod: { volumes = [] }, set } = member;
  const claims = new Set([...(set.spec?.volumeClaimTemplates ?? []).map(({ metadata }) => metadata?.name), ...volumes.filter(({ persistentVolumeClaim }) => persistentVolumeClaim).map(({ name }) => name)]);
  const official = isLikeOfficial(image);
  const keepsData = ({ name, mountPath }: VolumeMount) => claims.has(name) && (!official || [DATA_DIRECTORY, `${ DATA_DIRECTORY }/data`].includes(mountPath.replace(/\/$/, '')));
  const fixed = volumes.filter(({ configMap, projected, secret }) => configMap ?? projected ?? secret).map(({ name }) => name);
  const configuration = volumeMounts.map((mount, index) => ({ ...mount, index })).filter(({ mountPath }) => `${ mountPath }/`.startsWith(`${ CONFIGURATION_DIRECTORY }/`));
  const readOnly = configuration.filter((mount) => mount.readOnly === true || fixed.includes(mount.name));
  const isWritable = configuration.some((mount) => !readOnly.includes(mount));

  return [
    ...(volumeMounts.some(keepsData) ? [] : [finding('noDataVolume', set, `${ member.path }.volumeMounts`, { path: DATA_DIRECTORY })]),
    ...(official ? readOnly.map(({ mountPath }) => finding('readOnlyFiles', set, `${ member.path }.volumeMounts[${ mountPath }]`, { path: mountPath })) : []),
    ...(official && securityContext?.readOnlyRootFilesystem === true && !isWritable ? [finding('readOnlyRoot', set, `${ member.path }.securityContext.readOnlyRootFilesystem`)] : []),
  ];
}

import type { Container } from 'kubernetes-types/core/v1';

import { diff } from '../../object/diff';
import { parseQuantity } from '../../quantity';
import type { Cluster, Member } from '../cluster';
import { conceal } from '../conceal';
import { preStopText, probeFacts } from '../probe';
import { list, ofSource, ofVariable, seconds, text, type Value } from './value';

export type { Value } from './value';

export type SectionCode = 'software' | 'ring' | 'resources' | 'life' | 'rollout' | 'environment';

/** One setting, as each member has it. */
export interface Setting {
  /** A key for a translated label; of the environment the variable's name. */
  key: string;
  /** In the order of the cluster's members; `undefined` where nothing is said. */
  values: (Value | undefined)[];
  /** All members say the same. */
  agreed: boolean;
}

export interface Section {
  code: SectionCode;
  settings: Setting[];
}

type Settings = Readonly<Record<string, Value | undefined>>;

/** What each section says of one member, in the order in which it is shown. */
const SECTIONS: readonly (readonly [SectionCode, (member: Member, container: Container) => Settings])[] = [
  ['software', software],
  ['ring', ring],
  ['resources', resources],
  ['life', life],
  ['rollout', rollout],
  ['environment', environment],
];

/**
 * What a ring runs with, as its StatefulSets say it. A node that has not been restarted since they were changed still
 * runs with what they said before.
 */
export function configurationOf({ members }: Cluster): Section[] {
  return SECTIONS.map(([code, read]) => {
    const perMember = members.map((member): Settings => {
      const container = containerOf(member);

      return container ? read(member, container) : {};
    });
    const keys = [...new Set(perMember.flatMap((settings) => Object.keys(settings)))];

    return { code, settings: keys.map((key) => compare(key, perMember.map((settings) => settings[key]))) };
  });
}

/** The container that runs Cassandra. */
function containerOf({ statefulSet, container }: Member): Container | undefined {
  return statefulSet.spec?.template.spec?.containers.find(({ name }) => name === container);
}

function compare(key: string, values: (Value | undefined)[]): Setting {
  return { key, values, agreed: values.every((value) => diff(value, values[0]) === undefined) };
}

function software({ statefulSet, image, version }: Member, container: Container): Settings {
  const pod = statefulSet.spec?.template.spec;
  const beside = [...(pod?.initContainers ?? []), ...(pod?.containers ?? []).filter((other) => other !== container)];

  return {
    version:    text(version),
    image:      text(image),
    pullPolicy: text(container.imagePullPolicy),
    beside:     list(beside.map(({ name, image: other = '' }) => `${ name }: ${ other }`)),
  };
}

function ring({ clusterName, datacenter, rack }: Member, { env = [] }: Container): Settings {
  const value = (name: string) => env.find((variable) => variable.name === name)?.value;

  return {
    clusterName: text(clusterName),
    datacenter:  text(datacenter),
    rack:        text(rack),
    snitch:      text(value('CASSANDRA_ENDPOINT_SNITCH')),
    tokens:      text(value('CASSANDRA_NUM_TOKENS')),
    seeds:       list(words(value('CASSANDRA_SEEDS'), ',')),
  };
}

function resources(_: Member, { env = [], resources: { limits = {}, requests = {} } = {} }: Container): Settings {
  const value = (name: string) => env.find((variable) => variable.name === name)?.value;
  const options = ['JVM_OPTS', 'JVM_EXTRA_OPTS'].flatMap((name) => words(value(name), /\s+/));
  const heap = value('MAX_HEAP_SIZE') ?? options.findLast((option) => option.startsWith('-Xmx'))?.slice('-Xmx'.length);
  const limit = parseQuantity(limits['memory'] ?? '');
  const share = javaBytes(heap ?? '') / (limit ?? 0);

  return {
    cpuRequest:    text(requests['cpu']),
    cpuLimit:      text(limits['cpu']),
    memoryRequest: text(requests['memory']),
    memoryLimit:   text(limits['memory']),
    heap:          text(heap),
    heapYoung:     text(value('HEAP_NEWSIZE')),
    heapShare:     Number.isFinite(share) ? { kind: 'share', share } : undefined,
    jvmOptions:    list(options.map(conceal)),
  };
}

function life({ statefulSet }: Member, { startupProbe, readinessProbe, livenessProbe, lifecycle }: Container): Settings {
  const probe = (one: typeof startupProbe): Value | undefined => one && { kind: 'probe', probe: probeFacts(one) };

  return {
    startup:   probe(startupProbe),
    readiness: probe(readinessProbe),
    liveness:  probe(livenessProbe),
    preStop:   text(preStopText(lifecycle)),
    grace:     seconds(statefulSet.spec?.template.spec?.terminationGracePeriodSeconds ?? 30),
  };
}

function rollout({ statefulSet: { spec } }: Member): Settings {
  const { whenDeleted = 'Retain', whenScaled = 'Retain' } = spec?.persistentVolumeClaimRetentionPolicy ?? {};
  const partition = spec?.updateStrategy?.rollingUpdate?.partition ?? 0;

  return {
    podManagement:  text(spec?.podManagementPolicy ?? 'OrderedReady'),
    updateStrategy: text(spec?.updateStrategy?.type ?? 'RollingUpdate'),
    ...(partition > 0 && { partition: text(partition) }),
    service:        text(spec?.serviceName),
    whenDeleted:    text(whenDeleted),
    whenScaled:     text(whenScaled),
  };
}

function environment(_: Member, { env = [], envFrom = [] }: Container): Settings {
  return Object.fromEntries([
    ...envFrom.map(ofSource).map(({ name, value }) => [name, value] as const),
    ...env.map((variable) => [variable.name, ofVariable(variable)] as const),
  ]);
}

function words(value = '', separator: string | RegExp): string[] {
  return value.split(separator).map((word) => word.trim()).filter(Boolean);
}

/** Bytes of a size as Java takes it, such as `2048M`; NaN if it is none. */
function javaBytes(size: string): number {
  const [, digits = '', unit = ''] = /^(\d+)([kmgt]?)$/i.exec(size) ?? [];

  return digits === '' ? NaN : Number(digits) * 1024 ** ' kmgt'.indexOf(unit.toLowerCase() || ' ');
}

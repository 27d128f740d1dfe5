import type { Node, PodSpec } from 'kubernetes-types/core/v1';

import { HOSTNAME } from '../../manifest/scheduling';
import type { Host, Room } from '../../manifest/surroundings';
import { selects } from '../../object/selector';
import { check, passed, unchecked, warning, type PreflightInput } from './check';
import { comingPods, roomOf, type PlannedPod } from './nodes';

/** Sums of decimal fractions are not exact. */
const ROUNDING = 1e-9;

/** A Kubernetes node while pods are placed in thought. */
interface Place { host: Host; node: Node; free: Room; taken: boolean }

/**
 * The Kubernetes nodes have room for those who come, in the zones where they must be. It cannot be known for sure: nodes
 * may be added when a pod waits, and tolerated taints are not looked at. What waits does no harm, so it may be tried.
 */
export const hostRoom = check('hostRoom', (input) => {
  const { facts, hosts } = input;

  if (!facts.hosts || !hosts || hosts.some(({ free }) => !free)) {
    return unchecked(input, 'hosts');
  }
  const nodes = new Map(facts.hosts.map((node) => [node.metadata?.name ?? '', node]));
  const used = new Set(facts.pods.flatMap(({ spec }) => spec?.nodeName ?? []));
  const places = hosts.flatMap((host): Place[] => {
    const node = nodes.get(host.name);

    return node && host.free && isReady(node) ? [{ host, node, free: { ...host.free }, taken: used.has(host.name) }] : [];
  });
  const coming = comingPods(input);
  // Those with the least choice first.
  const choices = coming.map((planned) => ({ planned, allowed: places.filter(({ node }) => mayRunOn(planned, node)) })).sort((a, b) => a.allowed.length - b.allowed.length);
  const waiting = choices.filter(({ planned, allowed }) => !put(planned, allowed)).map(({ planned }) => planned.pod).sort();
  const evidence = hosts.map(({ name, zone, free }) => `node ${ name }${ zone ? ` (${ zone })` : '' }: free cpu ${ free?.cpu.toFixed(1) }, memory ${ Math.floor((free?.memory ?? 0) / 1024 ** 2) } MiB`);
  const args = { wanted: coming.length, fits: coming.length - waiting.length, pods: waiting.join(', ') };

  return waiting.length > 0 ? warning(args, [...evidence, ...requests(input)], waiting) : passed(evidence, args);
});

/** Puts a pod where most is left, if it fits anywhere. */
function put({ member }: PlannedPod, allowed: readonly Place[]): boolean {
  const template = member.statefulSet.spec?.template;
  const request = roomOf(member, 'requests');
  const apart = isApart(template?.spec, template?.metadata?.labels);
  const [best] = allowed
    .filter(({ free, taken }) => free.cpu - request.cpu > -ROUNDING && free.memory >= request.memory && !(apart && taken))
    .sort((a, b) => Number(a.taken) - Number(b.taken) || b.free.memory - a.free.memory);

  if (!best) {
    return false;
  }
  best.free = { cpu: best.free.cpu - request.cpu, memory: best.free.memory - request.memory };
  best.taken = true;

  return true;
}

/** Whether no two nodes of the ring may be on one machine. */
function isApart(spec: PodSpec | undefined, labels: Readonly<Record<string, string>> = {}): boolean {
  const terms = spec?.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];

  return terms.some(({ topologyKey, labelSelector }) => topologyKey === HOSTNAME && selects(labelSelector, labels));
}

function mayRunOn({ member }: PlannedPod, { metadata }: Node): boolean {
  const { affinity, nodeSelector = {} } = member.statefulSet.spec?.template.spec ?? {};
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  const labels = metadata?.labels ?? {};

  return selects({ matchLabels: nodeSelector }, labels) && (terms?.some(({ matchExpressions }) => selects({ matchExpressions }, labels)) ?? true);
}

function isReady({ status }: Node): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;
}

function requests({ facts: { cluster } }: PreflightInput): string[] {
  return cluster.members.map((member) => {
    const { cpu, memory } = roomOf(member, 'requests');

    return `StatefulSet ${ member.name }: requests cpu ${ cpu }, memory ${ Math.ceil(memory / 1024 ** 2) } MiB`;
  });
}

import type { Container } from 'kubernetes-types/core/v1';

import type { Member } from '../../cluster/cluster';
import { isSeen, rowsOf, type SeenRow } from '../../cluster/findings/observed';
import { ruledMember, type RuledMember } from '../../manifest/rules/ring';
import { podRequest, type Room } from '../../manifest/surroundings';
import { MAX_NODES } from '../../manifest/validate/basics';
import { parseQuantity } from '../../quantity';
import type { Replicas } from '../intent';
import type { PreflightInput } from './check';

/** A pod that an operation brings or takes away. */
export interface PlannedPod {
  member: Member;
  ordinal: number;
  pod: string;
}

/** A claim that will be made for a pod. */
export interface PlannedClaim {
  name: string;
  /** That which it gets, the default one if it names none; empty for volumes without a class. */
  className: string | undefined;
  bytes: number;
  accessModes: readonly string[];
}

/** The pods that are there in the end and were not before: StatefulSets count on. */
export function comingPods({ facts, from, targets }: PreflightInput): PlannedPod[] {
  return facts.cluster.members.flatMap((member) => between(member, from[member.name], targets[member.name]));
}

/** The pods that are not there in the end: those with the highest numbers. */
export function goingPods({ facts, from, targets }: PreflightInput): PlannedPod[] {
  return facts.cluster.members.flatMap((member) => between(member, targets[member.name], from[member.name]));
}

/** The number that a member's pods are counted from. */
export function firstOrdinal({ statefulSet }: Member): number {
  return statefulSet.spec?.ordinals?.start ?? 0;
}

/** What each pod of a member asks of its machine, or may take there. */
export function roomOf({ statefulSet }: Member, what: 'requests' | 'limits'): Room {
  const spec = statefulSet.spec?.template.spec;
  // Who says no more than a limit asks for as much.
  const counted = ({ resources, ...container }: Container): Container => ({ ...container, resources: { requests: { ...resources?.limits, ...(what === 'requests' && resources?.requests) } } });

  return podRequest({ spec: spec && { ...spec, containers: spec.containers.map(counted), initContainers: spec.initContainers?.map(counted) } });
}

/** What the StatefulSets ask for now. */
export function replicasOf({ facts: { cluster } }: PreflightInput): Replicas {
  return Object.fromEntries(cluster.members.map(({ name, nodes }) => [name, nodes.desired]));
}

export function totalOf(replicas: Replicas): number {
  return Object.values(replicas).reduce((sum, nodes) => sum + nodes, 0);
}

/** What the ring says of the pods, by name. */
export function entriesByPod({ facts }: PreflightInput): Map<string, SeenRow> {
  return new Map(rowsOf(facts).filter(isSeen).flatMap((row) => row.pod === undefined ? [] : [[row.pod, row]]));
}

/** The claims that StatefulSets will make for those who come; those that are there are taken as they are. */
export function claimsToMake(input: PreflightInput): PlannedClaim[] {
  const { facts: { claims = [], cluster }, defaultClass } = input;
  const there = new Set(claims.filter(({ metadata }) => metadata?.namespace === cluster.namespace).map(({ metadata }) => metadata?.name));
  const all = comingPods(input).flatMap(({ member, ordinal }) => (member.statefulSet.spec?.volumeClaimTemplates ?? []).map(({ metadata, spec }): PlannedClaim => ({
    name:        `${ metadata?.name }-${ member.name }-${ ordinal }`,
    className:   spec?.storageClassName ?? defaultClass,
    bytes:       parseQuantity(spec?.resources?.requests?.storage ?? '') ?? 0,
    accessModes: spec?.accessModes ?? [],
  })));

  return all.filter(({ name }) => !there.has(name));
}

/** The members as the rules of manifests look at them, with as many nodes as given. */
export function ruledMembers({ facts: { cluster, services = [] } }: PreflightInput, replicas: Replicas): RuledMember[] {
  return cluster.members.flatMap(({ name, nodes, statefulSet, container }) => {
    const ruled = ruledMember(statefulSet, container, services);

    return ruled ? [{ ...ruled, nodes: Math.min(replicas[name] ?? nodes.desired, MAX_NODES) }] : [];
  });
}

function between(member: Member, low = member.nodes.desired, high = member.nodes.desired): PlannedPod[] {
  const first = firstOrdinal(member);
  // What is asked for may be absurd, or no number: another check says so.
  const count = Math.min(Math.max(0, high - low) || 0, MAX_NODES);

  return Array.from({ length: count }, (_, index) => first + low + index).map((ordinal) => ({ member, ordinal, pod: `${ member.name }-${ ordinal }` }));
}

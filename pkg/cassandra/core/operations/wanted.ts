import { MAX_NODES } from '../manifest/validate/basics';
import type { Replicas } from './intent';

/** What is wrong with a number of nodes; a key for a translated sentence. */
export type NumberFault = 'empty' | 'noNumber' | 'fraction' | 'negative' | 'tooMany';

/** What is wrong with all of them together. */
export type WantedFault =
  | 'none' // no node would be left
  | 'tooMany'
  | 'unchanged';

/** What a person typed, as numbers. */
export interface Wanted {
  /** Left out unless all is well. */
  targets?: Replicas;
  /** By StatefulSet. `mixed`: this one shrinks and another grows. */
  faults: Readonly<Record<string, NumberFault | 'mixed'>>;
  fault?: WantedFault;
}

/**
 * Reads a number of nodes as it was typed.
 *
 * @returns the number, or what is wrong with it
 */
export function readNodes(typed: string): number | NumberFault {
  const text = typed.trim();
  const nodes = Number(text);

  if (text === '') {
    return 'empty';
  }
  if (Number.isNaN(nodes)) {
    return 'noNumber';
  }
  if (nodes < 0) {
    return 'negative';
  }
  if (nodes > MAX_NODES) {
    return 'tooMany';
  }

  return Number.isInteger(nodes) ? nodes : 'fraction';
}

/**
 * Judges what was typed for each StatefulSet: numbers that go one way, and leave at least one node.
 *
 * @param from what the StatefulSets ask for
 * @param typed by StatefulSet
 */
export function judgeWanted(from: Replicas, typed: Readonly<Record<string, string>>): Wanted {
  const read = Object.keys(from).map((name) => ({ name, nodes: readNodes(typed[name] ?? '') }));
  const faults = Object.fromEntries(read.flatMap(({ name, nodes }): [string, NumberFault][] => typeof nodes === 'number' ? [] : [[name, nodes]]));
  const targets = Object.fromEntries(read.flatMap(({ name, nodes }): [string, number][] => typeof nodes === 'number' ? [[name, nodes]] : []));

  if (Object.keys(faults).length > 0) {
    return { faults };
  }
  const shrinking = Object.keys(from).filter((name) => (targets[name] ?? 0) < (from[name] ?? 0));
  const isGrowing = Object.keys(from).some((name) => (targets[name] ?? 0) > (from[name] ?? 0));

  if (isGrowing && shrinking.length > 0) {
    return { faults: Object.fromEntries(shrinking.map((name) => [name, 'mixed'])) };
  }
  const total = Object.values(targets).reduce((sum, nodes) => sum + nodes, 0);
  const fault = total < 1 ? 'none' : total > MAX_NODES ? 'tooMany' : isGrowing || shrinking.length > 0 ? undefined : 'unchanged';

  return fault ? { faults, fault } : { faults, targets };
}

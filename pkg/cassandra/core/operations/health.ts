import { canonicalAddress } from '../cluster/address';
import { isDown, type RingNode } from '../cluster/ring';
import { failureOf, modeOf, modeTrouble, modeUnknown } from './modes';
import {
  fresh, podNamed, podsAskedFor, SETTLE_MS, type Observation, type PodObservation, type RingView
} from './observed';
import { blocked, observe, wait, type Step } from './step';

/** As long as a node may take to start, other than by joining. */
const START_MS = 600_000;

/** As many nodes must say the same: the one that it is about, and one that is not. */
const WITNESSES = 2;

/** What is asked of a ring. */
export interface Wanted {
  /** A pod that is out of service on purpose, and is not asked. */
  except?: string;
  /** A pod whose own state does not matter, though what it says of others does. */
  tolerate?: string;
  /** The pod whose own view is wanted, too. */
  witness?: string;
}

/**
 * What is in the way of touching a node: any other that is not up and normal in the eyes of Kubernetes and of two nodes,
 * any that joins, leaves or moves, any that comes or goes.
 *
 * @returns `undefined` if nothing is; else what to do until then
 */
export function troubleOf(observation: Observation, wanted: Wanted = {}): Step | undefined {
  return podTrouble(observation, wanted) ?? ringTrouble(observation, wanted);
}

/** The views of other nodes that are fresh enough, or what to do to have some: as many as are wanted in the end, when the ring must be well. */
export function othersViews(observation: Observation, pod: string): RingView[] | Step {
  const views = viewsOf(observation, { except: pod });

  return views.length > 0 ? views : moreViews(observation, { except: pod }, views, WITNESSES);
}

/**
 * Whether a node is gone from a view: each entry is some other pod's. An entry that no pod answers for may be the node
 * by an address that it had before.
 */
export function isAbsent({ pods }: Observation, name: string, view: RingView): boolean {
  return nodesOf(view).every((node) => pods.some((pod) => pod.name !== name && answersFor(pod, node)));
}

/** Entries that no pod answers for. */
export function strays({ pods }: Observation, view: RingView): RingNode[] {
  return nodesOf(view).filter((node) => !pods.some((pod) => answersFor(pod, node)));
}

/** Some pod is so new that others may know it by its address of before. */
export function isSettling({ pods, now }: Observation): boolean {
  return pods.some(({ createdAt }) => now - createdAt < SETTLE_MS);
}

function podTrouble(observation: Observation, { except, tolerate }: Wanted): Step | undefined {
  const askedFor = podsAskedFor(observation);
  const extra = observation.pods.find(({ name }) => !askedFor.includes(name));
  const troubles = askedFor.filter((name) => name !== except && name !== tolerate).flatMap((name) => {
    const pod = podNamed(observation, name);

    if (!pod) {
      return wait('podMissing', { pod: name });
    }
    if (pod.terminating) {
      return wait('podGoing', { pod: name });
    }

    return pod.ready ? [] : notReady(observation, pod);
  });

  // What nobody but a person can mend comes first.
  return troubles.find(({ kind }) => kind === 'blocked') ?? troubles[0] ?? (extra && wait('podGoing', { pod: extra.name })) ?? rollingUpdate(observation);
}

function notReady(observation: Observation, pod: PodObservation): Step {
  const mode = modeOf(observation, pod);
  const step = mode === undefined ? modeUnknown(observation, pod) : modeTrouble(pod, mode);
  const isStarting = mode === undefined || mode === 'NORMAL' || mode === 'STARTING';

  if (step && !(isStarting && step.kind === 'wait')) {
    return step;
  }

  return observation.now - pod.createdAt > START_MS ? blocked('podNotReady', { pod: pod.name }) : wait('podStarting', { pod: pod.name });
}

/** Pods that the controller is about to restart: with one of them out, another must not be touched. */
function rollingUpdate({ members, pods }: Observation): Step | undefined {
  const next = members.flatMap(({ name, partition, updateRevision }) => partition === undefined || updateRevision === undefined ? [] : pods.filter((pod) => pod.member === name && pod.ordinal >= partition && pod.revision !== updateRevision));

  return next[0] && wait('rollingUpdate', { pod: next[0].name });
}

function ringTrouble(observation: Observation, wanted: Wanted): Step | undefined {
  const views = viewsOf(observation, wanted);
  const needed = Math.min(WITNESSES, podsAskedFor(observation).filter((name) => name !== wanted.except).length);
  const hasWitness = wanted.witness === undefined || views.some(({ pod }) => pod === wanted.witness);
  const troubles = views.flatMap((view) => viewTrouble(observation, wanted, view) ?? []);

  return troubles.find(({ kind }) => kind === 'blocked') ?? troubles[0] ?? (views.length < needed || !hasWitness ? moreViews(observation, wanted, views, needed) : undefined);
}

function viewTrouble(observation: Observation, { except, tolerate }: Wanted, view: RingView): Step | undefined {
  const { pods, now } = observation;
  const [stray] = strays(observation, view);
  const nodes = nodesOf(view);
  const by = view.pod;

  const troubles = pods.filter(({ name }) => name !== except && name !== tolerate).flatMap((pod) => {
    const { name } = pod;
    const node = nodes.find((each) => answersFor(pod, each));
    const isNew = now - pod.createdAt < SETTLE_MS;

    if (!node) {
      return isNew ? wait('gossip', { pod: name, by }) : blocked('podOutsideRing', { pod: name, by });
    }
    if (isDown(node) || node.up === undefined) {
      return isNew ? wait('gossip', { pod: name, by }) : blocked('nodesDown', { pod: name, by });
    }

    return node.state === 'normal' ? [] : movingStep(observation, pod, by);
  });

  if (stray) {
    troubles.push(isSettling(observation) ? wait('gossip', { pod: stray.address, by }) : blocked('strayNodes', { node: stray.address, hostId: stray.hostId ?? '', by }));
  }

  return troubles.find(({ kind }) => kind === 'blocked') ?? troubles[0];
}

/** A node may be moving for ever: only itself knows whether it has failed. */
function movingStep(observation: Observation, pod: PodObservation, by: string): Step {
  const mode = modeOf(observation, pod);

  return mode === undefined ? modeUnknown(observation, pod) : modeTrouble(pod, mode) ?? wait('ringMoving', { pod: pod.name, by });
}

/** Fresh views of pods that take part, other than one. */
function viewsOf(observation: Observation, wanted: Wanted): RingView[] {
  const witnesses = candidates(observation, wanted);

  return observation.views.filter((view) => fresh(view, observation.now) && witnesses.some(({ name, uid }) => name === view.pod && uid === view.uid));
}

function candidates({ pods }: Observation, { except, tolerate }: Wanted): PodObservation[] {
  return pods.filter(({ name, running, ready, terminating }) => name !== except && running && (ready || name === tolerate) && !terminating);
}

/** Asks as many pods as are wanted still: the witness, then those that gave an answer the last time. */
function moreViews(observation: Observation, wanted: Wanted, views: readonly RingView[], needed: number): Step {
  const { witness } = wanted;
  const open = candidates(observation, wanted).filter(({ name }) => !views.some((view) => view.pod === name));
  const able = open.filter((pod) => !failureOf(observation, pod));
  const own = open.find(({ name }) => name === witness);
  const silent = own && !able.includes(own) ? own : able.length === 0 ? open[0] : undefined;

  if (!open[0]) {
    return podTrouble(observation, wanted) ?? wait('noObserver');
  }
  if (silent) {
    return failureOf(observation, silent) ?? wait('noObserver');
  }
  const others = able.filter(({ name }) => name !== witness);
  const count = Math.max(0, needed - views.length - Number(own !== undefined));

  return observe({ rings: [...(own ? [own] : []), ...others.slice(0, own ? count : Math.max(1, count))].map(({ name }) => name) });
}

function answersFor({ addresses }: PodObservation, { address }: RingNode): boolean {
  const place = canonicalAddress(address);

  return addresses.some((each) => canonicalAddress(each) === place);
}

function nodesOf({ value: { datacenters } }: RingView): RingNode[] {
  return datacenters.flatMap(({ name, nodes }) => nodes.map((node) => ({ ...node, datacenter: name })));
}

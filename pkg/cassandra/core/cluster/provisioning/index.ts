import type { Job } from 'kubernetes-types/batch/v1';
import type { Event, PersistentVolumeClaim, Pod } from 'kubernetes-types/core/v1';

import { podsOf, type Cluster, type Member } from '../cluster';
import { claimOrdinal, claimsOf } from '../claims';
import { byOrdinal, isReady } from '../pods';
import { authWait, jobPod, unfinishedJob } from './auth-job';
import { claimWait } from './claim';
import { creationWait } from './creation';
import { podWait, type Logs } from './pod';
import { bySeverity, type Wait } from './wait';

export { logKey, type Logs } from './pod';
export type { SchedulingReason, UnfitCode } from './scheduling';
export type { Severity, Wait, WaitCode } from './wait';

/** What there is of a cluster, in one namespace. What may not be read is empty. */
export interface Observed {
  cluster: Cluster;
  pods: readonly Pod[];
  claims: readonly PersistentVolumeClaim[];
  events: readonly Event[];
  jobs: readonly Job[];
  logs: Logs;
  /** Milliseconds since the epoch. */
  now: number;
}

/** What each node goes through, in this order. */
export type ProgressStep = 'volumes' | 'scheduled' | 'image' | 'started' | 'joined';

export interface Provisioning {
  /** How many of the desired nodes have come through each step. */
  steps: { step: ProgressStep; done: number }[];
  desired: number;
  /** What it waits for, trouble first. */
  waits: Wait[];
}

/** What a cluster is doing and waiting for on its way to all nodes being ready. */
export function provisioning(observed: Observed): Provisioning {
  const { cluster, pods, claims, jobs, logs } = observed;
  const waits = cluster.members.flatMap((member) => memberWaits(member, observed));
  const auth = authWait(cluster, jobs, pods, logs);
  const steps = cluster.members.map((member) => memberSteps(member, podsOf(member.statefulSet, pods), claims));

  return {
    steps:   STEPS.map((step) => ({ step, done: steps.reduce((sum, done) => sum + done[step], 0) })),
    desired: cluster.nodes.desired,
    waits:   [...waits, ...(auth ? [auth] : [])].sort(bySeverity),
  };
}

/** Whether there is nothing to wait for, as far as can be told without looking closer. */
export function isSettled(cluster: Cluster, jobs: readonly Job[]): boolean {
  return cluster.state !== 'terminating' && cluster.nodes.ready >= cluster.nodes.desired && !unfinishedJob(cluster, jobs);
}

/** A container whose log would say more, and whether it is the run before that matters. */
export interface LogWish {
  pod: string;
  container: string;
  previous: boolean;
  /** Another text than before means another log. */
  version: string;
  /** It goes on, so that its log grows. */
  live: boolean;
}

/** The logs that {@link provisioning} can make use of. */
export function wantedLogs({ cluster, pods, jobs }: Pick<Observed, 'cluster' | 'pods' | 'jobs'>): LogWish[] {
  const own = cluster.members.flatMap(({ statefulSet }) => podsOf(statefulSet, pods)).filter((pod) => !isReady(pod));
  const job = jobPod(cluster, jobs, pods);

  return [...own, ...(job ? [job] : [])].flatMap(({ metadata, status }) => {
    const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];

    return statuses.flatMap(({ name, state, lastState, restartCount, ready }): LogWish[] => {
      const ended = state?.terminated ?? lastState?.terminated;
      const done = state?.terminated?.exitCode === 0 || ready;

      return done || !(state?.running || ended) ? [] : [{
        pod:       metadata?.name ?? '',
        container: name,
        previous:  Boolean(state?.running && ended),
        version:   `${ metadata?.uid } ${ restartCount } ${ ended?.finishedAt ?? '' }`,
        live:      Boolean(state?.running && !ended),
      }];
    });
  });
}

const STEPS: readonly ProgressStep[] = ['volumes', 'scheduled', 'image', 'started', 'joined'];

function memberWaits(member: Member, { pods, claims, events, logs, now }: Observed): Wait[] {
  const { statefulSet, container } = member;
  const own = podsOf(statefulSet, pods).sort(byOrdinal);
  const creation = creationWait(statefulSet, events);
  const ofClaims = claimsOf(statefulSet, claims).filter((claim) => claimOrdinal(claim) < member.nodes.desired).flatMap((claim) => claimWait(claim, events, now) ?? []);
  const ofPods = own.flatMap((pod) => podWait(pod, container, events, logs) ?? []);

  // That a claim has no volume yet is said of the claim already.
  return [...(creation ? [creation] : []), ...ofClaims, ...(ofClaims.length ? ofPods.filter((wait) => !isClaimOnly(wait)) : ofPods)];
}

function isClaimOnly({ code, reasons = [] }: Wait): boolean {
  return code === 'scheduling' || (code === 'unschedulable' && reasons.every((reason) => reason.code === 'volumeUnbound'));
}

function memberSteps({ statefulSet, container: main }: Member, pods: readonly Pod[], claims: readonly PersistentVolumeClaim[]): Record<ProgressStep, number> {
  const templates = statefulSet.spec?.volumeClaimTemplates ?? [];
  const bound = new Set(claims.filter(({ status }) => status?.phase === 'Bound').map(({ metadata }) => metadata?.name));
  const statuses = (pod: Pod) => [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const count = (passed: (pod: Pod) => boolean) => pods.filter(passed).length;

  return {
    volumes:   count(({ metadata }) => templates.every((template) => bound.has(`${ template.metadata?.name }-${ metadata?.name }`))),
    scheduled: count(({ spec }) => Boolean(spec?.nodeName)),
    // Init containers use the same image.
    image:     count((pod) => statuses(pod).some(({ state, lastState }) => state?.running || state?.terminated || lastState?.terminated)),
    started:   count((pod) => statuses(pod).some(({ name, state }) => name === main && state?.running)),
    joined:    count(isReady),
  };
}

import type { DetachedName, DetachedRun } from '../../core/nodetool/detached';
import type { PodObservation } from '../../core/operations/observed';
import { lastRun, type Place } from '../../rancher/operations/act';
import type { ClusterContext } from '../../rancher/store';
import { SOONEST_MS } from './pace';

/** How long one exec waits for the end of what runs in a pod. */
const WAIT_SECONDS = 50;

type Which = Pick<PodObservation, 'uid' | 'name'>;

/** What was begun in pods and goes on by itself: what became of it, and waiting for its end. */
export class Runs {
  private readonly known = new Map<string, DetachedRun | undefined>();
  private readonly awaited = new Set<string>();
  private stopped = false;

  /**
   * @param hasRoom whether one more command may be run in a pod now
   * @param onEnd something that was waited for has ended; `undefined` if it is not there (yet)
   */
  constructor(private readonly context: ClusterContext, private readonly place: Place, private readonly hasRoom: (pod: Which) => boolean, private readonly onEnd: (pod: Which, name: DetachedName, run: DetachedRun | undefined) => void) {}

  /** What was begun last in a pod; where that is known it is not asked again. */
  async last(pod: Which, name: DetachedName): Promise<DetachedRun | undefined> {
    const key = keyOf(pod, name);

    if (!this.known.has(key)) {
      const run = await lastRun(this.context, this.place, pod.name, name);

      this.known.set(key, run);
      if (run?.state === 'running') {
        this.awaitEnd(pod, name);
      }
    }

    return this.known.get(key);
  }

  isKnown(pod: Which, name: DetachedName): boolean {
    return this.known.has(keyOf(pod, name));
  }

  /** This browser has begun something, or it is not known whether it has. */
  begun(pod: Which, name: DetachedName, id: string): void {
    this.known.set(keyOf(pod, name), { id, state: 'running' });
    this.awaitEnd(pod, name);
  }

  /** Whether the end of one of these is waited for. */
  isAwaited(pod: Which, names: readonly DetachedName[] = ['decommission', 'cleanup', 'drain']): boolean {
    return names.some((name) => this.awaited.has(keyOf(pod, name)));
  }

  /** Others may have begun something since: how it ended what was begun before may no longer be how the last one did. */
  forgetEnded(): void {
    for (const [key, run] of this.known) {
      if (run?.state !== 'running') {
        this.known.delete(key);
      }
    }
  }

  /** The container of a pod is gone, and what ran in it. */
  forget(uid: string): void {
    for (const name of ['decommission', 'cleanup', 'drain'] as const) {
      this.known.delete(keyOf({ uid }, name));
    }
  }

  stop(): void {
    this.stopped = true;
  }

  /** Waits in the pod for the end: nothing is sooner, and no JVM is started for it. */
  private async awaitEnd(pod: Which, name: DetachedName): Promise<void> {
    const key = keyOf(pod, name);

    if (this.awaited.has(key)) {
      return;
    }
    this.awaited.add(key);
    try {
      const run = await this.endOf(pod, name);

      this.awaited.delete(key);
      if (run) {
        this.known.set(key, run);
      } else {
        this.known.delete(key);
      }
      this.onEnd(pod, name, run);
    } catch {
      this.awaited.delete(key);
      this.known.delete(key); // it is asked again
    }
  }

  private async endOf(pod: Which, name: DetachedName): Promise<DetachedRun | undefined> {
    let run: DetachedRun | undefined;

    do {
      while (!this.stopped && !this.hasRoom(pod)) {
        await pass(SOONEST_MS);
      }
      run = this.stopped ? undefined : await lastRun(this.context, this.place, pod.name, name, WAIT_SECONDS);
    } while (run?.state === 'running');

    return run;
  }
}

function keyOf({ uid }: Pick<Which, 'uid'>, name: DetachedName): string {
  return `${ uid } ${ name }`;
}

function pass(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

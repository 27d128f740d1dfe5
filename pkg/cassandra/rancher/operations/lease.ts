import type { Lease, LeaseSpec } from 'kubernetes-types/coordination/v1';
import { LABEL_INSTANCE, LABEL_MANAGED_BY, MANAGER } from '../../core/cluster/labels';
import { FIELD_MANAGER, KubeError } from '../kube';
import { request } from '../kube/request';
import { collectionPath, objectPath, type ObjectRef } from '../kube/resources';
import type { ClusterContext } from '../store';

/** How long a holder that says nothing keeps the lease. */
export const LEASE_SECONDS = 30;

/** How often the holder has to say so: twice may fail. */
export const RENEW_EVERY_MS = 10_000;

/** API servers of one cluster have a clock each, and stamp whole seconds. */
const SKEW_MS = 10_000;

/** How much earlier than the others the holder stops to believe that it holds. */
const MARGIN_MS = 5000;

/** Somebody else was quicker; more often than this in a row, and it is left to them. */
const TRIES = 4;

/** Who drives the operations of a cluster; `since` and `renewed` are server times, ISO 8601. */
export type Tenure =
  | { readonly state: 'free' }
  | { readonly state: 'mine' }
  | { readonly state: 'held'; readonly by: Holder; readonly since?: string; readonly renewed?: string };

export interface Holder {
  readonly user: string;
  /** Tells the tabs of one user apart. */
  readonly tab: string;
}

/**
 * The progress of two clocks in ms, from whatever beginning: one that is never set, and one that goes on while the
 * machine sleeps. No browser promises both of one clock.
 */
export type Clocks = () => readonly [steady: number, wall: number];

const browserClocks: Clocks = () => [performance.now(), Date.now()];

/** Made anew with the page: what a tab stores is copied when the tab is duplicated. */
const TAB = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** This tab, used by the user who is logged in. */
export function thisTab({ store }: ClusterContext): Holder {
  return { user: store.getters['auth/principalId'] ?? '', tab: TAB };
}

/**
 * The Lease of a cluster: only who holds it may drive an operation.
 *
 * Every write names the version it was made from, so that of two who try at once one fails. Whether a lease has run out
 * is a matter between two times that the API server itself stamped (`managedFields`): that of the last write, and that
 * of a dry run of the next one. Neither the browser's clock, which may be wrong by years, nor the `Date` of an answer,
 * which a proxy may have rewritten, decides anything. The holder in turn measures how long ago it sent its last write,
 * and stops to believe before the others can begin.
 *
 * A Lease without such stamps never runs out; who removes it by hand makes it free.
 */
export class ClusterLease {
  private stored: Lease | undefined;
  /** When the write was sent by which it is ours. */
  private heldFrom: readonly [number, number] | undefined;
  private serverTime: number | undefined;

  constructor(
    private readonly context: ClusterContext,
    private readonly cluster: { readonly namespace: string; readonly name: string },
    private readonly me: Holder = thisTab(context),
    private readonly clocks: Clocks = browserClocks,
  ) {}

  /** Whether nobody else can hold it now. Before each act {@link acquire} makes sure of it, and gains time for the act. */
  get held(): boolean {
    const [steady, wall] = this.clocks();

    return this.heldFrom !== undefined && Math.max(steady - this.heldFrom[0], wall - this.heldFrom[1]) < LEASE_SECONDS * 1000 - MARGIN_MS;
  }

  /** Who holds it, without a wish for it. A lease that has run out is still `held` here. */
  async look(): Promise<Tenure> {
    return this.tenureOf(await this.read());
  }

  /**
   * Takes the lease if it is free or has run out, and renews it if it is ours.
   *
   * @returns `mine`, or who holds it
   * @throws KubeError if the API server refuses or gives no answer; then {@link held} still tells the truth
   */
  async acquire(): Promise<Tenure> {
    let known = this.held ? this.stored : undefined;
    let outrun = new KubeError('The API server answers too slowly for a lease to be held', 0, 'Timeout');

    for (let tries = 0; tries < TRIES; tries++) {
      try {
        const lease = known ?? await this.read();

        known = undefined;
        if (lease && !this.isFree(lease) && !await this.hasRunOut(lease)) {
          this.lose();

          return this.tenureOf(lease);
        }
        await this.claim(lease);
        // An answer that came late is one to a lease that may have run out meanwhile.
        if (this.held) {
          return { state: 'mine' };
        }
      } catch (thrown) {
        outrun = outrunOr(thrown);
      }
    }
    this.lose();
    throw outrun;
  }

  /** Lets others have it at once. That it is lost already, or cannot be written, is no error: then it runs out. */
  async release(): Promise<void> {
    const lease = this.stored;

    this.lose();
    if (lease) {
      try {
        await this.put(lease, { ...lease.spec, holderIdentity: undefined });
      } catch (thrown) {
        if (!(thrown instanceof KubeError)) {
          throw thrown;
        }
      }
    }
  }

  private isFree({ spec }: Lease): boolean {
    return !spec?.holderIdentity || spec.holderIdentity === identityOf(this.me);
  }

  /** Asks the API server what time it is, by the stamp that it would give us. */
  private async hasRunOut(lease: Lease): Promise<boolean> {
    const last = stampOf(lease);
    const now = stampOf(await this.put(lease, this.claimed(lease), { dryRun: true }));
    const duration = (lease.spec?.leaseDurationSeconds ?? LEASE_SECONDS) * 1000;

    return last !== undefined && now !== undefined && now - last > duration + SKEW_MS;
  }

  private async claim(lease: Lease | undefined): Promise<void> {
    const sent = this.clocks();

    this.stored = await (lease ? this.put(lease, this.claimed(lease)) : this.create());
    this.heldFrom = sent;
  }

  private create(): Promise<Lease> {
    const { apiVersion, kind, namespace, name } = this.ref;
    const labels = { [LABEL_INSTANCE]: this.cluster.name, [LABEL_MANAGED_BY]: MANAGER };

    return this.ask('POST', { apiVersion, kind, metadata: { namespace, name, labels }, spec: this.claimed({}) });
  }

  private lose(): void {
    this.stored = undefined;
    this.heldFrom = undefined;
  }

  /** Times in it are for people and other tools to read; what counts are the stamps. */
  private claimed(lease: Lease): LeaseSpec {
    const { acquireTime, holderIdentity, leaseTransitions = 0, renewTime } = lease.spec ?? {};
    const isMine = holderIdentity === identityOf(this.me);
    // Later than the last one in any case: the API server stamps nothing where nothing changes.
    const now = Math.max(this.serverTime ?? stampOf(lease) ?? 0, (Date.parse(renewTime ?? '') || 0) + 1);

    return {
      ...lease.spec,
      holderIdentity:       identityOf(this.me),
      leaseDurationSeconds: LEASE_SECONDS,
      leaseTransitions:     isMine || !lease.metadata ? leaseTransitions : leaseTransitions + 1,
      // That of the first write is not known where no answer has told a time before it.
      acquireTime:          isMine && acquireTime && Date.parse(acquireTime) > 1 ? acquireTime : microTime(now),
      renewTime:            microTime(now),
    };
  }

  private tenureOf(lease: Lease | undefined): Tenure {
    const { holderIdentity, acquireTime, renewTime } = lease?.spec ?? {};

    if (!holderIdentity) {
      return { state: 'free' };
    }
    if (holderIdentity === identityOf(this.me)) {
      return { state: 'mine' };
    }

    return { state: 'held', by: holderOf(holderIdentity), since: later(acquireTime, lease?.metadata?.creationTimestamp), renewed: renewTime };
  }

  private async read(): Promise<Lease | undefined> {
    try {
      return await this.ask('GET');
    } catch (thrown) {
      if (thrown instanceof KubeError && thrown.status === 404) {
        return undefined;
      }
      throw thrown;
    }
  }

  private put(lease: Lease, spec: LeaseSpec, { dryRun = false } = {}): Promise<Lease> {
    return this.ask('PUT', { ...lease, spec }, dryRun);
  }

  private get ref(): ObjectRef & { apiVersion: 'coordination.k8s.io/v1'; kind: 'Lease' } {
    return { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', namespace: this.cluster.namespace, name: leaseName(this.cluster.name) };
  }

  private async ask(method: 'GET' | 'POST' | 'PUT', body?: Lease, dryRun = false): Promise<Lease> {
    const answer = await request<Lease>(this.context, {
      method,
      path:  await (method === 'POST' ? collectionPath : objectPath)(this.context, this.ref),
      query: body && { fieldManager: FIELD_MANAGER, dryRun: dryRun ? 'All' : undefined },
      body,
    });

    this.serverTime = answer.serverTime ?? this.serverTime;

    return answer.body;
  }
}

/** Not the bare name of the cluster: what elects leaders beside it, an operator for one, may call its Lease so. */
export function leaseName(cluster: string): string {
  return `${ cluster }-operation`;
}

/** A tab is hexadecimal, so that whatever a user is called, the last space divides the two. */
function identityOf({ user, tab }: Holder): string {
  return `${ user } ${ tab }`;
}

function holderOf(identity: string): Holder {
  const space = identity.lastIndexOf(' ');

  return { user: identity.slice(0, Math.max(space, 0)), tab: identity.slice(space + 1) };
}

/** When the API server last wrote the object, ms since 1970. */
function stampOf({ metadata }: Lease): number | undefined {
  const stamps = (metadata?.managedFields ?? []).map(({ time }) => Date.parse(time ?? '')).filter((time) => !Number.isNaN(time));

  return stamps.length ? Math.max(...stamps) : undefined;
}

function later(one: string | undefined, other: string | undefined): string | undefined {
  return one && other && Date.parse(one) < Date.parse(other) ? other : one ?? other;
}

/** Go reads six digits after the point, and no others. */
function microTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}

/** That somebody changed, removed or created it in between is to be tried again; all else is an error. */
function outrunOr(thrown: unknown): KubeError {
  if (thrown instanceof KubeError && (thrown.status === 409 || thrown.status === 404)) {
    return thrown;
  }
  throw thrown;
}

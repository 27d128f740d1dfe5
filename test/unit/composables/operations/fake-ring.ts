import type { PersistentVolumeClaim, Pod } from 'kubernetes-types/core/v1';
import { vi } from 'vitest';

import type { HeardBefore } from '../../../../pkg/cassandra/composables/operations/heard';
import { OperationRunner } from '../../../../pkg/cassandra/composables/operations/runner';
import { ANNOTATION_LEFT, ANNOTATION_OPERATION } from '../../../../pkg/cassandra/core/cluster/labels';
import { parseNetstats } from '../../../../pkg/cassandra/core/nodetool/netstats';
import { parseStatus } from '../../../../pkg/cassandra/core/nodetool/status';
import { formatIntent, type Intent } from '../../../../pkg/cassandra/core/operations/intent';
import { historyOf, intentOf } from '../../../../pkg/cassandra/rancher/operations/intent-store';
import { thisTab } from '../../../../pkg/cassandra/rancher/operations/lease';
import { CALM, RingModel, type Pod as ModelPod } from '../../core/operations/ring-model';
import { failure, type FakeAnswer, type FakeHost, type FakeObject, type FakeRequest } from '../../rancher/fake-host';
import { FakeApi } from '../../rancher/operations/fake-api';
import { CARRIER, INTENT, SET, setIn, statefulSet } from '../../rancher/operations/fixtures';
import { FakeNodes, SECOND } from './fake-nodes';

const PODS = '/api/v1/namespaces/db/pods';
const CLAIMS = '/api/v1/namespaces/db/persistentvolumeclaims';
const LEASE = '/apis/coordination.k8s.io/v1/namespaces/db/leases/ring-operation';

/** Between two ticks of the world. */
const TICK_MS = 5 * SECOND;

/** A browser's clock is not asked. */
const CLOCK_IS_WRONG_BY = -400 * 86_400 * SECOND;

/** A browser before the ring. */
export interface Tab {
  readonly host: FakeHost;
  readonly runner: OperationRunner;
  /** The codes of what was waited for, was done or was in the way, each once in a row. */
  readonly steps: string[];
  readonly problems: Set<string>;
  readonly ended: () => boolean;
}

/** What was done to the ring, and when. */
export interface Deed { at: number; what: string }

/**
 * One StatefulSet, `ring`, of a ring of Cassandra, with an API server and with pods in which commands can be run, in the
 * world's own time: fake timers have to be on.
 */
export class FakeRing {
  readonly api = new FakeApi();
  readonly model: RingModel;
  readonly nodes: FakeNodes;
  readonly deeds: Deed[] = [];
  /** Answers in place of the API server. */
  intercept: (request: FakeRequest, host: FakeHost) => FakeAnswer | undefined = () => undefined;
  private readonly tabs: Tab[] = [];
  private readonly hosts: FakeHost[] = [];
  private readonly ticking: ReturnType<typeof setInterval>;

  constructor(replicas: number) {
    this.model = new RingModel(new Map([['ring', replicas]]), () => 0.5, false);
    this.model.trouble = { ...CALM, gossipLag: 0 };
    const start = this.model.now - performance.now();

    vi.setSystemTime(this.model.now + CLOCK_IS_WRONG_BY);
    Object.defineProperty(this.api.clock, 'now', { get: () => start + performance.now() });
    this.nodes = new FakeNodes(this.model, (context, what) => this.note(this.hosts.find((host) => host.context === context), what));
    const set = statefulSet(replicas);

    this.api.put(SET, {
      ...set, status: { updateRevision: 'r1' },
      spec: { ...set.spec, selector: { matchLabels: { app: 'ring' } }, template: { spec: { containers: [{ name: 'cassandra', image: 'cassandra:5.0' }] } }, volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
    });
    this.publish();
    this.ticking = setInterval(() => {
      this.model.tick(TICK_MS);
      this.publish();
    }, TICK_MS);
  }

  /** Writes an intent on the StatefulSet, as another browser does. */
  ask(change: Partial<Intent>): Intent {
    const intent = { ...INTENT, startedAt: this.api.clock.now, ...change };

    this.write(formatIntent(intent));

    return intent;
  }

  /** Writes any text in the place of the intent, or takes it away. */
  write(text: string | undefined): void {
    const { metadata, ...set } = setIn(this.api);

    this.api.put(SET, { ...set, metadata: { ...metadata, annotations: text === undefined ? {} : { [ANNOTATION_OPERATION]: text } } } as FakeObject);
  }

  host(user: string): FakeHost {
    const host = this.api.host();
    const answer = host.intercept;

    this.hosts.push(host);
    host.getters['auth/principalId'] = user;
    host.intercept = (request) => this.intercept(request, host) ?? this.answer(request, host, answer);

    return host;
  }

  open(user: string, intent: Intent, heard?: HeardBefore): Tab {
    const host = this.host(user);
    const steps: string[] = [];
    const problems = new Set<string>();
    let ended = false;
    const runner: OperationRunner = new OperationRunner(host.context, CARRIER, 'ring', intent, () => {
      const { step, acting, problem } = runner.state;
      const code = acting ? acting.kind : step?.kind === 'wait' ? step.for : step?.kind === 'blocked' ? step.reason : undefined;

      if (code && code !== steps.at(-1)) {
        steps.push(code);
      }
      if (problem) {
        problems.add(problem);
      }
    }, () => {
      ended = true;
    }, heard);
    const tab = { host, runner, steps, problems, ended: () => ended };

    this.tabs.push(tab);

    return tab;
  }

  async drive(user: string, change: Partial<Intent>, heard?: HeardBefore): Promise<Tab> {
    const tab = this.open(user, this.ask(change), heard);

    await tab.runner.drive();

    return tab;
  }

  /** What a dialog has asked: all what they do, and some what they see. */
  async hear(views: readonly string[]): Promise<HeardBefore> {
    const heard = <T>(name: string, value: T) => ({ uid: this.model.podNamed(name)!.uid, said: { value, text: '', pod: name, at: Date.now() } });
    const context = this.host('dialog').context;
    const rings = views.map(async(pod) => heard(pod, parseStatus((await this.nodes.exec(context, { namespace: CARRIER.namespace, pod, command: ['status'] })).stdout)));
    const [value] = await Promise.all([Promise.all(rings), vi.advanceTimersByTimeAsync(2 * SECOND)]);

    this.nodes.execs.length = 0;

    return { netstats: this.model.pods.map(({ name, mode }) => heard(name, parseNetstats(this.nodes.netstats(mode)))), rings: value };
  }

  /** Lets time pass until something is so. @throws if it does not become so */
  async until(what: () => boolean, minutes = 30): Promise<void> {
    for (let second = 0; second < minutes * 60; second++) {
      if (what()) {
        return;
      }
      await vi.advanceTimersByTimeAsync(SECOND);
    }
    throw new Error(`It did not come to that: ${ JSON.stringify(this.tabs.map(({ steps, runner: { state } }) => [steps.slice(-8), state.problem, state.step])) }`);
  }

  async close(): Promise<void> {
    clearInterval(this.ticking);
    await Promise.all(this.tabs.map(({ runner }) => runner.stop()));
  }

  get intent(): Intent | undefined {
    const stored = intentOf(setIn(this.api));

    return stored.state === 'stored' ? stored.intent : undefined;
  }

  /** Of all browsers. */
  get requests(): string[] {
    return this.hosts.flatMap(({ requests }) => requests);
  }

  get last() {
    return historyOf(setIn(this.api))[0];
  }

  /** Who may drive, by the Lease. */
  get holder(): string | undefined {
    return this.api.objects.get(LEASE)?.spec?.['holderIdentity'] as string | undefined;
  }

  did(): string[] {
    return this.deeds.map(({ what }) => what);
  }

  /** What the API server says of the world. */
  publish(): void {
    const now = new Map<string, Pod | PersistentVolumeClaim>([
      ...this.model.pods.map((pod): [string, Pod] => [`${ PODS }/${ pod.name }`, podOf(pod, this.model)]),
      ...this.model.claims.map(({ name, uid, going, left }): [string, PersistentVolumeClaim] => [`${ CLAIMS }/${ name }`, {
        metadata: { name, uid, namespace: 'db', ...(going && { deletionTimestamp: 'now' }), annotations: left ? { [ANNOTATION_LEFT]: 'true' } : {} },
      }]),
    ]);

    for (const path of this.api.objects.keys()) {
      if ((path.startsWith(PODS) || path.startsWith(CLAIMS)) && !now.has(path)) {
        this.api.objects.delete(path);
      }
    }
    now.forEach((object, path) => this.api.put(path, object as FakeObject));
  }

  /** Takes note of a change, and whether it was made by the one who may. */
  private note(host: FakeHost | undefined, what: string): void {
    const me = host && thisTab(host.context);

    this.deeds.push({ at: this.model.now, what: this.holder === `${ me?.user } ${ me?.tab }` ? what : `${ what } without the lease` });
  }

  private answer(request: FakeRequest, host: FakeHost, otherwise: FakeHost['intercept']): FakeAnswer | undefined {
    const { method, path, body } = request;
    const headers = { date: new Date(this.api.clock.now).toUTCString() };
    const pod = this.model.podNamed(path.replace(`${ PODS }/`, ''));

    if (method === 'GET' && (path === PODS || path === CLAIMS)) {
      return { status: 200, headers, body: { items: [...this.api.objects].flatMap(([at, object]) => at.startsWith(`${ path }/`) ? [object] : []) } };
    }
    if (path.endsWith('/log')) {
      return { status: 200, headers, body: this.nodes.logOf(path.split('/').at(-2) ?? '') };
    }
    if (method !== 'DELETE') {
      const given = otherwise(request);

      this.noteChange(request, host);

      return given;
    }
    const claim = this.model.claims.find(({ name }) => path === `${ CLAIMS }/${ name }`);

    if ((pod ?? claim)?.uid !== body?.preconditions?.uid) {
      return failure(409, 'Conflict', 'the UID in the precondition does not match');
    }
    this.note(host, `delete ${ path.split('/').at(-1) }`);
    if (pod) {
      this.model.delete(pod);
    } else if (claim) {
      claim.going = true;
    }
    this.publish();

    return { status: 200, headers, body: {} };
  }

  private noteChange({ method, path, body }: FakeRequest, host: FakeHost): void {
    const replicas = setIn(this.api).spec?.replicas ?? 0;

    if (method === 'PATCH' && path === SET && replicas !== this.model.desired.get('ring')) {
      this.note(host, `replicas ${ replicas }`);
      this.model.desired.set('ring', replicas);
    }
    if (method === 'PATCH' && path.startsWith(CLAIMS) && JSON.stringify(body).includes(ANNOTATION_LEFT)) {
      this.note(host, `mark ${ path.split('/').at(-1) }`);
      this.model.claims.filter(({ name }) => path.endsWith(`/${ name }`)).forEach((claim) => {
        claim.left = true;
      });
    }
  }
}

function podOf(pod: ModelPod, model: RingModel): Pod {
  const state = pod.running ? { running: {} } : { waiting: { reason: model.isCrashing(pod) ? 'CrashLoopBackOff' : 'ContainerCreating' } };

  return {
    metadata: {
      name: pod.name, namespace: 'db', uid: pod.uid, creationTimestamp: new Date(pod.createdAt).toISOString().replace(/\.\d+/, ''), labels: { app: 'ring', 'controller-revision-hash': 'r1' },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: pod.member, uid: 'set', controller: true }], ...(pod.terminating && { deletionTimestamp: 'now' }),
    },
    spec:   { nodeName: 'host', containers: [{ name: 'cassandra' }] },
    status: {
      phase: 'Running', podIP: pod.ip, conditions: [{ type: 'Ready', status: model.isReady(pod) ? 'True' : 'False' }],
      containerStatuses: [{ name: 'cassandra', image: '', imageID: '', ready: model.isReady(pod), restartCount: Math.max(0, pod.starts - 1), state }],
    },
  };
}

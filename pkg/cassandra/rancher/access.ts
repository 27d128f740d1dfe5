import type { SelfSubjectAccessReview } from 'kubernetes-types/authorization/v1';
import { cachePerStore } from './cache';
import { featureEnabled } from './host';
import { request } from './kube/request';
import type { ClusterContext } from './store';
import { kubernetesVersion } from './version';

/** A question to the API server: may the user do this? An empty namespace means all of them. */
export interface Ask {
  readonly verb: string;
  readonly group?: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
}

export interface Verdict {
  readonly allowed: boolean;
  /** Why not, in words for the user. */
  readonly reason?: string;
  /** The ask that was refused. Absent when something other than the user's rights stands in the way. */
  readonly refused?: Ask;
}

const ALLOWED: Verdict = { allowed: true };

/** Rights change seldom; a minute is what a user will wait for after having been given one. */
const KEPT_MS = 60_000;

const verdicts = cachePerStore<Verdict>(KEPT_MS);

/** Asks the API server by a SelfSubjectAccessReview; the answer is kept for a minute, and shared by concurrent askers. */
export function may(context: ClusterContext, ask: Ask): Promise<Verdict> {
  const { store, clusterId } = context;
  // The principal is part of the key because the page, and the store with it, can outlive a login.
  const key = JSON.stringify([
    clusterId, store.getters['auth/principalId'] ?? '', ask.verb, ask.group, ask.resource, ask.subresource, ask.namespace, ask.name
  ]);

  return verdicts(store).get(key, () => review(context, ask));
}

/** One verdict over several asks: the first refusal, if there is one. */
export async function mayAll(context: ClusterContext, asks: readonly Ask[]): Promise<Verdict> {
  const answers = await Promise.all(asks.map((ask) => may(context, ask)));

  return answers.find(({ allowed }) => !allowed) ?? ALLOWED;
}

/** May the user run commands in the pods of a namespace? */
export async function mayExec(context: ClusterContext, namespace: string): Promise<Verdict> {
  // Administrators switch shells off by this flag (Rancher 2.15 and later); running commands is no different.
  if (!featureEnabled(context.store, 'pod-shell', true)) {
    return { allowed: false, reason: 'Running commands in pods is switched off in this Rancher (feature flag "pod-shell")' };
  }

  return mayAll(context, (await connectVerbs(context)).map((verb) => ({
    verb, resource: 'pods', subresource: 'exec', namespace
  })));
}

/**
 * The verbs that a WebSocket to a subresource of pods needs, such as `exec` and `portforward`. The upgrade is an HTTP GET,
 * so it was authorised as `get` only; since Kubernetes 1.35 the API server asks for `create` as well.
 */
export async function connectVerbs(context: ClusterContext): Promise<string[]> {
  const { major, minor } = await kubernetesVersion(context);

  return major > 1 || minor >= 35 ? ['get', 'create'] : ['get'];
}

async function review(context: ClusterContext, ask: Ask): Promise<Verdict> {
  const body: SelfSubjectAccessReview = {
    apiVersion: 'authorization.k8s.io/v1',
    kind:       'SelfSubjectAccessReview',
    spec:       { resourceAttributes: { ...ask } },
  };
  const answer = await request<SelfSubjectAccessReview>(context, {
    method: 'POST', path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', body
  });
  const { allowed = false, reason } = answer.body.status ?? {};

  return allowed ? ALLOWED : { allowed, refused: ask, reason: reason || describeRefusal(ask) };
}

/** RBAC refuses without a word, so the words are ours. */
function describeRefusal({ verb, group, resource, subresource, namespace, name }: Ask): string {
  const what = [resource, subresource].filter(Boolean).join('/') + (group ? `.${ group }` : '');

  return `You are not allowed to ${ verb } ${ what }${ name ? ` "${ name }"` : '' }${ namespace ? ` in namespace "${ namespace }"` : ' in the whole cluster' }`;
}

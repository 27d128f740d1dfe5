import type { ResourceQuota } from 'kubernetes-types/core/v1';

import { selects } from '../../object/selector';
import { parseQuantity } from '../../quantity';
import { blocking, check, passed, unchecked, type PreflightInput } from './check';
import { claimsToMake, comingPods, roomOf } from './nodes';

/** Scopes that a database's pod is within. Quotas with other scopes count other pods. */
const OURS: readonly string[] = ['NotTerminating', 'NotBestEffort'];

/** Sums of decimal fractions are not exact. */
const ROUNDING = 1e-9;

/**
 * The namespace may have so much more. A pod that is over a quota is not even made, and nobody makes room for it by
 * waiting. Where quotas may not be read it can be tried: the refusal is seen then.
 */
export const quota = check('quota', (input) => {
  if (!input.quotas) {
    return unchecked(input, 'quotas');
  }
  const wanted = wantedBy(input);
  const quotas = input.quotas.filter((each) => isOurs(each, input));
  const limits = quotas.flatMap(({ metadata, status, spec }) => Object.entries(status?.hard ?? spec?.hard ?? {}).flatMap(([resource, hard]) => {
    const want = wanted.get(resource) ?? 0;
    const left = (parseQuantity(hard) ?? 0) - (parseQuantity(status?.used?.[resource] ?? '0') ?? 0);

    return want > 0 ? [{ resource, want, left, line: `ResourceQuota ${ metadata?.name }: ${ resource }: hard ${ hard }, used ${ status?.used?.[resource] ?? '0' }` }] : [];
  }));
  const over = limits.filter(({ want, left }) => want - left > ROUNDING);

  return over.length > 0
    ? blocking({ resources: [...new Set(over.map(({ resource }) => resource))].join(', ') }, over.map(({ line, want }) => `${ line }, wanted ${ want }`))
    : passed(limits.map(({ line }) => line));
});

/** Whether a quota counts the pods of this ring; one for other priorities, or for affinities over namespaces, does not. */
function isOurs({ spec }: ResourceQuota, { facts: { cluster } }: PreflightInput): boolean {
  const { scopes = [], scopeSelector } = spec ?? {};
  const priorities = cluster.members.map(({ statefulSet }) => statefulSet.spec?.template.spec?.priorityClassName);

  return scopes.every((scope) => OURS.includes(scope)) && (scopeSelector?.matchExpressions ?? []).every(({ scopeName, operator, values }) => OURS.includes(scopeName) ||
    (scopeName === 'PriorityClass' && priorities.some((name) => selects({ matchExpressions: [{ key: scopeName, operator, values }] }, name === undefined ? {} : { [scopeName]: name }))));
}

/** What the nodes that come ask for, under the names that quotas have for it. */
function wantedBy(input: PreflightInput): Map<string, number> {
  const wanted = new Map<string, number>();
  const add = (amount: number, ...names: readonly string[]) => names.forEach((name) => wanted.set(name, (wanted.get(name) ?? 0) + amount));

  for (const { member } of comingPods(input)) {
    const { cpu, memory } = roomOf(member, 'requests');
    const limits = roomOf(member, 'limits');

    add(1, 'pods', 'count/pods');
    add(cpu, 'cpu', 'requests.cpu');
    add(memory, 'memory', 'requests.memory');
    add(limits.cpu, 'limits.cpu');
    add(limits.memory, 'limits.memory');
  }
  for (const { className, bytes } of claimsToMake(input)) {
    const ofClass = className ? [`${ className }.storageclass.storage.k8s.io/`] : [];

    add(1, 'persistentvolumeclaims', 'count/persistentvolumeclaims', ...ofClass.map((prefix) => `${ prefix }persistentvolumeclaims`));
    add(bytes, 'requests.storage', ...ofClass.map((prefix) => `${ prefix }requests.storage`));
  }

  return wanted;
}

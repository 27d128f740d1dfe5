import type { Container, PodSpec, Probe } from 'kubernetes-types/core/v1';

import { flavourOf } from '../../cluster/official';
import { PORTS } from '../ports';
import { finding, type RuleFinding } from './finding';
import type { Ring, RuledMember } from './ring';

/** Seconds. Drain writes all that is in memory to disk; Kubernetes would wait half a minute. */
export const SHORTEST_GRACE = 120;
const DEFAULT_GRACE = 30;

/** An address in a search pattern with nothing behind it: 10.0.0.1 is also found in 10.0.0.10. */
const LOOSE_ADDRESS = /\$\{?\w*(?:IP|ADDRESS)\w*\}?(?=["']|\s*(?:[|;&)]|$))/i;

/** Rules about how pods start and end. */
export function lifeRules({ members }: Ring): RuleFinding[] {
  return members.flatMap((member) => [...startRules(member), ...readinessRules(member), ...stopRules(member)]);
}

/** A node that joins has its CQL port closed, for hours maybe, and nodetool says so. */
function startRules(member: RuledMember): RuleFinding[] {
  const { container, path, set } = member;

  return (['livenessProbe', 'startupProbe'] as const).flatMap((probe) => {
    const looksAt = looksAtClients(container, container[probe]);

    return looksAt === undefined ? [] : [finding('killsJoin', set, `${ path }.${ probe }`, { probe, looksAt })];
  });
}

/** What a probe judges a node by that only does well once the node has joined: the CQL port, `nodetool` or `cqlsh`. */
export function looksAtClients(container: Container, probe: Probe | undefined): string | undefined {
  const port = probe?.tcpSocket?.port;
  const named = container.ports?.find(({ name }) => name === port)?.containerPort;

  if (Number(named ?? port) === PORTS.cql) {
    return String(PORTS.cql);
  }

  return scriptOf(container, probe).match(/\b(?:nodetool|cqlsh)\b/)?.[0];
}

/** What a probe runs, on one line; for a script in the image of the Kubernetes example, what that does. */
export function scriptOf({ image = '' }: Container, probe: Probe | undefined): string {
  const command = probe?.exec?.command?.join(' ').replace(/\s+/g, ' ').trim() ?? '';

  return flavourOf(image) === 'example' ? command.replace('/ready-probe.sh', 'nodetool status | grep $POD_IP') : command;
}

/** Whether a script searches for an address in a way that also finds longer ones. */
export function isLooseSearch(script: string): boolean {
  return /\bgrep\b/.test(script) && LOOSE_ADDRESS.test(script) && !/\bgrep\s+(?:-\w+\s+)*-\w*[wx]/.test(script);
}

function readinessRules({ container, path, set }: RuledMember): RuleFinding[] {
  if (!container.readinessProbe) {
    return [finding('noReadiness', set, `${ path }.readinessProbe`)];
  }

  return isLooseSearch(scriptOf(container, container.readinessProbe)) ? [finding('looseReadiness', set, `${ path }.readinessProbe`)] : [];
}

/** What runs before the container is told to end. */
export function stopScript({ lifecycle }: Container): string {
  return lifecycle?.preStop?.exec?.command?.join(' ') ?? '';
}

/** Seconds until Kubernetes kills the pod. */
export function graceSeconds({ terminationGracePeriodSeconds = DEFAULT_GRACE }: PodSpec): number {
  return terminationGracePeriodSeconds;
}

/** Whether a script leaves nothing in memory: a decommission drains as well. */
export function drains(script: string): boolean {
  return /drain|decommission/.test(script);
}

function stopRules({ container, path, pod, set }: RuledMember): RuleFinding[] {
  const preStop = stopScript(container);
  const seconds = graceSeconds(pod);

  return [
    ...(preStop.includes('decommission') ? [finding('decommissionOnStop', set, `${ path }.lifecycle.preStop`)] : []),
    ...(drains(preStop) ? [] : [finding('noDrain', set, `${ path }.lifecycle.preStop`)]),
    ...(seconds < SHORTEST_GRACE ? [finding('shortGrace', set, 'spec.template.spec.terminationGracePeriodSeconds', { seconds, least: SHORTEST_GRACE })] : []),
  ];
}

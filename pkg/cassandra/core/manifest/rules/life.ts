import type { Probe } from 'kubernetes-types/core/v1';

import { PORTS } from '../ports';
import { finding, type RuleFinding } from './finding';
import type { Ring, RuledMember } from './ring';

/** Drain writes all that is in memory to disk; Kubernetes would wait half a minute. */
const SHORTEST_GRACE = 120;
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
    const looksAt = looksAtClients(member, container[probe]);

    return looksAt === undefined ? [] : [finding('killsJoin', set, `${ path }.${ probe }`, { probe, looksAt })];
  });
}

function looksAtClients({ container }: RuledMember, probe: Probe | undefined): string | undefined {
  const port = probe?.tcpSocket?.port;
  const named = container.ports?.find(({ name }) => name === port)?.containerPort;

  if (Number(named ?? port) === PORTS.cql) {
    return String(PORTS.cql);
  }

  return probe?.exec?.command?.join(' ').match(/\b(?:nodetool|cqlsh)\b/)?.[0];
}

function readinessRules({ container: { readinessProbe }, path, set }: RuledMember): RuleFinding[] {
  const script = readinessProbe?.exec?.command?.join(' ') ?? '';

  if (!readinessProbe) {
    return [finding('noReadiness', set, `${ path }.readinessProbe`)];
  }

  return /\bgrep\b/.test(script) && LOOSE_ADDRESS.test(script) && !/\bgrep\s+(?:-\w+\s+)*-\w*[wx]/.test(script) ? [finding('looseReadiness', set, `${ path }.readinessProbe`)] : [];
}

function stopRules({ container: { lifecycle }, path, pod, set }: RuledMember): RuleFinding[] {
  const preStop = lifecycle?.preStop?.exec?.command?.join(' ') ?? '';
  const seconds = pod.terminationGracePeriodSeconds ?? DEFAULT_GRACE;

  return [
    ...(preStop.includes('decommission') ? [finding('decommissionOnStop', set, `${ path }.lifecycle.preStop`)] : []),
    ...(/drain|decommission/.test(preStop) ? [] : [finding('noDrain', set, `${ path }.lifecycle.preStop`)]),
    ...(seconds < SHORTEST_GRACE ? [finding('shortGrace', set, 'spec.template.spec.terminationGracePeriodSeconds', { seconds, least: SHORTEST_GRACE })] : []),
  ];
}

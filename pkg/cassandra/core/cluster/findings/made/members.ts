import { ruledMember, type RuledMember } from '../../../manifest/rules/ring';
import type { Facts } from '../../facts';
import type { Found } from '../finding';

/** How kubectl writes that a field is not there. */
export const NONE = '<none>';

/**
 * The members as the rules of manifests look at them. What cass-operator made is left out: seeds, configuration and
 * the order of starts are given by the operator, not by the objects.
 */
export function membersOf({ cluster, services = [] }: Facts): RuledMember[] {
  return cluster.members
    .filter(({ evidence }) => !evidence.some(({ code }) => code === 'operator'))
    .flatMap(({ statefulSet, container }) => ruledMember(statefulSet, container, services) ?? []);
}

/** Looks at every member. What holds for all of them alike is found once, for the cluster. */
export function eachMember(facts: Facts, judge: (member: RuledMember, members: readonly RuledMember[]) => Found | undefined): Found[] {
  const members = membersOf(facts);
  const found = members.flatMap((member) => {
    const one = judge(member, members);

    return one ? [{ one, subject: member.name }] : [];
  });
  const [first] = found;

  if (first && found.length === members.length && found.every(({ one }) => isAlike(one, first.one))) {
    return [first.one];
  }

  return found.map(({ one, subject }) => ({ ...one, subject }));
}

/**
 * What the ConfigMaps say that a member's pods mount.
 *
 * @returns `undefined` if one of them is not known
 */
export function configurationOf({ configMaps }: Facts, { pod: { volumes = [] } }: RuledMember): string | undefined {
  const names = volumes.flatMap(({ configMap, projected }) => [configMap?.name ?? [], ...(projected?.sources ?? []).map((source) => source.configMap?.name ?? [])].flat());
  const maps = names.map((name) => configMaps?.find(({ metadata }) => metadata?.name === name));

  return maps.includes(undefined) ? undefined : maps.flatMap((map) => Object.values(map?.data ?? {})).join('\n');
}

/** What is run and set in a member's pods: commands, arguments, and the values of variables. */
export function scriptsOf({ container: { env = [] }, pod: { containers, initContainers = [] } }: RuledMember): string {
  const commands = [...initContainers, ...containers].flatMap(({ command = [], args = [] }) => [...command, ...args]);

  return [...commands, ...env.map(({ value }) => value ?? '')].join('\n');
}

function isAlike(a: Found, b: Found): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

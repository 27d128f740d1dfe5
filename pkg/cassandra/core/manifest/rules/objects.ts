import { isClusterWide, isKnownKind } from '../../object/object';
import { finding, type RuleFinding } from './finding';
import { selects, variable, type Ring, type RuledMember } from './ring';

/** What all members of one ring must say alike. */
const SHARED = ['CASSANDRA_CLUSTER_NAME', 'CASSANDRA_SEEDS', 'CASSANDRA_ENDPOINT_SNITCH'];

/** Rules about StatefulSets, and about how objects fit together. */
export function objectRules(ring: Ring): RuleFinding[] {
  return ring.members.length === 0 ? [finding('noStatefulSet', { kind: 'StatefulSet' }, '')] : [
    ...ring.members.flatMap((member) => [...setRules(member), ...serviceRules(member)]),
    ...memberRules(ring),
    ...namespaceRules(ring),
    ...budgetRules(ring),
  ];
}

function setRules({ labels, nodes, set }: RuledMember): RuleFinding[] {
  const { persistentVolumeClaimRetentionPolicy: retention, podManagementPolicy, selector } = set.spec ?? {};

  return [
    ...(selects(selector?.matchLabels, labels) ? [] : [finding('templateLabels', set, 'spec.template.metadata.labels')]),
    ...(podManagementPolicy === 'Parallel' && nodes > 1 ? [finding('parallelStart', set, 'spec.podManagementPolicy')] : []),
    ...(nodes === 0 ? [finding('noReplicas', set, 'spec.replicas')] : []),
    ...(retention?.whenScaled === 'Delete' ? [finding('deleteOnScaleDown', set, 'spec.persistentVolumeClaimRetentionPolicy.whenScaled')] : []),
  ];
}

function serviceRules({ labels, service, set }: RuledMember): RuleFinding[] {
  if (!service) {
    return [finding('noService', set, 'spec.serviceName', { service: set.spec?.serviceName ?? '' })];
  }
  const { clusterIP, publishNotReadyAddresses, selector } = service.spec ?? {};

  return [
    ...(clusterIP === 'None' ? [] : [finding('notHeadless', service, 'spec.clusterIP')]),
    ...(selects(selector, labels) ? [] : [finding('serviceSelector', service, 'spec.selector', { set: set.metadata?.name ?? '' })]),
    ...(publishNotReadyAddresses === true ? [] : [finding('notReadyAddresses', service, 'spec.publishNotReadyAddresses')]),
  ];
}

function memberRules({ members }: Ring): RuleFinding[] {
  const [first, ...others] = members;

  return others.flatMap((member) => SHARED.flatMap((name) => {
    return first && variable(member, name) !== variable(first, name) ? [finding('membersDiffer', member.set, `${ member.path }.env[${ name }]`, { variable: name, other: first.name })] : [];
  }));
}

function namespaceRules({ members: [first], objects }: Ring): RuleFinding[] {
  const expected = first?.namespace ?? '';

  return objects.filter((object) => isKnownKind(object) && !isClusterWide(object) && (object.metadata?.namespace ?? '') !== expected)
    .map((object) => finding('namespaceDiffers', object, 'metadata.namespace', { expected }));
}

function budgetRules({ budgets, members }: Ring): RuleFinding[] {
  const nodes = members.reduce((sum, member) => sum + member.nodes, 0);
  const selecting = (member: RuledMember) => budgets.filter(({ metadata, spec }) => metadata?.namespace === member.namespace && (spec?.selector?.matchExpressions !== undefined || selects(spec?.selector?.matchLabels, member.labels)));
  const unprotected = nodes > 1 ? members.filter((member) => selecting(member).length === 0) : [];
  const wide = [...new Set(members.flatMap(selecting))].filter(({ spec: { maxUnavailable, minAvailable } = {} }) => {
    return minAvailable === undefined ? maxUnavailable !== 1 && maxUnavailable !== 0 : typeof minAvailable === 'number' && minAvailable < nodes - 1;
  });

  return [
    ...unprotected.map(({ set }) => finding('noBudget', set, 'spec.selector')),
    ...wide.map((budget) => finding('wideBudget', budget, 'spec')),
  ];
}

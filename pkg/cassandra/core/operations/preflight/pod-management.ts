import { check, passed, warning } from './check';

/**
 * Fact 7: OrderedReady is what keeps a second node from starting beside one that joins, should anybody set the replicas
 * meanwhile. We ask for one at a time anyhow, and the field cannot be changed, so that a ring without it may go on.
 */
export const podManagement = check('podManagement', ({ facts: { cluster } }) => {
  const evidence = cluster.members.map(({ name, statefulSet }) => `StatefulSet ${ name }: spec.podManagementPolicy: ${ statefulSet.spec?.podManagementPolicy ?? 'OrderedReady' }`);
  const parallel = cluster.members.filter(({ statefulSet }) => statefulSet.spec?.podManagementPolicy === 'Parallel').map(({ name }) => name);

  return parallel.length > 0 ? warning({ sets: parallel.join(', ') }, evidence, parallel) : passed(evidence);
});

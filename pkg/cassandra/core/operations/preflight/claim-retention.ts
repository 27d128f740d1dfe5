import { blocking, check, passed } from './check';
import { goingPods } from './nodes';

/**
 * A StatefulSet may delete the claims of pods that a smaller number takes away. That is the end of all data of a ring
 * that is stopped, and not what "keep" means for nodes that leave.
 */
export const claimRetention = check('claimRetention', (input) => {
  const { facts: { cluster }, claims, targets } = input;
  const losing = new Set(goingPods(input).map(({ member }) => member.name));
  const deleting = cluster.members.filter(({ name, statefulSet }) => losing.has(name) && statefulSet.spec?.persistentVolumeClaimRetentionPolicy?.whenScaled === 'Delete').map(({ name }) => name);
  const stopped = deleting.filter((name) => targets[name] === 0);
  const evidence = cluster.members.map(({ name, statefulSet }) => `StatefulSet ${ name }: spec.persistentVolumeClaimRetentionPolicy.whenScaled: ${ statefulSet.spec?.persistentVolumeClaimRetentionPolicy?.whenScaled ?? 'Retain' }`);

  if (stopped.length > 0) {
    return blocking({ reason: 'stopped', sets: stopped.join(', ') }, evidence);
  }

  return deleting.length > 0 && claims === 'keep' ? blocking({ reason: 'kept', sets: deleting.join(', ') }, evidence) : passed(evidence);
});

import { isRolledOut } from '../../cluster/state';
import { isTerminating } from '../../cluster/pods';
import { blocking, check, passed } from './check';

/** Kubernetes has done all that it was asked for: no roll-out, no pod on its way, none that waits for a place. */
export const settled = check('settled', ({ facts: { cluster, pods } }) => {
  const going = pods.filter(isTerminating).map(({ metadata }) => metadata?.name ?? '');
  const restless = cluster.members.filter(({ state, statefulSet }) => state !== 'ready' || !isRolledOut(statefulSet));
  const evidence = cluster.members.map(({ name, state, nodes }) => `StatefulSet ${ name }: ${ state }, spec.replicas: ${ nodes.desired }, status.replicas: ${ nodes.current }, status.readyReplicas: ${ nodes.ready }`);

  if (restless.length > 0 || going.length > 0) {
    return blocking({ sets: restless.map(({ name }) => name).join(', '), going: going.length }, [...evidence, ...going.map((pod) => `pod ${ pod }: metadata.deletionTimestamp`)]);
  }

  return passed(evidence);
});

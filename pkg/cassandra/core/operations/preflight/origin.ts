import { originOf, type Origin } from '../../cluster/origin';
import { blocking, check, passed, warning, type Check } from './check';

/** Who would set the replicas back, or take the change for a fault: it has to be made where they look. */
export const origin = ownedBy('operator', 'helm');

/** An operator restarts nodes in its own way, and knows what is in flight. A Helm release has nothing against it. */
export const operatorOwned = ownedBy('operator');

function ownedBy(...refused: readonly Origin['code'][]): Check {
  return check('origin', ({ facts: { cluster } }) => {
    const { code, name } = originOf(cluster);
    const args = { origin: code, name };
    const evidence = [`${ code }${ name && `: ${ name }` }`];

    if (refused.includes(code)) {
      return blocking(args, evidence);
    }

    // A tool that applies from git would put the old number back, sooner or later.
    return code === 'tool' ? warning(args, evidence, [name]) : passed(evidence, args);
  });
}

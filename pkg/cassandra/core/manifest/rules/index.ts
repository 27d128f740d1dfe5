import type { AnyObject } from '../../object/object';
import { containerRules } from './container';
import type { RuleFinding } from './finding';
import { lifeRules } from './life';
import { objectRules } from './objects';
import { ringOf } from './ring';

export { RULE_NAMES, type Rule, type RuleFinding } from './finding';

/**
 * Looks for what is valid for Kubernetes but not what a ring needs, whoever wrote the objects.
 *
 * @param objects all that is to be applied
 * @returns errors first
 */
export function checkObjects(objects: readonly AnyObject[]): RuleFinding[] {
  const ring = ringOf(objects);
  const findings = [...objectRules(ring), ...containerRules(ring), ...lifeRules(ring)];

  return [...findings.filter(({ severity }) => severity === 'error'), ...findings.filter(({ severity }) => severity === 'warning')];
}

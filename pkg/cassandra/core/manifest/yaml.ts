import { dump } from 'js-yaml';

import type { AnyObject } from '../object/object';

/**
 * Writes objects as one YAML text, in the order of their keys, for people to read, keep in git, and apply with kubectl.
 */
export function toYaml(objects: readonly AnyObject[]): string {
  return objects.map((object) => dump(object, { noRefs: true, lineWidth: -1 })).join('---\n');
}

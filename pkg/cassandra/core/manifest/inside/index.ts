import type { Container } from 'kubernetes-types/core/v1';

import type { ClusterSpec } from '../spec';
import type { MemberSpec } from '../topology';
import { configure } from './configure';
import { waitForTurn } from './turn';

export { authJob, authJobLabels, superuserSecret } from './authentication';
export { insideMounts, insideVolumes } from './configure';
export * from './names';
export { readInside, type Inside } from './read';
export { configMap, impliedSettings, templateAnnotations } from './settings';

/** What runs before Cassandra: at first what may fail, so that it is seen at once, then what takes long. */
export function initContainers(spec: ClusterSpec, member: MemberSpec): Container[] {
  return [...configure(spec), ...waitForTurn(spec, member)];
}

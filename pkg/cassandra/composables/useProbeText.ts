import type { ProbeFacts } from '../core/cluster/probe';
import { useText } from './useText';

/** A probe in one sentence. */
export function useProbeText(): (probe: ProbeFacts) => string {
  const t = useText();

  return ({ code, target, ...times }) => `${ t(`cassandra.nodeTab.probe.${ code }`, { target }) }; ${ t('cassandra.nodeTab.probe.times', times) }`;
}

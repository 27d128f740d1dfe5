import type { Pod } from 'kubernetes-types/core/v1';
import { onScopeDispose, shallowReactive } from 'vue';
import type { Cluster } from '../core/cluster/cluster';
import type { Observed } from '../core/cluster/facts';
import { REPORTS, type Report, type ReportCode } from '../core/cluster/reports';
import type { ClusterContext } from '../rancher/store';
import { nodetoolTarget } from './readRing';
import { toRingProblem, type RingProblem } from './ringProblem';
import { runNodetool } from './runNodetool';

export interface NodeReport {
  /** The last answer. It stays while a new one is read, and when that fails. */
  reading?: Observed<Report>;
  problem?: RingProblem;
  busy: boolean;
}

export interface NodeReports {
  /** What is known; undefined if it was never asked. */
  of(pod: Pod, code: ReportCode): NodeReport | undefined;
  /** Asks, unless the answer is on its way. */
  read(pod: Pod, code: ReportCode): Promise<void>;
}

/**
 * What the nodes of a cluster answered to nodetool, when somebody asked for it. A pod that was made anew has another
 * uid, and is another one.
 */
export function useNodeReports(context: ClusterContext, cluster: () => Cluster): NodeReports {
  const reports = shallowReactive(new Map<string, NodeReport>());
  const abort = new AbortController();
  const keyOf = ({ metadata }: Pod, code: ReportCode) => `${ metadata?.uid ?? metadata?.name } ${ code }`;

  onScopeDispose(() => abort.abort());

  return {
    of: (pod, code) => reports.get(keyOf(pod, code)),

    async read(pod, code) {
      const key = keyOf(pod, code);
      const known = reports.get(key);
      const { args, read } = REPORTS[code];

      if (known?.busy) {
        return;
      }
      reports.set(key, { ...known, busy: true });
      try {
        reports.set(key, { reading: await runNodetool(context, nodetoolTarget(cluster(), pod), args, read, { signal: abort.signal }), busy: false });
      } catch (error) {
        reports.set(key, { reading: known?.reading, problem: toRingProblem(error), busy: false });
      }
    },
  };
}

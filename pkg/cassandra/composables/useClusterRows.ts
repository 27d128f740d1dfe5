import { computed } from 'vue';
import type { Cluster } from '../core/cluster/cluster';
import { originOf } from '../core/cluster/origin';
import { requestedStorage } from '../core/cluster/requested-storage';
import { judgeCluster } from '../core/cluster/verdict';
import { useNow } from './useNow';
import type { RingSummaries } from './useRingSummaries';
import { useText } from './useText';

/** What is known of a ring gets old by minutes. */
const AGE_STEP_MS = 30_000;

/** The rows of the clusters list: what its columns show, sort and search by. */
export function useClusterRows(clusters: () => readonly Cluster[], rings: RingSummaries) {
  const t = useText();
  const now = useNow(AGE_STEP_MS);

  return computed(() => clusters().map((cluster) => {
    const { desired, current, ready } = cluster.nodes;
    const ring = rings.of(cluster);
    const verdict = judgeCluster(cluster, { verdict: ring.known?.verdict, age: ring.known && now.value - ring.known.at, problem: ring.problem?.kind });
    const { code, name: maker } = originOf(cluster);

    return {
      cluster,
      ring,
      verdict,
      key:          cluster.key,
      id:           cluster.key,
      name:         cluster.name,
      namespace:    cluster.namespace,
      stateLabel:   t(`cassandra.verdict.word.${ verdict.word }`),
      version:      cluster.versions.join(', '),
      topology:     [cluster.datacenters.join(', '), cluster.racks.join(', ')].filter(Boolean).join(' / '),
      nodes:        t(current === desired ? 'cassandra.nodes.readyOf' : 'cassandra.clusterList.nodesMade', { ready, current, desired }),
      nodesDetail:  t('cassandra.nodes.counts', { ready, current, desired }),
      readyNodes:   ready,
      desiredNodes: desired,
      upShare:      ring.known ? ring.known.verdict.up / Math.max(ring.known.verdict.known, 1) : -1,
      requested:    requestedStorage(cluster),
      origin:       t(`cassandra.clusterList.origin.${ code }`, { name: maker }),
      evidence:     evidenceOf(cluster),
      created:      cluster.created ?? '',
      // The table shows these under a row, the way the dashboard explains the state of any resource.
      stateDescription: verdict.level === 'ok' ? '' : t(`cassandra.verdict.reason.${ verdict.reason }`, verdict.args),
      stateObj:         { error: verdict.level === 'error' || verdict.level === 'warning' },
    };
  }));

  /** All by which a cluster was recognised, once each. */
  function evidenceOf({ members }: Cluster): string {
    const lines = members.flatMap(({ evidence }) => evidence.map(({ code, detail }) => `${ t(`cassandra.evidence.${ code }`) }: ${ detail }`));

    return [t('cassandra.clusterList.foundBy'), ...new Set(lines)].join('\n');
  }
}

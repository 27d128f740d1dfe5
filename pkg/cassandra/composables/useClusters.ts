import type { StatefulSet } from 'kubernetes-types/apps/v1';
import { computed, nextTick, shallowRef, type ComputedRef } from 'vue';
import { useStore } from 'vuex';
import { findClusters, type Cluster } from '../core/cluster/cluster';
import { APP_NAME, LABEL_NAME } from '../core/cluster/labels';
import { firstPage } from '../rancher/first-page';
import { hasAll } from '../rancher/watch';
import { useContext } from './useContext';
import { useUnsettledPods } from './useUnsettledPods';
import { useLive, type LoadState } from './useLive';

export interface Clusters {
  /** Those in the namespaces that the header's filter lets through. */
  clusters: ComputedRef<Cluster[]>;
  /** How many the filter hides. */
  hidden: ComputedRef<number>;
  /** `ready` as soon as there is something to show. */
  state: ComputedRef<LoadState>;
  /** The API server's own words, when denied or in error. */
  message: ComputedRef<string>;
  /** What is shown is a beginning; the rest is on its way. */
  partial: ComputedRef<boolean>;
  load(): Promise<void>;
}

const TYPE = 'apps.statefulset';

/** What Rancher can find Cassandra by: its cache knows images and labels, but no ports and no variables. */
const EVIDENT = ['spec.template.spec.containers.image~cass', `metadata.labels[${ LABEL_NAME }]=${ APP_NAME }`, `metadata.labels[app]=${ APP_NAME }`];

/** As many rows as the host's tables show on a page. */
const FIRST = 100;

/** More namespaces than these are not worth naming in an address. */
const MOST_NAMED = 50;

/**
 * All Cassandra clusters of this Kubernetes that the user may see, live.
 *
 * A first page comes from Rancher, filtered and sorted there, so that the first rows are there at once. It can be no more
 * than a beginning: what a StatefulSet runs is judged by more than Rancher can filter by, and a row may be made of
 * several. So all StatefulSets follow, and stay live; nothing that looks like Cassandra is missed.
 */
export function useClusters(): Clusters {
  const store = useStore();
  const context = useContext();
  const live = useLive(context, TYPE, {}, { wait: true });
  const first = shallowRef<StatefulSet[]>([]);

  const namespaces = computed<Record<string, unknown>>(() => store.getters.namespaces());
  const partial = computed(() => live.state.value === 'loading' && first.value.length > 0);
  const items = computed(() => partial.value ? first.value : live.items.value);
  const pods = useUnsettledPods(context, items);
  const all = computed(() => findClusters(items.value, pods.value));
  const clusters = computed(() => all.value.filter(({ namespace }) => namespaces.value[namespace]));

  async function load(): Promise<void> {
    if (!hasAll(context, TYPE)) {
      const named = Object.keys(namespaces.value).filter((namespace) => namespaces.value[namespace]);

      // A Rancher without that cache refuses, and is asked for everything at once.
      first.value = await firstPage(context, TYPE, {
        anyOf: EVIDENT, namespaces: named.length && named.length <= MOST_NAMED ? named : undefined, sort: ['metadata.name'], size: FIRST
      }).catch(() => []);
      // Those are shown before anything else is asked for.
      await nextTick();
    }
    await live.load();
    first.value = [];
  }

  load();

  return {
    clusters,
    hidden:  computed(() => all.value.length - clusters.value.length),
    state:   computed(() => partial.value ? 'ready' : live.state.value),
    message: computed(() => live.message.value),
    partial,
    load,
  };
}

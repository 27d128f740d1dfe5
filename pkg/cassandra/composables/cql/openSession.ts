import type { ConfigMap } from 'kubernetes-types/core/v1';
import { watch } from 'vue';
import type { Cluster } from '../../core/cluster/cluster';
import { nativePort } from '../../core/connect/contact-points';
import { loginOf } from '../../core/connect/login';
import { settingsMap } from '../../core/connect/member-settings';
import { clientTlsOf } from '../../core/connect/tls';
import { CqlError } from '../../core/cql/session';
import { loadDriver, type PodSession } from '../../rancher/driver/load';
import type { ClusterContext } from '../../rancher/store';
import { mayForward } from '../../rancher/tunnel/rights';
import { readSettings } from '../readSettings';
import type { ClusterView } from '../useCluster';
import { refusalText } from '../useNodeRights';
import type { Text } from '../useText';
import type { Credentials, Missing } from './connection';
import { podEndpoints } from './podEndpoints';

/** The cluster of a page, live. */
export type CqlSource = Pick<ClusterView, 'namespace' | 'cluster' | 'pods' | 'podState' | 'podMessage' | 'load'>;

/** Why it was not even tried. */
export class NothingToTry extends CqlError {
  constructor(readonly missing: Missing, message: string, options?: ErrorOptions) {
    super('unreachable', message, undefined, options);
  }
}

interface Opening {
  readonly context: ClusterContext;
  readonly source: CqlSource;
  readonly credentials: Credentials | undefined;
  readonly signal: AbortSignal;
  readonly text: Text;
  /** Told of the ring's settings, as far as they may be read. */
  onSettings(configMaps: readonly ConfigMap[]): void;
}

/**
 * Opens a session to a cluster, after all that can be known beforehand: whether the user may, whether TLS or a login is
 * wanted, whether there is a pod. Where that cannot be known it is tried.
 *
 * @throws CqlError
 */
export async function openSession({ context, source, credentials, signal, text, onSettings }: Opening): Promise<PodSession> {
  const cluster = source.cluster.value;

  if (!cluster) {
    throw new NothingToTry('pod', text('cassandra.cql.connection.noPod'));
  }
  const [refusal, configMaps] = await Promise.all([refusalOf(context, source.namespace, text), readSettings(context, cluster)]);

  if (refusal !== undefined) {
    throw new CqlError('denied', refusal);
  }
  signal.throwIfAborted();
  onSettings(configMaps);
  checkManifest(cluster, configMaps, credentials, text);
  await podsOf(source, signal);
  const pods = podEndpoints(source.pods.value);

  if (pods.length === 0) {
    throw new NothingToTry('pod', text('cassandra.cql.connection.noPod'));
  }
  const driver = await loadDriver().catch((cause: unknown) => {
    throw new NothingToTry('driver', cause instanceof Error ? cause.message : String(cause), { cause });
  });

  signal.throwIfAborted();

  return driver.openSession({ context, namespace: source.namespace, pods, port: nativePort(cluster.members[0], configMaps), credentials, signal });
}

/** Why this user may not. Where it cannot be asked, the API server decides when it is connected to. */
async function refusalOf(context: ClusterContext, namespace: string, text: Text): Promise<string | undefined> {
  return refusalText(text, await mayForward(context, namespace).catch(() => ({ allowed: true })), namespace);
}

function checkManifest(cluster: Cluster, configMaps: readonly ConfigMap[], credentials: Credentials | undefined, text: Text): void {
  const [member] = cluster.members;
  const tls = clientTlsOf(cluster, configMaps);
  // How strict TLS is stands in the settings. There may be some that this user may not read.
  const isTold = member && (settingsMap(member) === undefined || configMaps.length > 0);

  if (isTold && tls.wanted === 'yes' && !tls.optional) {
    throw new CqlError('tls', text('cassandra.cql.connection.tls'));
  }
  if (loginOf(cluster, configMaps).wanted === 'yes' && !credentials) {
    throw new CqlError('loginRequired', text('cassandra.cql.login.title'));
  }
}

/** @throws NothingToTry if they may not be read */
async function podsOf(source: CqlSource, signal: AbortSignal): Promise<void> {
  if (source.podState.value === 'error') {
    await source.load();
  }
  await until(() => source.podState.value !== 'loading', signal);
  if (source.podState.value !== 'ready') {
    throw new NothingToTry('pods', source.podMessage.value);
  }
}

/** @throws the signal's reason, when it is aborted first */
function until(holds: () => boolean, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = new AbortController();

    function look(): void {
      if (signal.aborted) {
        reject(signal.reason);
      } else if (holds()) {
        resolve();
      } else {
        return;
      }
      done.abort();
    }

    done.signal.addEventListener('abort', watch(holds, look, { flush: 'sync' }));
    signal.addEventListener('abort', look, { signal: done.signal });
    look();
  });
}

import type { ConfigMap, Node, Pod, Service } from 'kubernetes-types/core/v1';

import type { Cluster } from '../cluster/cluster';
import type { Observed } from '../cluster/facts';
import { observers } from '../cluster/pods';
import type { RingStatus } from '../nodetool/status';
import { contactPoints, type ContactPoints } from './contact-points';
import { localDatacenter, type LocalDatacenter } from './local-datacenter';
import { loginOf, type Login } from './login';
import type { SnippetTarget } from './snippets';
import { clientTlsOf, type ClientTls } from './tls';

/** How clients connect to a ring. */
export interface Connection {
  points: ContactPoints;
  datacenter: LocalDatacenter;
  login: Login;
  tls: ClientTls;
}

/** What may not be read is left out. */
export interface ConnectionSources {
  cluster: Cluster;
  pods: readonly Pod[];
  services?: readonly Service[];
  configMaps?: readonly ConfigMap[];
  hosts?: readonly Node[];
  ring?: Observed<RingStatus>;
}

export function connectionOf({ cluster, pods, services = [], configMaps = [], hosts = [], ring }: ConnectionSources): Connection {
  return {
    points:     contactPoints(cluster, services, configMaps, hosts),
    datacenter: localDatacenter(cluster, pods, configMaps, ring),
    login:      loginOf(cluster, configMaps),
    tls:        clientTlsOf(cluster, configMaps),
  };
}

/**
 * What the snippets are made of.
 *
 * @param assume what holds where the manifest does not tell
 * @returns undefined if there is no name to connect to, or no datacenter to name: a driver would not connect
 */
export function snippetTarget({ cluster, pods }: ConnectionSources, { points, datacenter, login, tls }: Connection, assume: { login: boolean; tls: boolean }): SnippetTarget | undefined {
  const [point] = points.inside;
  const [member] = cluster.members;

  if (!point || !member || datacenter.name === undefined) {
    return undefined;
  }
  const pod = observers(pods)[0]?.metadata?.name ?? `${ member.name }-${ member.statefulSet.spec?.ordinals?.start ?? 0 }`;
  const { container, image } = cluster.members.find(({ name }) => name === pod.replace(/-\d+$/, '')) ?? member;
  const host = points.nodes.find((node) => node.pod === pod)?.host;
  const wants = (told: string, assumed: boolean) => told === 'yes' || (told === 'unknown' && assumed);

  return {
    namespace:  cluster.namespace,
    host:       point.host,
    port:       point.port,
    datacenter: datacenter.name,
    node:       { pod, container, image, ...(host !== undefined && { host }) },
    ...(wants(login.wanted, assume.login) && { login: { ...(login.secret && { secret: login.secret }) } }),
    ...(wants(tls.wanted, assume.tls) && { tls: { clientCertificate: tls.clientCertificate, ...(tls.secret !== undefined && { secret: tls.secret }), ...(tls.inPod && { inPod: tls.inPod }) } }),
  };
}

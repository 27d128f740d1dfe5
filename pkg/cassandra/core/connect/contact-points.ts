import type { ConfigMap, Node, Service, ServicePort } from 'kubernetes-types/core/v1';

import type { Cluster, Member } from '../cluster/cluster';
import { PORTS } from '../manifest/ports';
import { containerOf, settingsOf } from './member-settings';

/** A name, inside of this Kubernetes, that leads to nodes. */
export interface InsidePoint {
  service: string;
  /** A headless Service gives the addresses of all nodes, which is what drivers want; another one an address of its own. */
  headless: boolean;
  /** Works from every namespace, whatever the cluster's domain. */
  host: string;
  port: number;
}

/** A way in from outside of this Kubernetes. */
export interface OutsidePoint {
  service: string;
  kind: 'NodePort' | 'LoadBalancer';
  /** Empty while a load balancer has no address yet, or where the nodes may not be read. */
  hosts: string[];
  port: number;
}

export interface ContactPoints {
  /** Where the nodes listen for CQL. */
  port: number;
  /** The best for a driver first. */
  inside: InsidePoint[];
  /** The name of each node, if a headless Service gives them names. */
  nodes: { pod: string; host: string }[];
  outside: OutsidePoint[];
}

/** Addresses of so many Kubernetes nodes are enough. */
const MOST_HOSTS = 3;

/**
 * Where clients find a ring.
 *
 * @param services of the namespace
 * @param configMaps those with the ring's settings, as far as they may be read
 * @param hosts the nodes of this Kubernetes, as far as they may be read
 */
export function contactPoints(cluster: Cluster, services: readonly Service[], configMaps: readonly ConfigMap[], hosts: readonly Node[]): ContactPoints {
  const { members, namespace } = cluster;
  const port = nativePort(members[0], configMaps);
  const local = services.filter(({ metadata }) => metadata?.namespace === namespace);
  const leading = local.flatMap((service) => members.some((member) => leadsTo(service, member)) ? pointOf(service, members[0], port) ?? [] : []);
  const hostsOf = nodeAddresses(hosts);

  return {
    port,
    inside:  leading.map(({ inside }) => inside).sort((a, b) => Number(b.headless) - Number(a.headless) || Number(governs(b, members)) - Number(governs(a, members)) || (a.service < b.service ? -1 : 1)),
    nodes:   members.flatMap((member) => nodeNames(member, local)),
    outside: leading.flatMap(({ service, servicePort }) => outsideOf(service, servicePort, hostsOf)),
  };
}

/** The port for CQL: as it is set, else the container's port of a telling name, else the usual one. */
export function nativePort(member: Member | undefined, configMaps: readonly ConfigMap[]): number {
  const set = member && settingsOf(member, configMaps)?.['native_transport_port'];
  const named = member && containerOf(member)?.ports?.find(({ name }) => name !== undefined && /^(?:cql|native)(?:$|-(?!ssl|tls))/.test(name));

  return typeof set === 'number' ? set : named?.containerPort ?? PORTS.cql;
}

function leadsTo({ spec }: Service, { statefulSet }: Member): boolean {
  const labels = statefulSet.spec?.template.metadata?.labels ?? {};
  const selector = Object.entries(spec?.selector ?? {});

  return selector.length > 0 && selector.every(([key, value]) => labels[key] === value);
}

/** A Service without a port for CQL is for something else, unless it is headless: then any port will do. */
function pointOf(service: Service, member: Member | undefined, port: number) {
  const { metadata, spec } = service;
  const headless = spec?.clusterIP === 'None';
  const servicePort = spec?.ports?.find((candidate) => targetOf(candidate, member) === port);

  if (spec?.type === 'ExternalName' || (!headless && !servicePort)) {
    return undefined;
  }
  const name = metadata?.name ?? '';
  const inside: InsidePoint = { service: name, headless, host: `${ name }.${ metadata?.namespace }.svc`, port: headless ? port : servicePort?.port ?? port };

  return { service, servicePort, inside };
}

function targetOf({ port, targetPort = port }: ServicePort, member: Member | undefined): number | undefined {
  return typeof targetPort === 'number' ? targetPort : member && containerOf(member)?.ports?.find(({ name }) => name === targetPort)?.containerPort;
}

function governs({ service }: InsidePoint, members: readonly Member[]): boolean {
  return members.some(({ statefulSet }) => statefulSet.spec?.serviceName === service);
}

/** Kubernetes names the pods of a StatefulSet after its Service, if that is there and headless. */
function nodeNames({ name, namespace, statefulSet: { spec } }: Member, services: readonly Service[]): ContactPoints['nodes'] {
  const service = services.find(({ metadata, spec: each }) => metadata?.name === spec?.serviceName && each?.clusterIP === 'None');
  const start = spec?.ordinals?.start ?? 0;

  return service ? Array.from({ length: spec?.replicas ?? 1 }, (_, index) => ({ pod: `${ name }-${ start + index }`, host: `${ name }-${ start + index }.${ spec?.serviceName }.${ namespace }.svc` })) : [];
}

function outsideOf({ metadata, spec, status }: Service, servicePort: ServicePort | undefined, hosts: readonly string[]): OutsidePoint[] {
  const service = metadata?.name ?? '';

  if (servicePort && spec?.type === 'LoadBalancer') {
    return [{ service, kind: 'LoadBalancer', hosts: (status?.loadBalancer?.ingress ?? []).flatMap(({ hostname, ip }) => hostname || ip || []), port: servicePort.port }];
  }

  return servicePort?.nodePort !== undefined && spec?.type === 'NodePort' ? [{ service, kind: 'NodePort', hosts: hosts.slice(0, MOST_HOSTS), port: servicePort.nodePort }] : [];
}

/** An address of each Kubernetes node that is ready: one for the outside, if it has one. */
function nodeAddresses(hosts: readonly Node[]): string[] {
  return hosts.filter(({ status }) => status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True')).flatMap(({ status }) => {
    const addresses = status?.addresses ?? [];

    return ['ExternalIP', 'ExternalDNS', 'InternalIP'].flatMap((type) => addresses.find((each) => each.type === type)?.address ?? [])[0] ?? [];
  });
}

import { CqlError } from '../../core/cql/session';
import type { Target, TunnelSocket } from '../tunnel';
import type { PodEndpoint } from './types';

/** By what the host names of a session begin: the driver's sockets find back to it by nothing else. */
const open = new Map<string, Addresses>();

let opened = 0;

/**
 * Made-up host names of one session, `s3.10.42.1.7` for the node with that IP. Two sessions may talk to rings in different
 * clusters whose pods have the same IPs, and all that the driver hands to a socket is a host name.
 */
export class Addresses {
  private readonly prefix = `s${ ++opened }.`;
  private readonly sockets = new Set<TunnelSocket>();
  private pods: ReadonlyMap<string, PodEndpoint> = new Map();

  /** @param targetOf where tunnels to a pod lead, by the pod's name */
  constructor(pods: readonly PodEndpoint[], private readonly targetOf: (pod: string) => Target) {
    this.setPods(pods);
    open.set(this.prefix, this);
  }

  /** The session that a host name belongs to; none if it has been released. */
  static of(host: string): Addresses | undefined {
    return open.get(host.slice(0, host.indexOf('.') + 1));
  }

  setPods(pods: readonly PodEndpoint[]): void {
    this.pods = new Map(pods.map((pod) => [pod.ip, pod]));
  }

  nameOf(ip: string): string {
    return this.prefix + ip;
  }

  /** @param endpoint host name and port, as the driver has them */
  ipOf(endpoint: string): string {
    return endpoint.slice(this.prefix.length, endpoint.lastIndexOf(':'));
  }

  podAt(ip: string): PodEndpoint | undefined {
    return this.pods.get(ip);
  }

  /** First whom to ask: pods that are ready, if there are any. Others may take long to refuse. */
  contactPoints(): string[] {
    const all = [...this.pods.values()];
    const ready = all.filter((pod) => pod.ready);

    return (ready.length > 0 ? ready : all).map(({ ip }) => this.nameOf(ip));
  }

  /** Text of the driver with addresses as the ring has them. */
  plain(text: string): string {
    return text.split(this.prefix).join('');
  }

  /** Connects a socket of the driver. */
  connect(socket: TunnelSocket, host: string, port: number): void {
    const pod = this.podAt(host.slice(this.prefix.length));

    if (pod) {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
      socket.openTo(this.targetOf(pod.name), port);
    } else {
      socket.destroy(new CqlError('unreachable', `No pod of this cluster has the address ${ this.plain(host) }`));
    }
  }

  /** Ends all connections and lets nobody make new ones. */
  release(): void {
    open.delete(this.prefix);
    this.sockets.forEach((socket) => socket.destroy());
  }
}

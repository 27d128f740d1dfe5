import type { Host } from 'cassandra-driver';
import type Client from 'cassandra-driver/lib/client.js';
import type { Distances, PooledHost } from 'cassandra-driver/lib/client.js';
import { CqlError } from '../../core/cql/session';
import type { CqlNode } from '../../core/cql/session';
import type { Addresses } from './addresses';

/** The nodes of a session as the driver knows them. */
export class Nodes {
  private readonly listeners = new Set<() => void>();

  constructor(private readonly client: Client, private readonly addresses: Addresses) {
    const tell = () => this.listeners.forEach((listener) => listener());
    const watch = (host: Host) => (host as PooledHost).pool.on('open', tell).on('remove', tell);

    client.hosts.forEach(watch);
    client.on('hostAdd', watch);
    for (const event of ['hostAdd', 'hostRemove', 'hostUp', 'hostDown']) {
      client.on(event, tell);
    }
  }

  all(): CqlNode[] {
    const state = this.client.getState();

    return this.client.hosts.values()
      .map((host) => {
        const ip = this.addresses.ipOf(host.address);

        return {
          host:       ip,
          // A node that is only just joining has told nothing of itself yet.
          hostId:     String(host.hostId ?? ''),
          datacenter: host.datacenter ?? '',
          rack:       host.rack ?? '',
          release:    host.cassandraVersion ?? '',
          pod:        this.addresses.podAt(ip)?.name,
          connected:  state.getOpenConnections(host) > 0,
        };
      })
      .sort((a, b) => compare(a.datacenter, b.datacenter) || compare(a.rack, b.rack) || compare(a.host, b.host));
  }

  /**
   * The node with an IP, connected to. Connections are made in the background; who asks for one node is told why there is
   * none, instead of being told that there is none.
   */
  async connected(ip: string): Promise<Host> {
    const host = this.client.hosts.values().find(({ address }) => this.addresses.ipOf(address) === ip);

    if (!host) {
      throw new CqlError('unreachable', `The ring has no node ${ ip }`);
    }
    if (!this.addresses.podAt(ip)) {
      throw new CqlError('unreachable', `Node ${ ip } has no pod in this cluster`);
    }
    await (host as PooledHost).warmupPool();

    return host;
  }

  /** Connects to nodes whose pods have come, and leaves those whose pods have gone. */
  reconsider(): void {
    const { profileManager } = this.client as Client & { readonly profileManager: Distances };

    this.client.hosts.forEach((host) => {
      profileManager.getDistance(host);
      (host as PooledHost).initializePool();
    });
  }

  on(listener: () => void): () => void {
    const own = () => listener();

    this.listeners.add(own);

    return () => {
      this.listeners.delete(own);
    };
  }
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

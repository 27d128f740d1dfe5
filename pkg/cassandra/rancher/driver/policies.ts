import type { Client, EmptyCallback, ExecutionOptions, Host, HostMap } from 'cassandra-driver';
import resolution from 'cassandra-driver/lib/policies/address-resolution.js';
import policies from 'cassandra-driver/lib/policies/index.js';
import types from 'cassandra-driver/lib/types/index.js';
import type { Addresses } from './addresses';

/** The driver's declarations know callbacks with errors only. */
const NO_ERROR = null as unknown as Error;

/**
 * All nodes that have a pod here, in whatever datacenter. The others are left alone: they cannot be reached, and would
 * time out one by one. Who has the least to do is asked first, so that a node that no longer answers is soon avoided.
 */
export class PodsPolicy extends policies.loadBalancing.LoadBalancingPolicy {
  private nodes: { client: Client; hosts: HostMap } | undefined;
  private turn = 0;

  constructor(private readonly addresses: Addresses) {
    super();
  }

  override init(client: Client, hosts: HostMap, done: EmptyCallback): void {
    this.nodes = { client, hosts };
    done(NO_ERROR);
  }

  override getDistance(host: Host): number {
    return this.addresses.podAt(this.addresses.ipOf(host.address)) ? types.distance.local : types.distance.ignored;
  }

  override newQueryPlan(_keyspace: string, _options: ExecutionOptions, done: (error: Error, plan: Iterator<Host>) => void): void {
    done(NO_ERROR, this.plan()[Symbol.iterator]());
  }

  private plan(): Host[] {
    if (!this.nodes) {
      return [];
    }
    const { client, hosts } = this.nodes;
    const state = client.getState();
    const here = hosts.values().filter((host) => this.getDistance(host) === types.distance.local);
    const first = this.turn++ % Math.max(here.length, 1);

    return [...here.slice(first), ...here.slice(0, first)].sort((a, b) => state.getInFlightQueries(a) - state.getInFlightQueries(b));
  }
}

/** Gives the addresses that nodes know of each other the names of this session. */
export class SessionNames extends resolution.AddressTranslator {
  constructor(private readonly addresses: Addresses) {
    super();
  }

  override translate(ip: string, port: number, done: (endpoint: string) => void): void {
    done(`${ this.addresses.nameOf(ip) }:${ port }`);
  }
}

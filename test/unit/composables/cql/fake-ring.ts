import { CqlError, type CqlNode, type Execution, type Page } from '../../../../pkg/cassandra/core/cql/session';
import type { PodSession } from '../../../../pkg/cassandra/rancher/driver/load';
import { pageOf, type Given } from './pages';

/** How long news take from one node to another. */
const GOSSIP_MS = 700;
const BORN = 1_700_000_000;

interface FakeNode {
  address: string;
  hostId: string;
  generation: number;
  status: string;
  load: string;
  /** When it was frozen, as SIGSTOP does it: it neither gossips nor answers. */
  frozen?: number;
  /** Its heart does not beat, but it answers. */
  dull?: number;
}

/** A ring of nodes that gossip and answer, told by a clock that tests move. */
export class FakeRing implements PodSession {
  readonly clusterName = 'shop';
  readonly asked: { at: number; node: string; statement: string }[] = [];
  readonly nodesOfRing: FakeNode[];
  /** Added to the time that all is measured by: the browser stood still, or slept. */
  jumped = 0;
  /** Of an answer, milliseconds. */
  latency: () => number = () => 5;
  refused: RegExp | undefined;
  /** Whether nobody can be reached. */
  cut = false;
  keyspaces: Record<string, Given>[] = [
    { keyspace_name: 'system', replication: new Map([['class', 'org.apache.cassandra.locator.LocalStrategy']]) },
    { keyspace_name: 'shop', replication: new Map([['class', 'org.apache.cassandra.locator.NetworkTopologyStrategy'], ['dc1', '1']]) },
    { keyspace_name: 'all', replication: new Map([['class', 'org.apache.cassandra.locator.NetworkTopologyStrategy'], ['dc1', '3']]) },
  ];

  constructor(count: number, readonly release: string = '5.0.9') {
    this.nodesOfRing = Array.from({ length: count }, (_, index) => ({ address: `10.0.0.${ index }`, hostId: `host-${ index }`, generation: BORN + index, status: 'NORMAL,-1', load: '1000.0' }));
  }

  clock = (): number => performance.now() + this.jumped;

  nodes(): readonly CqlNode[] {
    return this.nodesOfRing.map(({ address, hostId }, index) => ({ host: address, hostId, datacenter: 'dc1', rack: 'r1', release: this.release, pod: `ring-${ index }`, connected: !this.cut }));
  }

  onNodes(): () => void {
    return () => undefined;
  }

  setPods(): void {}

  async close(): Promise<void> {}

  async execute(statement: string, { node: host = '', signal, timeoutMs = 0 }: Execution): Promise<Page> {
    const node = this.nodesOfRing.find(({ address }) => address === host);

    this.asked.push({ at: this.clock(), node: host, statement });
    if (!node || this.cut) {
      throw new CqlError('unreachable', 'no way there');
    }
    // What is told is what was known when it was asked.
    const rows = node.frozen === undefined ? this.answer(statement, node) : undefined;

    await passing(rows ? this.latency() : timeoutMs, signal);
    if (!rows) {
      throw new CqlError('timeout', 'no answer');
    }
    if (this.refused?.test(statement)) {
      throw new CqlError('refused', 'User has no SELECT permission', 0x2100);
    }

    return pageOf(rows);
  }

  freeze(index: number): void {
    this.nodesOfRing[index]!.frozen = this.clock();
  }

  thaw(index: number): void {
    this.nodesOfRing[index]!.frozen = undefined;
  }

  private answer(statement: string, node: FakeNode): Record<string, Given>[] {
    const common = (each: FakeNode) => ({ host_id: each.hostId, data_center: 'dc1', rack: 'r1', release_version: this.release, schema_version: 'v1', tokens: [String(BigInt(this.nodesOfRing.indexOf(each)) * 2n ** 60n)] });

    if (statement.includes('system.local')) {
      return [{ key: 'local', broadcast_address: node.address, rpc_address: node.address, cluster_name: 'shop', partitioner: 'org.apache.cassandra.dht.Murmur3Partitioner', ...common(node) }];
    }
    if (statement.includes('system.peers')) {
      return this.nodesOfRing.filter((each) => each !== node).map((each) => ({ peer: each.address, ...common(each) }));
    }
    if (statement.includes('system_schema.keyspaces')) {
      return this.keyspaces;
    }

    return this.nodesOfRing.map((each) => ({
      address: each.address, port: '7000', generation: String(each.generation), heartbeat: String(this.heard(each, node)), status_with_port: each.status, host_id: each.hostId, dc: 'dc1', rack: 'r1', load: each.load, schema: 'v1',
      release_version: this.release,
    }));
  }

  private heard(each: FakeNode, by: FakeNode): number {
    const now = Math.min(this.clock(), each.frozen ?? Infinity, each.dull ?? Infinity, by.dull ?? Infinity);

    return Math.floor((now - (each === by ? 0 : GOSSIP_MS)) / 1000) + 100;
  }
}

function passing(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);

    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new CqlError('aborted', 'Not waited for any longer'));
    }, { once: true });
  });
}

import { CqlError, type CqlNode, type Execution, type Page } from '../../../../pkg/cassandra/core/cql/session';
import type { PodEndpoint, PodSession } from '../../../../pkg/cassandra/rancher/driver/load';

type Answer = (statement: string, execution: Execution) => Page | Promise<Page>;

export function node(host: string, more: Partial<CqlNode> = {}): CqlNode {
  return { host, hostId: `id-${ host }`, datacenter: 'dc1', rack: 'rack1', release: '5.0.9', pod: `db-${ host.split('.').pop() }`, connected: true, ...more };
}

export const page = (more: Partial<Page> = {}): Page => ({ columns: [], rows: [], warnings: [], coordinator: '10.42.0.0', durationMs: 1, ...more });

/** A session without a ring: it knows the nodes that it is told, and answers what it is told. */
export class FakeSession implements PodSession {
  readonly clusterName = 'db';
  readonly release = '5.0.9';
  readonly asked: { statement: string; execution: Execution }[] = [];
  readonly told: (readonly PodEndpoint[])[] = [];
  closed = false;
  private readonly listeners = new Set<() => void>();

  constructor(private known: readonly CqlNode[] = [node('10.42.0.0')], public answer: Answer = () => page()) {}

  get listening(): number {
    return this.listeners.size;
  }

  nodes(): readonly CqlNode[] {
    return this.known;
  }

  become(known: readonly CqlNode[]): void {
    this.known = known;
    this.listeners.forEach((listener) => listener());
  }

  async execute(statement: string, execution: Execution): Promise<Page> {
    this.asked.push({ statement, execution });
    if (this.closed) {
      throw new CqlError('closed', 'The session has ended');
    }

    return this.answer(statement, execution);
  }

  onNodes(listener: () => void): () => void {
    this.listeners.add(listener);

    return () => this.listeners.delete(listener);
  }

  setPods(pods: readonly PodEndpoint[]): void {
    this.told.push(pods);
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}

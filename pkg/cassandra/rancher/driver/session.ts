import Client from 'cassandra-driver/lib/client.js';
import type { QueryOptions, types } from 'cassandra-driver';
import type { ColumnInfo } from 'cassandra-driver/lib/streams.js';
import { lex } from '../../core/cql/lexer';
import { CqlError } from '../../core/cql/session';
import type { CqlNode, Execution, Page } from '../../core/cql/session';
import { portForward } from '../tunnel';
import { Addresses } from './addresses';
import { columnsOf } from './columns';
import { isKeyspaceRefused, toCqlError } from './errors';
import { Nodes } from './nodes';
import { clientOptions, queryOptions } from './options';
import { cellsOf, keepCells } from './raw-rows';
import { stoppable } from './stoppable';
import type { PodEndpoint, PodSession, SessionRequest } from './types';

keepCells();

const ABORTED = () => new CqlError('aborted', 'Not waited for any longer');
const CLOSED = () => new CqlError('closed', 'The session has ended');

/**
 * Connects to a ring through its pods: to the first that answers, then to the others in the background.
 *
 * @throws CqlError
 */
export async function openSession(request: SessionRequest): Promise<PodSession> {
  const { context, namespace, pods, credentials, signal } = request;

  if (pods.length === 0) {
    throw new CqlError('unreachable', 'There is no pod to connect to');
  }
  const addresses = new Addresses(pods, (pod) => portForward(context, namespace, pod));
  const client = new Client(clientOptions(request, addresses));
  const session = new DriverSession(client, addresses, credentials !== undefined);

  try {
    await stoppable(() => session.begin(), signal, ABORTED);

    return session;
  } catch (error) {
    session.close().catch(() => undefined);
    throw session.explain(error);
  }
}

type Result = types.ResultSet & { readonly columns: readonly ColumnInfo[] | null };

class DriverSession implements PodSession {
  clusterName = '';
  release = '';
  private nodesOfClient: Nodes | undefined;
  private readonly closing = new AbortController();

  constructor(private readonly client: Client, private readonly addresses: Addresses, private readonly hasLogin: boolean) {}

  async begin(): Promise<void> {
    await this.client.connect();
    this.nodesOfClient = new Nodes(this.client, this.addresses);
    const { rows } = await this.execute('SELECT cluster_name, release_version FROM system.local', { consistency: 'ONE', pageSize: 1 });
    const [name = '', release = ''] = (rows[0] ?? []).map((cell) => new TextDecoder().decode(cell ?? undefined));

    this.clusterName = name;
    this.release = release;
  }

  nodes(): readonly CqlNode[] {
    return this.nodesOfClient?.all() ?? [];
  }

  onNodes(listener: () => void): () => void {
    return this.nodesOfClient?.on(listener) ?? (() => undefined);
  }

  async execute(statement: string, execution: Execution): Promise<Page> {
    try {
      return await stoppable(() => stoppable(() => this.ask(statement, execution), execution.signal, ABORTED), this.closing.signal, CLOSED);
    } catch (error) {
      throw this.explain(error);
    }
  }

  setPods(pods: readonly PodEndpoint[]): void {
    this.addresses.setPods(pods);
    // For when the driver has lost every node that it knows.
    (this.client as Client & { readonly options: { contactPoints: string[] } }).options.contactPoints = this.addresses.contactPoints();
    this.nodesOfClient?.reconsider();
  }

  async close(): Promise<void> {
    this.closing.abort();
    try {
      await this.client.shutdown();
    } finally {
      this.addresses.release();
    }
  }

  explain(error: unknown): CqlError {
    const explained = toCqlError(error, this.hasLogin);

    explained.message = this.addresses.plain(explained.message);

    return explained;
  }

  private async ask(statement: string, execution: Execution): Promise<Page> {
    const started = performance.now();
    const host = execution.node === undefined ? undefined : await this.nodesOfClient?.connected(execution.node);
    const { info, pageState, columns, rows } = await this.send(statement, queryOptions(execution, host));

    return {
      columns:     columnsOf(columns ?? []),
      rows:        (rows ?? []).map(cellsOf),
      next:        pageState ?? undefined,
      warnings:    info.warnings ?? [],
      trace:       info.traceId?.toString(),
      coordinator: this.addresses.ipOf(info.queriedHost),
      keyspace:    isUse(statement) ? this.client.keyspace : undefined,
      durationMs:  performance.now() - started,
    };
  }

  private async send(statement: string, options: QueryOptions): Promise<Result> {
    try {
      return await this.client.execute(statement, undefined, options) as Result;
    } catch (error) {
      // A connection could not be taken to the session's keyspace, which was dropped. The statement was not sent.
      if (this.client.keyspace && isKeyspaceRefused(error)) {
        this.client.keyspace = '';

        return this.send(statement, options);
      }
      throw error;
    }
  }
}

/** The driver notes the keyspace of the answer and takes every connection there, but does not hand it on. */
function isUse(statement: string): boolean {
  const first = lex(statement).find(({ kind }) => kind !== 'space' && kind !== 'comment');

  return first?.kind === 'word' && statement.slice(first.start, first.end).toUpperCase() === 'USE';
}

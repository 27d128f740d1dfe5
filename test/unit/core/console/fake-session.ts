import { CqlError, type Column, type CqlNode, type CqlSession, type Execution, type Page } from '../../../../pkg/cassandra/core/cql/session';
import type { TextStorage } from '../../../../pkg/cassandra/core/console/storage';

export const COLUMN: Column = { keyspace: 'k', table: 't', name: 'a', type: { kind: 'scalar', name: 'int' } };

/** A page of rows of one byte each, with these numbers. */
export function pageOf(numbers: readonly number[], next?: string, more: Partial<Page> = {}): Page {
  return { columns: [COLUMN], rows: numbers.map((number) => [Uint8Array.of(number % 256)]), ...(next !== undefined && { next }), warnings: [], coordinator: '10.0.0.1', durationMs: 1, ...more };
}

/** What a statement answers that has no table to show. */
export const NOTHING: Page = { columns: [], rows: [], warnings: [], coordinator: '10.0.0.1', durationMs: 1 };

/** A session that answers as it is told, and keeps what it was asked. */
export class FakeSession implements CqlSession {
  readonly clusterName = 'Test Cluster';
  readonly sent: { statement: string; execution: Execution }[] = [];

  constructor(private readonly answer: (statement: string, execution: Execution) => Page | Promise<Page> = () => NOTHING, readonly release = '5.0.9') {}

  get statements(): string[] {
    return this.sent.map(({ statement }) => statement);
  }

  nodes(): readonly CqlNode[] {
    return [];
  }

  async execute(statement: string, execution: Execution): Promise<Page> {
    this.sent.push({ statement, execution });

    return this.answer(statement, execution);
  }

  onNodes(): () => void {
    return () => undefined;
  }

  async close(): Promise<void> {
    // There is nothing to end.
  }
}

export function refused(serverCode: number, message: string): CqlError {
  return new CqlError('refused', message, serverCode);
}

/** Never answers. */
export function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}

/** What the browser keeps, for as many tabs as have it. */
export class FakeStorage implements TextStorage {
  readonly texts = new Map<string, string>();

  /** @param most in characters, of one text */
  constructor(public most = Infinity) {}

  getItem(key: string): string | null {
    return this.texts.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (value.length > this.most) {
      throw new DOMException('full', 'QuotaExceededError');
    }
    this.texts.set(key, value);
  }

  removeItem(key: string): void {
    this.texts.delete(key);
  }
}

/** Where it is forbidden. */
export const FORBIDDEN: TextStorage = {
  getItem() {
    throw new DOMException('no', 'SecurityError');
  },
  setItem() {
    throw new DOMException('no', 'SecurityError');
  },
  removeItem() {
    throw new DOMException('no', 'SecurityError');
  },
};

import { expect } from '@playwright/test';

import { kubectl } from './lab';

/** What cqlsh prints in a pod; `options` are its own. With `--ssl` it trusts the ring's certificate authority. */
export function cqlsh(namespace: string, pod: string, statements: string, ...options: string[]): Promise<string> {
  return kubectl('exec', '-n', namespace, pod, '-c', 'cassandra', '--', 'env', 'SSL_CERTFILE=/keys/client-ca.pem', 'cqlsh', '--request-timeout=30', ...options, '-e', statements);
}

/** Writes a row and reads it at QUORUM, in a keyspace that has a replica on each of so many nodes. */
export async function quorum(namespace: string, pod: string, replicas: number, ...options: string[]): Promise<void> {
  const answer = await cqlsh(namespace, pod, `
    CREATE KEYSPACE probe WITH replication = {'class': 'NetworkTopologyStrategy', 'replication_factor': ${ replicas }};
    CREATE TABLE probe.rows (id int PRIMARY KEY, word text);
    CONSISTENCY QUORUM;
    INSERT INTO probe.rows (id, word) VALUES (1, 'written');
    SELECT word FROM probe.rows WHERE id = 1;`, ...options);

  expect(answer).toContain('Consistency level set to QUORUM');
  expect(answer).toMatch(/^\s*written\s*$/m);
}

/** Tries again until it holds. */
export const until = (check: () => Promise<void>, timeout: number): Promise<void> => expect(check).toPass({ timeout, intervals: [1_000] });

// The ring of 17 to 19: whichever of them is run first makes it, and the last one takes it away. It wants no login.
import type { Page } from '@playwright/test';

import { CqlConsole } from './console';
import { cqlsh } from './cql';
import { kubectl } from './lab';
import { makeSet } from './ring';

export const NAMESPACE = 'query';
/** Of this lab alone: a pod's process is found by the pod's name, and another lab may have the same test. */
export const NAME = `query${ process.env.LAB_PORT ?? '8443' }`;
/** The least with which a statement has a coordinator and another replica. */
export const NODES = 2;

export const podAt = (ordinal: number): string => `${ NAME }-${ ordinal }`;
export const POD = podAt(0);

/** What cqlsh says in a pod. */
export const ask = (statements: string): Promise<string> => cqlsh(NAMESPACE, POD, statements);
export const inPod = (pod: string, ...command: string[]): Promise<string> => kubectl('exec', '-n', NAMESPACE, pod, '-c', 'cassandra', '--', ...command);
export const consoleOf = (page: Page): CqlConsole => new CqlConsole(page, NAMESPACE, NAME);

/** All that the tests make, each of them for itself. */
const KEYSPACES = ['shop', 'stock', 'store', 'lone', 'thin'];

/** Makes the ring if it is not there, and takes away what is left in it. */
export async function makeQueryRing(): Promise<void> {
  await makeSet(NAMESPACE, NAME, NODES);
  await ask(KEYSPACES.map((keyspace) => `DROP KEYSPACE IF EXISTS ${ keyspace };`).join(' '));
}

export const removeQueryRing = (): Promise<string> => kubectl('delete', 'namespace', NAMESPACE, '--wait=false', '--ignore-not-found');

/** A keyspace with a table of five rows, each of which is easily mistaken for something else. */
export const wordsIn = (keyspace: string): string => `
CREATE KEYSPACE ${ keyspace } WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': ${ NODES }};
CREATE TABLE ${ keyspace }.words (id int PRIMARY KEY, n bigint, price decimal, word text);
INSERT INTO ${ keyspace }.words (id, n, price, word) VALUES (1, 9007199254740991, 1.50, 'comma, "quoted"');
INSERT INTO ${ keyspace }.words (id, n, price, word) VALUES (2, -1, 0.1, '=1+1');
INSERT INTO ${ keyspace }.words (id, n, price, word) VALUES (3, 3, 3, '');
INSERT INTO ${ keyspace }.words (id, n, price, word) VALUES (4, null, null, null);
INSERT INTO ${ keyspace }.words (id, n, price, word) VALUES (5, 5, 1000, 'Zoë 漢字');`;

import type { LoginSecret } from '../login';

/** All that a snippet must know of a ring. */
export interface SnippetTarget {
  namespace: string;
  /** A host inside of this Kubernetes; a headless Service's leads to all nodes. */
  host: string;
  port: number;
  datacenter: string;
  /** Logins are wanted; where the superuser's is, if that is known. */
  login?: { secret?: LoginSecret };
  tls?: SnippetTls;
  /** A node to look in from, and its own name, if it has one. */
  node: { pod: string; container: string; image: string; host?: string };
}

export interface SnippetTls {
  /** Clients must show a certificate. */
  clientCertificate: boolean;
  /** The Secret with the nodes' `ca.crt`, where it is known. */
  secret?: string;
  /** Files of the nodes' containers, where they are known. */
  inPod?: { ca: string; keyAndCertificate: string };
}

/** Versions that the snippets were tried with; what they use is in every later version of the same major one. */
export const DRIVERS = {
  go:     { module: 'github.com/apache/cassandra-gocql-driver/v2', version: 'v2.1.2' },
  java:   { module: 'org.apache.cassandra:java-driver-core', version: '4.19.3' },
  node:   { module: 'cassandra-driver', version: '4.10.0' },
  python: { module: 'cassandra-driver', version: '3.30.1' },
} as const;

/** Variables that the application gets its login from. */
export const USERNAME = 'CASSANDRA_USERNAME';
export const PASSWORD = 'CASSANDRA_PASSWORD';

/** Where the application finds its certificates. */
export const TLS_DIRECTORY = '/etc/cassandra-tls';
export const CA_FILE = `${ TLS_DIRECTORY }/ca.crt`;
export const CERTIFICATE_FILE = `${ TLS_DIRECTORY }/tls.crt`;
export const KEY_FILE = `${ TLS_DIRECTORY }/tls.key`;

/** Nodes are found by their addresses, which change with their pods, so that certificates cannot name them. */
export const NO_HOST_NAMES = 'signed by this CA; nodes are found by address, which certificates do not name';

/** What is asked, to see that it works. */
export const QUERY = 'SELECT release_version FROM system.local';

/** A text of those lines that are there. */
export function lines(...all: readonly (string | false | undefined)[]): string {
  return `${ all.filter((line) => line !== false && line !== undefined).join('\n') }\n`;
}

/** A text literal of every language here. */
export const literal = (text: string): string => JSON.stringify(text);

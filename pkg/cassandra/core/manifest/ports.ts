/**
 * The ports of a Cassandra node, by the names that Service and container share. JMX answers on the loopback interface
 * only, unless the image is told otherwise; it is named so that people find it.
 */
export const PORTS = {
  cql:                9042,
  'intra-node':       7000,
  'tls-intra-node':   7001,
  jmx:                7199,
} as const;

export type PortName = keyof typeof PORTS;

/** Names and numbers, in the order in which they are written. */
export function portList(): { name: string; port: number }[] {
  return Object.entries(PORTS).map(([name, port]) => ({ name, port }));
}

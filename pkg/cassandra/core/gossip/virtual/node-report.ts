import { table, type Report, type ReportTable } from '../../cluster/reports/report';
import { LATENCIES, type NodeFacts } from './node-facts';
import type { VirtualTable } from './queries';

/** What can be looked at closer. */
export const NODE_SECTIONS = ['clients', 'pools', 'latencies', 'hints', 'streams', 'settings'] as const;

export type NodeSection = typeof NODE_SECTIONS[number];

/** The tables that each section shows. */
export const SECTION_TABLES: Readonly<Record<NodeSection, readonly VirtualTable[]>> = {
  clients:   ['clients'],
  pools:     ['thread_pools'],
  latencies: LATENCIES,
  hints:     ['pending_hints'],
  streams:   ['streaming'],
  settings:  ['settings'],
};

/** A section laid out to be shown. What was not read is left out. */
export function nodeReport(section: NodeSection, facts: NodeFacts): Report {
  return { pairs: [], tables: tablesOf(section, facts) };
}

function tablesOf(section: NodeSection, { clients, pools, latencies, hints, streams, settings }: NodeFacts): ReportTable[] {
  switch (section) {
  case 'clients': return clients ? [table(
    'clients',
    { address: 'text', user: 'text', driver: 'text', protocol: 'count', requests: 'count', encrypted: 'flag', keyspace: 'text' },
    clients.map(({ address, port, user, driver, driverVersion, protocol, requests, encrypted, keyspace }) => ({
      address: `${ address }:${ port }`, user, driver: [driver, driverVersion].filter(Boolean).join(' '), protocol, requests, encrypted, keyspace,
    })),
  )] : [];
  case 'pools': return pools ? [table('pools', { name: 'text', active: 'count', pending: 'count', blocked: 'count', completed: 'count', everBlocked: 'count' }, pools.map((pool) => ({ ...pool })))] : [];
  // Hundreds of tables are there that nobody has ever asked.
  case 'latencies': return LATENCIES.flatMap((kind) => latencies[kind] ? [table(
    kind, { keyspace: 'text', table: 'text', count: 'count', median: 'milliseconds', p99: 'milliseconds', max: 'milliseconds' }, latencies[kind].filter(({ count }) => count > 0).map((latency) => ({ ...latency })),
  )] : []);
  case 'hints': return hints ? [table(
    'hints', { address: 'text', datacenter: 'text', rack: 'text', status: 'text', files: 'count', size: 'bytes', oldest: 'date', newest: 'date', hostId: 'text' }, hints.map((hint) => ({ ...hint })),
  )] : [];
  case 'streams': return streams ? [table(
    'streams',
    { operation: 'text', peers: 'text', status: 'text', progress: 'share', received: 'bytes', toReceive: 'bytes', sent: 'bytes', toSend: 'bytes', updated: 'date', failure: 'text' },
    streams.map(({ operation, peers, status, progress, received, toReceive, sent, toSend, updated, failure }) => ({
      operation, peers: peers.join(', '), status, progress, received, toReceive, sent, toSend, updated, failure,
    })),
  )] : [];
  case 'settings': return settings ? [table('settings', { name: 'text', value: 'text' }, settings.map((setting) => ({ ...setting })))] : [];
  }
}

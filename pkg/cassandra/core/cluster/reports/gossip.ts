import type { GossipEndpoint } from '../../nodetool/gossip-info';
import { table, type Report } from './report';

export function gossipReport(endpoints: readonly GossipEndpoint[]): Report {
  return {
    pairs:  [],
    tables: [table(
      'endpoints',
      {
        address: 'text', status: 'text', nativeReady: 'flag', heartbeat: 'count', gossipSince: 'date', load: 'bytes', release: 'text', datacenter: 'text', rack: 'text', schema: 'text', hostId: 'text',
      },
      endpoints.map(({ address, status, nativeReady, heartbeat, generation, load, release, datacenter, rack, schema, hostId }) => ({
        address, status, nativeReady, heartbeat, gossipSince: generation * 1000, load, release, datacenter, rack, schema, hostId,
      })),
    )],
  };
}

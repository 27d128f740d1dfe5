import type { NodeInfo } from '../../nodetool/info';
import { pair, table, type Report } from './report';

export function infoReport(info: NodeInfo): Report {
  return {
    pairs: [
      pair('hostId', 'text', info.hostId),
      pair('datacenter', 'text', info.datacenter),
      pair('rack', 'text', info.rack),
      pair('tokens', 'count', info.tokens),
      pair('gossip', 'flag', info.gossip),
      pair('nativeTransport', 'flag', info.nativeTransport),
      pair('load', 'bytes', info.load),
      ...('uncompressedLoad' in info ? [pair('uncompressedLoad', 'bytes', info.uncompressedLoad)] : []),
      pair('uptime', 'seconds', info.uptime),
      pair('gossipSince', 'date', info.generation === undefined ? undefined : info.generation * 1000),
      pair('heapUsed', 'bytes', info.heap.used),
      pair('heapMax', 'bytes', info.heap.max),
      pair('offHeap', 'bytes', info.offHeap),
      pair('exceptions', 'count', info.exceptions),
      pair('repaired', 'share', info.repaired),
      ...(info.progress ? [
        pair('bootstrap', 'text', info.progress.bootstrap),
        pair('bootstrapFailed', 'flag', info.progress.bootstrapFailed),
        pair('decommissioning', 'flag', info.progress.decommissioning),
        pair('decommissionFailed', 'flag', info.progress.decommissionFailed),
      ] : []),
    ],
    tables: [table(
      'caches',
      { name: 'text', size: 'bytes', capacity: 'bytes', entries: 'count', hits: 'count', requests: 'count', hitRate: 'share' },
      info.caches.map(({ name, size, capacity, use, hitRate }) => ({ name, size, capacity, entries: use?.entries, hits: use?.hits, requests: use?.requests, hitRate })),
    )],
  };
}

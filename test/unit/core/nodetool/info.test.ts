import { describe, expect, it } from 'vitest';

import { parseInfo } from '../../../../pkg/cassandra/core/nodetool/info';
import { recorded, VERSIONS } from './recorded';

const MIB = 1024 ** 2;

describe('parseInfo', () => {
  it('reads everything that 5.0 says', () => {
    expect(parseInfo(recorded('info', '5.0.9'))).toStrictEqual({
      hostId:           '682732b6-3b89-4855-a109-607c48692d6a',
      gossip:           true,
      nativeTransport:  true,
      load:             122665,
      uncompressedLoad: 157 * 1024,
      generation:       1795419939,
      uptime:           84,
      heap:             { used: Math.round(128.87 * MIB), max: Math.round(309.38 * MIB) },
      offHeap:          0,
      datacenter:       'dc1',
      rack:             'rack1',
      exceptions:       0,
      caches:           [
        { name: 'key', size: 728, capacity: 15 * MIB, use: { entries: 9, hits: 69, requests: 77 }, hitRate: 0.896 },
        { name: 'row', size: 0, capacity: 0, use: { entries: 0, hits: 0, requests: 0 }, hitRate: undefined },
        { name: 'counter', size: 0, capacity: 7 * MIB, use: { entries: 0, hits: 0, requests: 0 }, hitRate: undefined },
        { name: 'network', size: 8 * MIB, capacity: 19 * MIB },
      ],
      repaired: 1,
      tokens:   16,
      progress: {
        bootstrap: 'COMPLETED', bootstrapFailed: false, decommissioning: false, decommissionFailed: false
      },
    });
  });

  it('reads what 4.1 says, which knows neither the uncompressed load nor how far it is', () => {
    const info = parseInfo(recorded('info', '4.1.10'));

    expect(info).toMatchObject({ hostId: '4363abda-ca61-4939-b0e5-26273744fcd2', load: 112005, uptime: 99, tokens: 16 });
    expect(info).not.toHaveProperty('uncompressedLoad');
    expect(info).not.toHaveProperty('progress');
  });

  it.each(VERSIONS)('a node of %s has no tokens while it joins, and no gossip after it left', (version) => {
    expect(parseInfo(recorded('info-joining', version))).toMatchObject({ gossip: true, nativeTransport: false, generation: 1795441954, tokens: undefined });
    expect(parseInfo(recorded('info-decommissioned', version))).toMatchObject({ gossip: false, nativeTransport: false, generation: undefined, tokens: undefined });
  });

  it('says of 5.0 how far the node is', () => {
    expect(['joining', 'decommissioned'].map((state) => parseInfo(recorded(`info-${ state }`, '5.0.9')).progress?.bootstrap)).toEqual(['IN_PROGRESS', 'DECOMMISSIONED']);
  });

  it('reads 3.11: Thrift, a chunk cache, a single token, a comma in decimals, no host ID', () => {
    const text = recorded('info', '4.1.10')
      .replace(/^(ID +: ).*/, '$1null')
      .replace('Native', 'Thrift active          : false\nNative')
      .replace(/^Network Cache.*/m, 'Chunk Cache            : entries 12, size 768 KiB, capacity 224,5 MiB, 40 misses, 100 requests, 0,600 recent hit rate, 21,334 microseconds miss latency')
      .replace('109.38 KiB', '109,38 KiB').replace('104.33 / 312.00', '104,33 / 312,00')
      .replace('100.0%', 'NaN%')
      .replace(/\(invoke.*/, '-9223372036854775808');

    expect(parseInfo(text)).toMatchObject({
      hostId: undefined, load: 112005, heap: { used: Math.round(104.33 * MIB) }, tokens: 1, repaired: undefined,
      caches: [{}, {}, {}, { name: 'chunk', size: 768 * 1024, capacity: 224.5 * MIB, use: { entries: 12, hits: 60, requests: 100 }, hitRate: 0.6 }],
    });
  });

  it.each([
    ['Load                   : 119.79 XiB', /^Load .*/m],
    ['Uptime (seconds)       : soon', /^Uptime .*/m],
    ['Gossip active          : perhaps', /^Gossip .*/m],
    ['Key Cache              : entries 9, size 728 bytes, capacity 15 MiB, 69 hits', /^Key Cache.*/m],
    ['Rack                   : rack1\nRack                   : rack2', /^Rack .*/m],
  ])('refuses %j', (line, place) => {
    expect(() => parseInfo(recorded('info', '5.0.9').replace(place, line))).toThrow(expect.objectContaining({ reason: 'malformed' }));
  });
});

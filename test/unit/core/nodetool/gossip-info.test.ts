import { describe, expect, it } from 'vitest';

import { parseGossipInfo } from '../../../../pkg/cassandra/core/nodetool/gossip-info';
import { recorded, VERSIONS } from './recorded';

/** Addresses and schema up to 3.11, with a number in the notation that Java takes from ten million on. */
const OLD = `db-0.db/10.0.0.1
  generation:1795441829
  heartbeat:191
  STATUS:40:NORMAL,-2728748962448338512
  LOAD:163:2.0215831E7
  DC:12:DC 1
  RACK:14:a:b
  RELEASE_VERSION:5:3.11.19
  INTERNAL_IP:10:192.168.0.1
  RPC_ADDRESS:4:0.0.0.0
  SEVERITY:99:0.0
  TOKENS:38:<hidden>
/2001:db8:0:0:0:0:0:1
  generation:0
  heartbeat:0
  STATUS:1:removed,c3ca28bb-216a-4ac1-9d0d-939bd51503e1,1795701445960
  TOKENS: not present

`;

describe('parseGossipInfo', () => {
  it('reads everything that 5.0 says', () => {
    expect(parseGossipInfo(recorded('gossipinfo', '5.0.9'))[2]).toStrictEqual({
      address:         '10.99.0.1',
      generation:      1795419939,
      heartbeat:       118,
      status:          'NORMAL',
      load:            122661,
      schema:          'd03783d7-b468-3c1a-82f1-8e30b2edde8b',
      datacenter:      'dc1',
      rack:            'rack1',
      release:         '5.0.9',
      hostId:          '682732b6-3b89-4855-a109-607c48692d6a',
      internalAddress: '10.99.0.1',
      nativeAddress:   '10.99.0.1:9042',
      nativeReady:     true,
      sstableVersions: 'big-nb',
    });
  });

  it.each(VERSIONS)('%s: a node that joins, one that left and one that was shut down', (version) => {
    const states = (what: string) => parseGossipInfo(recorded(what, version)).map(({ status, nativeReady }) => [status, nativeReady]);

    expect(states('gossipinfo-joining')).toEqual([['NORMAL', true], ['BOOT', undefined], ['NORMAL', true]]);
    expect(states('gossipinfo-drained')).toEqual([['NORMAL', true], ['LEFT', true], ['SHUTDOWN', false]]);
  });

  it('4.1: a node that starts has announced neither status nor tokens', () => {
    expect(parseGossipInfo(recorded('gossipinfo-starting', '4.1.10')).filter(({ status }) => status === undefined)).toMatchObject([{ address: '10.42.3.6', heartbeat: 21, nativeReady: undefined }]);
  });

  it('reads what 3.11 calls otherwise', () => {
    const [first, second] = parseGossipInfo(OLD);

    expect(first).toMatchObject({
      address: '10.0.0.1', status: 'NORMAL', load: 20215831, datacenter: 'DC 1', rack: 'a:b', internalAddress: '192.168.0.1', nativeAddress: '0.0.0.0', sstableVersions: undefined
    });
    expect(second).toMatchObject({ address: '2001:db8:0:0:0:0:0:1', status: 'REMOVED', load: undefined, hostId: undefined });
  });

  it.each([
    ['  generation:1795441829\n', ''],
    ['heartbeat:191', 'heartbeat:often'],
    ['LOAD:163:2.0215831E7', 'LOAD:163:much'],
    ['db-0.db/10.0.0.1\n', ''],
  ])('refuses %j as %j', (from, to) => {
    expect(() => parseGossipInfo(OLD.replace(from, to))).toThrow(expect.objectContaining({ reason: 'malformed' }));
  });
});

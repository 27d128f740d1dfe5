import { describe, expect, it } from 'vitest';

import { isSince, ringQueries } from '../../../../pkg/cassandra/core/gossip/queries';
import { virtualQueries } from '../../../../pkg/cassandra/core/gossip/virtual/queries';

describe('ringQueries', () => {
  it('asks what the version has', () => {
    const of = (release: string) => {
      const { peers, gossip, pulse } = ringQueries(release);

      return [peers.replace('SELECT * FROM ', ''), gossip !== undefined, pulse !== undefined];
    };

    expect(of('3.11.19')).toEqual(['system.peers', false, false]);
    expect(of('4.0.20')).toEqual(['system.peers_v2', false, false]);
    expect(of('4.1.10')).toEqual(['system.peers_v2', true, true]);
    expect(of('5.0.9')).toEqual(['system.peers_v2', true, true]);
    expect(of('6.0-alpha2')).toEqual(['system.peers_v2', true, true]);
    expect(of('10.0')).toEqual(['system.peers_v2', true, true]);
  });

  it('knows which virtual tables a version has', () => {
    expect([...virtualQueries('3.11.19').keys()]).toEqual([]);
    expect(virtualQueries('4.0.20').has('clients')).toBe(true);
    expect(virtualQueries('4.0.20').has('streaming')).toBe(false);
    expect(virtualQueries('5.0.9').get('streaming')).toBe('SELECT * FROM system_views.streaming');
  });

  it('takes what is no version for none', () => {
    expect(['', 'unknown', '4'].map((release) => isSince(release, '4.0'))).toEqual([false, false, true]);
  });
});

/** What a node is asked to know the ring as it sees it. Columns differ from version to version: they are read by name. */
export interface RingQueries {
  /** The node itself: one row. */
  local: string;
  /** All others that it takes for members of the ring. */
  peers: string;
  /** How many copies there are of what. */
  keyspaces: string;
  /** All that it has heard in gossip, itself included. Since 4.1. */
  gossip?: string;
  /** Of this only what tells whether nodes live: a tenth of the bytes, to be asked every second. Since 4.1. */
  pulse?: string;
}

/** Versions of Cassandra that began to have something, as `major.minor`. */
export type Since = '4.0' | '4.1';

/**
 * The queries for a version of Cassandra.
 *
 * `system.peers_v2` has ports and came with 4.0, `system_views.gossip_info` with 4.1 (CASSANDRA-17002). A role without
 * rights may read the tables of `system`, but needs `SELECT ON ALL TABLES IN KEYSPACE system_views` for the rest.
 *
 * @param release `release_version` of the node that is asked
 */
export function ringQueries(release: string): RingQueries {
  return {
    local:     'SELECT * FROM system.local',
    peers:     isSince(release, '4.0') ? 'SELECT * FROM system.peers_v2' : 'SELECT * FROM system.peers',
    keyspaces: 'SELECT keyspace_name, replication FROM system_schema.keyspaces',
    ...(isSince(release, '4.1') && {
      gossip: 'SELECT * FROM system_views.gossip_info',
      pulse:  'SELECT address, port, generation, heartbeat, status, status_with_port FROM system_views.gossip_info',
    }),
  };
}

/** Whether a release is of that line or a later one; one that is no version is of none. */
export function isSince(release: string, since: Since): boolean {
  const [, major, minor = '0'] = /^(\d+)(?:\.(\d+))?/.exec(release) ?? [];
  const [wantedMajor = 0, wantedMinor = 0] = since.split('.').map(Number);

  return major !== undefined && (Number(major) > wantedMajor || (Number(major) === wantedMajor && Number(minor) >= wantedMinor));
}

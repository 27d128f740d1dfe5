import type { DseClientOptions, Host, policies as Policies, QueryOptions } from 'cassandra-driver';
import policies from 'cassandra-driver/lib/policies/index.js';
import types from 'cassandra-driver/lib/types/index.js';
import type { Consistency } from '../../core/cql/commands';
import type { Execution } from '../../core/cql/session';
import type { Addresses } from './addresses';
import { PodsPolicy, SessionNames } from './policies';
import type { SessionRequest } from './types';

/** The highest that the driver speaks with Cassandra; asking for more would cost a connection to be told so. */
const PROTOCOL = 4;
/** Rancher and the API server may have to find the pod's node first. */
const CONNECT_MS = 10_000;
/** What the driver asks for itself when it connects. A node that does not answer by then is not waited for. */
const ANSWER_MS = 5000;
/** Proxies in between close what is silent for a minute or longer. */
const HEARTBEAT_MS = 30_000;
const RECONNECT_FIRST_MS = 1000;
const RECONNECT_LAST_MS = 30_000;
/** Longer than Cassandra's own limits (60 s for TRUNCATE, less for all else), so that its own words come first. */
const EXECUTION_MS = 75_000;

const CONSISTENCY_CODES: Readonly<Record<Consistency, number>> = {
  ANY: 0, ONE: 1, TWO: 2, THREE: 3, QUORUM: 4, ALL: 5, LOCAL_QUORUM: 6, EACH_QUORUM: 7, SERIAL: 8, LOCAL_SERIAL: 9, LOCAL_ONE: 10
};

/** How the driver talks to the pods of a request. */
export function clientOptions({ port, credentials }: SessionRequest, addresses: Addresses): DseClientOptions {
  return {
    contactPoints:         addresses.contactPoints(),
    credentials:           credentials && { ...credentials },
    // Seen by who looks at the clients of a node.
    applicationName:       'Cassandra for Rancher',
    // The schema is read by who shows it, and nothing is prepared.
    isMetadataSyncEnabled: false,
    rePrepareOnUp:         false,
    monitorReporting:      { enabled: false },
    protocolOptions:       { port, maxVersion: PROTOCOL },
    policies:              {
      addressResolution:   new SessionNames(addresses),
      loadBalancing:       new PodsPolicy(addresses),
      reconnection:        new policies.reconnection.ExponentialReconnectionPolicy(RECONNECT_FIRST_MS, RECONNECT_LAST_MS, false),
      // Who runs a statement by hand is told what came of it. Nothing is tried twice behind their back.
      retry:               new policies.retry.FallthroughRetryPolicy(),
      // Writes get the time of their coordinator. The browser's clock may be anything.
      timestampGeneration: null as unknown as Policies.timestampGeneration.TimestampGenerator,
    },
    pooling: {
      // A browser has few connections to one origin. One carries 2048 statements at a time.
      coreConnectionsPerHost: { [types.distance.local]: 1, [types.distance.remote]: 1, [types.distance.ignored]: 0 },
      heartBeatInterval:      HEARTBEAT_MS,
      // The first node that answers will do; the others are connected to in the background.
      warmup:                 false,
    },
    socketOptions: { connectTimeout: CONNECT_MS, readTimeout: ANSWER_MS },
  };
}

/** @param host the one node to ask */
export function queryOptions({ consistency, serialConsistency, pageSize, from, tracing, timeoutMs = EXECUTION_MS }: Execution, host?: Host): QueryOptions {
  return {
    autoPage:          false,
    // The driver takes the number 0, which is ANY, for no number at all and would use ONE.
    consistency:       Object(CONSISTENCY_CODES[consistency]) as number,
    serialConsistency: serialConsistency && CONSISTENCY_CODES[serialConsistency],
    fetchSize:         pageSize,
    host,
    isIdempotent:      false,
    pageState:         from,
    prepare:           false,
    readTimeout:       timeoutMs,
    traceQuery:        tracing,
  };
}

import type { Row } from '../../cql/values/plain';
import { countOf, flagOf, numberOf, textOf, textsOf } from '../row';

/** Writes that a node keeps for another one that it could not reach. */
export interface PendingHints {
  hostId: string;
  address: string | undefined;
  datacenter: string | undefined;
  rack: string | undefined;
  /** What the failure detector of the node says of the other: `UP`, `DOWN`, or that it does not know it. */
  status: string | undefined;
  files: number;
  /** Bytes, where the version counts them. */
  size: number | undefined;
  /** Milliseconds since the epoch. */
  oldest: number | undefined;
  newest: number | undefined;
}

/** A stream of data from or to a node, going on or lately ended. */
export interface Stream {
  id: string;
  /** Whether another node began it. */
  follower: boolean | undefined;
  /** `Bootstrap`, `Unbootstrap`, `Rebuild`, `Repair` … */
  operation: string | undefined;
  peers: readonly string[];
  /** `init`, `start`, `success` or `failure`. */
  status: string | undefined;
  /** 0..1 */
  progress: number;
  /** Bytes. */
  toReceive: number;
  received: number;
  toSend: number;
  sent: number;
  milliseconds: number;
  /** Milliseconds since the epoch. */
  updated: number | undefined;
  /** What went wrong, without the stack frames that follow it. */
  failure: string | undefined;
}

/** Reads `system_views.pending_hints`. */
export function readPendingHints(rows: readonly Row[]): PendingHints[] {
  return rows.flatMap((row): PendingHints[] => {
    const hostId = textOf(row, 'host_id');

    return hostId === undefined ? [] : [{
      hostId,
      address:    textOf(row, 'address'),
      datacenter: textOf(row, 'dc'),
      rack:       textOf(row, 'rack'),
      status:     textOf(row, 'status'),
      files:      countOf(row, 'files'),
      size:       numberOf(row, 'total_size'),
      oldest:     numberOf(row, 'oldest'),
      newest:     numberOf(row, 'newest'),
    }];
  });
}

/** Reads `system_views.streaming`. */
export function readStreams(rows: readonly Row[]): Stream[] {
  return rows.flatMap((row): Stream[] => {
    const id = textOf(row, 'id');

    return id === undefined ? [] : [{
      id,
      follower:     flagOf(row, 'follower'),
      operation:    textOf(row, 'operation'),
      peers:        textsOf(row, 'peers').map((peer) => peer.slice(peer.lastIndexOf('/') + 1)),
      status:       textOf(row, 'status'),
      progress:     countOf(row, 'progress_percentage') / 100,
      toReceive:    countOf(row, 'bytes_to_receive'),
      received:     countOf(row, 'bytes_received'),
      toSend:       countOf(row, 'bytes_to_send'),
      sent:         countOf(row, 'bytes_sent'),
      milliseconds: countOf(row, 'duration_millis'),
      updated:      numberOf(row, 'last_updated_at'),
      failure:      textOf(row, 'failure_cause')?.split(/\r?\n\s+at /, 1)[0],
    }];
  });
}

import type { NetStats, StreamPlan, Transfer } from '../../nodetool/netstats';
import { pair, table, type Raw, type Report } from './report';

export function streamReport({ mode, streams, readRepair, messages }: NetStats): Report {
  return {
    pairs: [
      pair('mode', 'text', mode),
      ...(readRepair ? [
        pair('repairsAttempted', 'count', readRepair.attempted),
        pair('mismatchBlocking', 'count', readRepair.mismatchBlocking),
        pair('mismatchBackground', 'count', readRepair.mismatchBackground),
      ] : []),
    ],
    tables: [
      table(
        'streams',
        { operation: 'text', peer: 'text', direction: 'text', filesDone: 'count', filesTotal: 'count', bytesDone: 'bytes', bytesTotal: 'bytes', done: 'share' },
        streams.flatMap(streamRows),
      ),
      ...(messages ? [table('traffic', { name: 'text', pending: 'count', completed: 'count', dropped: 'count' }, Object.entries(messages).map(([name, counts]) => ({ name, ...counts })))] : []),
    ],
  };
}

/** One row for each peer and direction. */
function streamRows({ operation, sessions }: StreamPlan) {
  return sessions.flatMap(({ peer, receiving, sending }) => [
    ...(receiving ? [{ operation, peer, direction: 'receiving', ...amounts(receiving) }] : []),
    ...(sending ? [{ operation, peer, direction: 'sending', ...amounts(sending) }] : []),
  ]);
}

/** The bytes are those of files that are through and of files that have begun, as nodetool adds them up. */
function amounts({ files, bytes }: Transfer) {
  const done: Raw = bytes.total > 0 ? bytes.done / bytes.total : undefined;

  return { filesDone: files.done, filesTotal: files.total, bytesDone: bytes.done, bytesTotal: bytes.total, done };
}

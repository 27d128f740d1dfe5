import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type NetStats, parseNetstats, type Transfer } from '../../../../pkg/cassandra/core/nodetool/netstats';
import { recorded, VERSIONS } from './recorded';

const files = (transfer: Transfer | undefined) => transfer?.progress.map(({ file, done, total }) => [file.replace(/^.*\//, ''), done, total]);

describe('parseNetstats of recorded nodes', () => {
  it.each(VERSIONS)('%s, at rest', (version) => {
    expect(parseNetstats(recorded('netstats', version))).toStrictEqual({
      mode:       'NORMAL',
      streams:    [],
      readRepair: { attempted: 0, mismatchBlocking: 0, mismatchBackground: 0 },
      messages:   { large: { pending: 0, completed: 2, dropped: 0 }, small: expect.anything(), gossip: { pending: 0, completed: version === '5.0.9' ? 221 : 211, dropped: 0 } },
    });
  });

  it.each(VERSIONS.flatMap((version) => [['joining', 'JOINING', version], ['leaving', 'LEAVING', version], ['decommissioned', 'DECOMMISSIONED', version], ['drained', 'DRAINED', version]] as const))('%s is %s in %s', (state, mode, version) => {
    expect(parseNetstats(recorded(`netstats-${ state }`, version)).mode).toBe(mode);
  });

  it('has neither repairs nor messages while it is starting', () => {
    expect(parseNetstats(recorded('netstats-starting', '4.1.10'))).toStrictEqual({ mode: 'STARTING', streams: [] });
  });

  it('5.0 joins: what it receives from each peer', () => {
    const { streams } = parseNetstats(recorded('netstats-joining', '5.0.9'));

    expect(streams.map(({ id, operation }) => [operation, id])).toEqual([['Bootstrap', '2cbefdb0-e745-11f1-90e4-71a0dbfd4317']]);
    expect(streams[0]?.sessions).toStrictEqual([
      {
        peer:      '10.42.1.5',
        receiving: {
          files: { done: 0, total: 2 }, bytes: { done: 231696, total: 9256968 }, progress: [{ file: 'shop/photos-0', done: 100032, total: 7002224 }, { file: 'shop/carts-0', done: 131664, total: 2254744 }],
        },
      },
      { peer: '10.42.3.3', receiving: expect.objectContaining({ bytes: { done: 215235, total: 7857807 } }) },
    ]);
  });

  it('5.0 leaves: what it sends, and what arrives at the other end', () => {
    const [sending, receiving] = ['leaving', 'receiving'].map((state) => parseNetstats(recorded(`netstats-${ state }`, '5.0.9')).streams[0]);

    expect([sending?.operation, receiving?.operation]).toEqual(['Unbootstrap', 'Unbootstrap']);
    expect(sending?.id).toBe(receiving?.id);
    expect(sending?.sessions.map(({ peer, sending: transfer }) => [peer, transfer?.files, files(transfer)?.at(-1)])).toEqual([
      ['10.42.1.5', { done: 0, total: 17 }, undefined],
      ['10.42.3.3', { done: 4, total: 17 }, ['nb-3-big-Data.db', 196608, 1942039]],
    ]);
    expect(receiving?.sessions.map(({ peer, receiving: transfer }) => [peer, transfer?.files, files(transfer)?.length])).toEqual([['10.42.2.4', { done: 7, total: 17 }, 8]]);
  });

  it('4.1 sends to a node that joins', () => {
    expect(parseNetstats(recorded('netstats-sending', '4.1.10')).streams[0]?.sessions).toMatchObject([{ peer: '10.42.1.6', sending: { bytes: { done: 672706, total: 7960408 } } }]);
  });
});

describe('parseNetstats', () => {
  const rest = recorded('netstats', '5.0.9').replace('Not sending any streams.\n', '');

  it('reads 3.11: no percentages, names before addresses, several sessions with a peer, sizes for people', () => {
    const text = rest.replace('\n', `
Repair 922a2030-e745-11f1-90e4-71a0dbfd4317
    db-0.db/10.0.0.1
        Receiving 3 files, 1.5 KiB total. Already received 1 files, 512 bytes total
            /data/my table-1/mc-1-big-Data.db 100/200 bytes(50%) received from idx:0db-0.db/10.0.0.1
        Sending 1 files, 10 bytes total. Already sent 0 files, 0 bytes total
            /data/t-1/mc-2-big-Data.db 0/10 bytes(0%) sent to idx:0db-0.db/10.0.0.1
    /10.0.0.1 (using /192.168.0.1)
Bulk Load a22a2030-e745-11f1-90e4-71a0dbfd4317
`);

    expect(parseNetstats(text).streams).toStrictEqual([
      {
        id:        '922a2030-e745-11f1-90e4-71a0dbfd4317',
        operation: 'Repair',
        sessions:  [
          {
            peer:      '10.0.0.1',
            receiving: { files: { done: 1, total: 3 }, bytes: { done: 512, total: 1536 }, progress: [{ file: '/data/my table-1/mc-1-big-Data.db', done: 100, total: 200 }] },
            sending:   { files: { done: 0, total: 1 }, bytes: { done: 0, total: 10 }, progress: [{ file: '/data/t-1/mc-2-big-Data.db', done: 0, total: 10 }] },
          },
          { peer: '10.0.0.1' },
        ],
      },
      { id: 'a22a2030-e745-11f1-90e4-71a0dbfd4317', operation: 'Bulk Load', sessions: [] },
    ]);
  });

  it.each([
    ['a mode that nobody knows', recorded('netstats', '5.0.9').replace('NORMAL', 'ASLEEP'), 'malformed'],
    ['a session without a plan', rest.replace('\n', '\n    /10.0.0.1\n'), 'malformed'],
    ['a file without a transfer', rest.replace('\n', '\nRepair 922a2030-e745-11f1-90e4-71a0dbfd4317\n    /10.0.0.1\n            f 0/1 bytes (0%) sent to idx:0/10.0.0.1\n'), 'malformed'],
    ['neither streams nor that there are none', rest, 'truncated'],
    ['no last pool', recorded('netstats', '5.0.9').replace(/Gossip messages.*\n/, ''), 'truncated'],
  ])('refuses %s', (_, text, reason) => {
    expect(() => parseNetstats(text)).toThrow(expect.objectContaining({ reason }));
  });

  it('gets any streams back from what 4.0 and later print of them', () => {
    fc.assert(fc.property(stats, (expected) => {
      expect(parseNetstats(render(expected))).toEqual(expected);
    }), { numRuns: 200 });
  });
});

/** A count of ten digits fills its column and runs into the one before it, so that nobody can read it. */
const count = fc.nat({ max: 999_999_999 });
const part = fc.tuple(count, count).map(([a, b]) => ({ done: Math.min(a, b), total: Math.max(a, b) }));
const file = fc.record({ name: fc.stringMatching(/^[a-z/][A-Za-z0-9_./ -]{0,30}[a-z]$/), size: part }).map(({ name, size }) => ({ file: name, ...size }));
const transfer: fc.Arbitrary<Transfer> = fc.record({ files: part, bytes: part, progress: fc.array(file, { maxLength: 3 }) });
const session = fc.record({ peer: fc.oneof(fc.ipV4(), fc.ipV6()), receiving: transfer, sending: transfer }, { requiredKeys: ['peer'] });
const plan = fc.record({ id: fc.uuid(), operation: fc.constantFrom('Bootstrap', 'Restore replica count', 'Other'), sessions: fc.array(session, { maxLength: 3 }) });
const messages = fc.record({ pending: count, completed: count, dropped: count });
const stats: fc.Arbitrary<NetStats> = fc.record({
  mode: fc.constantFrom('NORMAL', 'MOVE_FAILED', 'DRAINING'), streams: fc.array(plan, { maxLength: 3 }),
  readRepair: fc.record({ attempted: count, mismatchBlocking: count, mismatchBackground: count }), messages: fc.record({ large: messages, small: messages, gossip: messages }),
});

function render({ mode, streams, readRepair, messages: pools }: NetStats): string {
  const percent = ({ done, total }: { done: number; total: number }) => total ? `${ (done / total * 100).toFixed(2) }%` : 'NaN%';
  const lines = (direction: string, done: string, peer: string, moved: Transfer | undefined) => moved ? [
    `        ${ direction } ${ moved.files.total } files, ${ moved.bytes.total } bytes total. Already ${ done } ${ moved.files.done } files (${ percent(moved.files) }), ${ moved.bytes.done } bytes total (${ percent(moved.bytes) })`,
    ...moved.progress.map((each) => `            ${ each.file } ${ each.done }/${ each.total } bytes (0%) ${ direction === 'Sending' ? 'sent to' : 'received from' } idx:0/${ peer }`),
  ] : [];
  const pool = (name: string, { pending, completed, dropped }: { pending: number; completed: number; dropped: number }) => `${ name } messages`.padEnd(25) + 'n/a'.padStart(10) + String(pending).padStart(10) + String(completed).padStart(15) + String(dropped).padStart(10);

  return [
    `Mode: ${ mode }`,
    ...streams.length ? [] : ['Not sending any streams.'],
    ...streams.flatMap(({ id, operation, sessions }) => [`${ operation } ${ id }`, ...sessions.flatMap((each) => [
      `    /${ each.peer }`, ...lines('Receiving', 'received', each.peer, each.receiving), ...lines('Sending', 'sent', each.peer, each.sending),
    ])]),
    'Read Repair Statistics:', `Attempted: ${ readRepair?.attempted }`, `Mismatch (Blocking): ${ readRepair?.mismatchBlocking }`, `Mismatch (Background): ${ readRepair?.mismatchBackground }`,
    'Pool Name                    Active   Pending      Completed   Dropped',
    ...pools ? [pool('Large', pools.large), pool('Small', pools.small), pool('Gossip', pools.gossip)] : [], '',
  ].join('\n');
}

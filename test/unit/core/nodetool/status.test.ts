import { describe, expect, it } from 'vitest';

import { NodetoolError } from '../../../../pkg/cassandra/core/nodetool/error';
import { parseStatus, type RingStatus } from '../../../../pkg/cassandra/core/nodetool/status';
import { ID, NOISY_2_2, SINGLE_TOKEN, STATES_5_0, TWO_DATACENTERS_3_11 } from './status-samples';

const only = (text: string) => parseStatus(text).datacenters[0]!.nodes;
const table = (...rows: string[]) => STATES_5_0.split('\n').slice(0, 5).concat(rows, '', '').join('\n');

describe('parseStatus', () => {
  it('reads every column of the vnodes layout', () => {
    expect(only(STATES_5_0)[0]).toEqual({
      up: true, state: 'normal', address: '10.42.0.7', load: 106199, tokens: 16, owns: 0.667, effective: true, hostId: ID.a, rack: 'rack1',
    });
  });

  it('reads every state, blank host IDs and question marks', () => {
    expect(only(STATES_5_0).map(({ up, state, load, owns, hostId, rack }) => [up, state, load, owns, hostId?.slice(0, 4), rack])).toEqual([
      [true, 'normal', 106199, 0.667, 'b020', 'rack1'],
      [false, 'normal', 1.5 * 1024 ** 3, 0.333, '75e5', 'rack 2'],
      [true, 'joining', 512, undefined, undefined, 'rack1'],
      [true, 'leaving', 2 * 1024 ** 4, 1, '8e9c', 'rack1'],
      [undefined, 'normal', undefined, 0, undefined, 'rack1'],
      [true, 'moving', 1024 ** 2, 0, 'c0ff', 'rack1'],
    ]);
  });

  it('reads several datacenters, overflowing columns, null host IDs and notes of 3.11', () => {
    const { datacenters, notes } = parseStatus(TWO_DATACENTERS_3_11);

    expect(datacenters.map(({ name, nodes }) => [name, nodes.length])).toEqual([['DC 1', 1], ['dc2', 1]]);
    expect(datacenters[0]!.nodes[0]).toEqual({
      up: true, state: 'normal', address: '10.16.2.5', load: 1048566, tokens: 32, owns: undefined, effective: false, hostId: ID.a, rack: 'Rack1-K8Demo',
    });
    expect(datacenters[1]!.nodes[0]).toMatchObject({ up: undefined, load: undefined, hostId: undefined, rack: 'r 1' });
    expect(notes).toEqual(['Non-system keyspaces don\'t have the same replication settings, effective ownership information is meaningless']);
  });

  it('reads the single-token layout with ports, a short token and a rack that looks like the start of a host ID', () => {
    expect(only(SINGLE_TOKEN)).toEqual([
      { up: true, state: 'normal', address: '10.244.1.12', port: 7000, load: 220467, token: '-1080085985719557225', owns: 0.333, effective: true, hostId: ID.a, rack: '1c' },
      { up: true, state: 'normal', address: '10.244.1.13', port: 7000, load: 101376, token: '0', owns: 0.667, effective: true, hostId: undefined, rack: '1c' },
    ]);
  });

  it('tells the same with old units, decimal commas, Windows line ends and warnings around it', () => {
    expect(parseStatus(NOISY_2_2)).toEqual(parseStatus(STATES_5_0));
  });

  it.each([
    ['10.0.0.1', { address: '10.0.0.1' }],
    ['10.0.0.1:7000', { address: '10.0.0.1', port: 7000 }],
    ['2001:db8:0:0:0:0:0:1', { address: '2001:db8:0:0:0:0:0:1' }],
    ['[2001:db8::1]:7001', { address: '2001:db8::1', port: 7001 }],
    ['db-0.db.prod.svc.cluster.local', { address: 'db-0.db.prod.svc.cluster.local' }],
    ['db-0.db.prod.svc.cluster.local:7000', { address: 'db-0.db.prod.svc.cluster.local', port: 7000 }],
  ])('reads the address %s', (text, expected) => {
    const { address, port } = only(table(`UN  ${ text }  1 KiB  16  66.7%  ${ ID.a }  r1`))[0]!;

    expect(port === undefined ? { address } : { address, port }).toEqual(expected);
  });

  it('accepts columns that came with single spaces, as copied from a web page', () => {
    expect(only(table(`UN 10.0.0.1 1 KiB 16 66.7% ${ ID.a } r1`, 'UJ 10.0.0.2 1 KiB 16 66.7% rack1')).map(({ hostId, rack }) => [hostId, rack])).toEqual([[ID.a, 'r1'], [undefined, 'rack1']]);
  });

  it('takes a text without its last line end, and ownership that is no number', () => {
    expect(only(STATES_5_0.trimEnd())).toEqual(only(STATES_5_0));
    expect(only(table(`UN  10.0.0.1  1 KiB  16  NaN  ${ ID.a }  r1`))[0]!.owns).toBeUndefined();
  });

  it('reads 1,000 rows in less than 50 ms', () => {
    const text = table(...Array.from({ length: 1000 }, (_, n) => `UN  10.42.${ n >> 8 }.${ n & 255 }    103.71 KiB  16      66.7%             ${ ID.a }  rack1 `));

    parseStatus(text);
    const start = performance.now();

    expect(only(text)).toHaveLength(1000);
    expect(performance.now() - start).toBeLessThan(50);
  });
});

describe('parseStatus of what is not a status', () => {
  it.each([
    ['connection refused', 'nodetool: Failed to connect to \'127.0.0.1:7199\' - ConnectException: \'Connection refused (Connection refused)\'.\n',
      'reported', 'nodetool: Failed to connect to \'127.0.0.1:7199\' - ConnectException: \'Connection refused (Connection refused)\'.'],
    ['unknown keyspace', '\nError: The keyspace nope, does not exist\n', 'reported', 'Error: The keyspace nope, does not exist'],
    ['unknown keyspace in 6.0', '\nError: The keyspace nope, does not exist\nerror: The keyspace nope, does not exist\n-- StackTrace --\njava.lang.IllegalArgumentException: The keyspace nope, does not exist\n\tat x.Y.z(Y.java:1)\n',
      'reported', 'error: The keyspace nope, does not exist'],
    ['stack trace', 'WARN  10:00:00 something\nerror: No nodes present\nin the cluster\n-- StackTrace --\njava.lang.RuntimeException\n\tat x.Y.z(Y.java:1)\n',
      'reported', 'error: No nodes present in the cluster'],
    ['server not ready', 'Exception in thread "main" java.lang.IllegalArgumentException: Server is not initialized yet, cannot run nodetool.\n\tat x.Y.z(Y.java:1)\n',
      'reported', 'Server is not initialized yet, cannot run nodetool.'],
    ['bad usage', 'nodetool: Found unexpected parameters: [-x]\nSee \'nodetool help\' or \'nodetool help <command>\'.\n', 'reported', 'nodetool: Found unexpected parameters: [-x]'],
    ['no nodetool', 'bash: line 1: nodetool: command not found\n', 'unrecognised', 'bash: line 1: nodetool: command not found'],
    ['note without a ring', '\nNote: The node does not have system_traces yet, probably still bootstrapping.\n', 'unrecognised', 'Note: The node does not have system_traces yet, probably still bootstrapping.'],
    ['nothing', '', 'empty', 'nodetool status printed nothing'],
    ['white space and warnings', ' \r\n\nPicked up JAVA_TOOL_OPTIONS: -Xmx64m\n', 'empty', 'nodetool status printed nothing'],
    ['nodetool ring', '\nDatacenter: dc1\n==========\nAddress    Rack   Status State   Load        Owns   Token\n', 'unrecognised', 'not the output of nodetool status: Address    Rack   Status State   Load        Owns   Token'],
    ['a failure in the middle', `${ STATES_5_0 }error: null\n-- StackTrace --\njava.lang.NullPointerException\n`, 'reported', 'error: null'],
  ])('says why: %s', (_, text, reason, message) => {
    expect(failureOf(text)).toMatchObject({ name: 'NodetoolError', reason, message });
  });

  it.each([
    'UX  10.0.0.1  1 KiB  16  66.7%  b02089d1-0521-42e1-bbed-900656a58b68  r1',
    'UN  10.0.0.1  1 XiB  16  66.7%  b02089d1-0521-42e1-bbed-900656a58b68  r1',
    'UN  10.0.0.1  1 KiB  66.7%  b02089d1-0521-42e1-bbed-900656a58b68  r1',
    'UN  10.0.0.1  1 KiB  16  66.7%  b02089d1-0521-42e1-bbed-900656a58b68',
    'UN  10.0.0.1  1 KiB  16  66.7%  b02089d1-0521',
    'UN  10.0.0.1  1 KiB  16  66.7%',
    'What is this?',
  ])('names the line that cannot be read: %s', (row) => {
    const error = failureOf(table(`UN  10.0.0.9  1 KiB  16  66.7%  ${ ID.a }  r1`, row));

    expect(error).toMatchObject({ reason: 'malformed', line: row });
    expect(error.message).toContain(row);
  });

  it('gives no half row wherever the text is cut', () => {
    const whole = only(STATES_5_0);

    for (let length = 0; length < STATES_5_0.trimEnd().length; length++) {
      let rows: RingStatus['datacenters'][number]['nodes'] = [];

      try {
        rows = only(STATES_5_0.slice(0, length));
      } catch (error) {
        expect(error, `cut at ${ length }`).toBeInstanceOf(NodetoolError);
      }
      expect(rows, `cut at ${ length }`).toEqual(whole.slice(0, rows.length));
    }
  });

  it('does not slow down on hostile lines', () => {
    const start = performance.now();

    for (const filler of ['1', ' ', 'a', '1 ', '-', '0-', 'UN ', ':', '1,']) {
      const hostile = `${ filler.repeat(20_000) }!`;

      expect(() => parseStatus(table(`UN  10.0.0.1  ${ hostile }`))).toThrow(NodetoolError);
      expect(() => parseStatus(table(`UN  10.0.0.1  1 KiB  16  ${ hostile }`))).toThrow(NodetoolError);
      expect(() => parseStatus(STATES_5_0.replace('Address', `Address ${ hostile }`))).toThrow(NodetoolError);
    }
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

function failureOf(text: string): NodetoolError {
  try {
    parseStatus(text);
  } catch (error) {
    if (error instanceof NodetoolError) {
      return error;
    }
    throw error;
  }
  throw new Error('parsed without an error');
}

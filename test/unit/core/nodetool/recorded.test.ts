// What real nodes printed; how it was recorded is in test/unit/recorded/README.md.
import { describe, expect, it } from 'vitest';

import { NodetoolError } from '../../../../pkg/cassandra/core/nodetool/error';
import { stateCode } from '../../../../pkg/cassandra/core/nodetool/state-code';
import { type NodeStatus, parseStatus } from '../../../../pkg/cassandra/core/nodetool/status';
import { recorded, VERSIONS } from './recorded';

const MEANINGLESS = 'Non-system keyspaces don\'t have the same replication settings, effective ownership information is meaningless';

/** What is the same in every run of the recording, by address: host IDs, loads and tokens are chance. */
const facts = ({ address, port, tokens, rack, effective, owns, ...node }: NodeStatus) => [stateCode(node), address, port, tokens, rack, effective ? 'effective' : owns];

const states: [string, string[], string[]][] = [
  ['status', ['UN', 'UN', 'UN'], []],
  ['status-meaningless', ['UN', 'UN', 'UN'], [MEANINGLESS]],
  ['status-leaving', ['UN', 'UN', 'UL'], [MEANINGLESS]],
  ['status-joining', ['UN', 'UN', 'UJ'], [MEANINGLESS]],
  ['status-down', ['UN', 'DN'], [MEANINGLESS]],
  ['status-keyspace', ['UN', 'UN', 'UN'], []],
  ['status-ports', ['UN', 'UN', 'UN'], []],
];

describe.each(VERSIONS)('Cassandra %s', (version) => {
  it.each(states)('%s', (what, expected, notes) => {
    const { datacenters, notes: noted } = parseStatus(recorded(what, version));
    const nodes = datacenters.flatMap((datacenter) => datacenter.nodes).sort((a, b) => a.address.localeCompare(b.address));

    expect(datacenters.map(({ name }) => name)).toStrictEqual(['dc1']);
    expect(nodes.map(facts)).toStrictEqual(expected.map((state, index) => [
      state, `10.99.0.${ index + 1 }`, what === 'status-ports' ? 7000 : undefined, 16, `rack${ index + 1 }`, notes.length ? undefined : 'effective',
    ]));
    expect(new Set(nodes.map(({ hostId }) => hostId)).size).toBe(expected.length);
    expect(nodes.every(({ load }) => Number(load) > 0)).toBe(true);
    expect(noted).toStrictEqual(notes);
  });

  it.each([
    ['status-nosuch', 'The keyspace nosuch, does not exist'],
    ['not-running', 'Connection refused'],
  ])('%s is an error with nodetool\'s own words', (what, words) => {
    const parse = () => parseStatus(recorded(what, version));

    expect(parse).toThrow(NodetoolError);
    expect(parse).toThrow(words);
  });

  it.each(['info', 'netstats', 'describecluster', 'tpstats', 'gossipinfo', 'compactionstats'])('%s is no status', (what) => {
    expect(() => parseStatus(recorded(what, version))).toThrow(NodetoolError);
  });
});

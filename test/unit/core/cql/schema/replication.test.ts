import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { classify } from '../../../../../pkg/cassandra/core/cql/classify';
import { judgeReplication } from '../../../../../pkg/cassandra/core/cql/schema/replication';
import { quorumMeets, replicationChange } from '../../../../../pkg/cassandra/core/cql/schema/replication-change';
import { summariseRing, type RingSummary } from '../../../../../pkg/cassandra/core/cql/schema/ring-summary';
import type { KeyspaceReplication } from '../../../../../pkg/cassandra/core/nodetool/describe-cluster';

/** `{ berlin: [2, 1] }`: a datacenter with a rack of two nodes and one of one. */
function ring(datacenters: Readonly<Record<string, readonly number[]>>): RingSummary {
  return summariseRing(Object.entries(datacenters).flatMap(([datacenter, racks]) => racks.flatMap((nodes, rack) => Array.from({ length: nodes }, () => ({ datacenter, rack: `r${ rack }` })))));
}

const network = (copies: Readonly<Record<string, number | string>>, name = 'shop'): KeyspaceReplication => ({ name, strategy: 'NetworkTopologyStrategy', options: Object.fromEntries(Object.entries(copies).map(([key, value]) => [key, String(value)])) });
const simple = (copies: number, name = 'shop'): KeyspaceReplication => ({ name, strategy: 'SimpleStrategy', options: { replication_factor: String(copies) } });

describe('what replication means', () => {
  it.each<[string, KeyspaceReplication, RingSummary, string[]]>([
    ['three in three racks', network({ berlin: 3 }), ring({ berlin: [1, 1, 1] }), []],
    ['three in one rack', network({ berlin: 3 }), ring({ berlin: [3] }), []],
    ['one', network({ berlin: 1 }), ring({ berlin: [3] }), ['critical singleCopy berlin']],
    ['one beside three', network({ berlin: 3, oslo: 1 }), ring({ berlin: [3], oslo: [3] }), ['warning singleCopyHere oslo']],
    ['two', network({ berlin: 2 }), ring({ berlin: [3] }), ['warning noSpareAtQuorum berlin']],
    ['three on two nodes', network({ berlin: 3 }), ring({ berlin: [2] }), ['warning aboveNodes berlin']],
    ['three on one node', network({ berlin: 3 }), ring({ berlin: [1] }), ['critical quorumLacking berlin']],
    ['a datacenter that is not there', network({ berlin: 3, Oslo: 3 }), ring({ berlin: [3] }), ['critical unknownDatacenter Oslo']],
    ['a datacenter without copies', network({ berlin: 3 }), ring({ berlin: [3], oslo: [1] }), ['notice withoutCopies oslo']],
    ['two racks for three copies', network({ berlin: 3 }), ring({ berlin: [2, 2] }), ['warning unevenRacks berlin']],
    ['racks of different size', network({ berlin: 3 }), ring({ berlin: [3, 3, 1] }), ['notice unequalRacks berlin']],
    ['more racks than copies, of different size', network({ berlin: 3 }), ring({ berlin: [3, 1, 1, 1] }), []],
    ['simple in one datacenter', simple(3), ring({ berlin: [3] }), ['notice simpleStrategy ']],
    ['simple in two', simple(3), ring({ berlin: [3], oslo: [3] }), ['warning simpleAcrossDatacenters ']],
    ['transient', network({ berlin: '3/1' }), ring({ berlin: [3] }), ['notice transient berlin']],
    ['logins on one of three', simple(1, 'system_auth'), ring({ berlin: [3] }), ['critical singleCopy ', 'critical authFew ', 'notice simpleStrategy ']],
    ['logins on two of two', network({ berlin: 2 }, 'system_auth'), ring({ berlin: [2] }), ['warning noSpareAtQuorum berlin']],
    ['what Cassandra makes for itself, on a single node', simple(3, 'system_distributed'), ring({ berlin: [1] }), ['notice quorumLacking ', 'notice simpleStrategy ']],
  ])('%s', (_, replication, of, concerns) => {
    expect(judgeReplication(replication, of).concerns.map(({ code, severity, datacenter }) => `${ severity } ${ code } ${ datacenter }`)).toEqual(concerns);
  });

  it.each<[string, KeyspaceReplication, RingSummary, unknown]>([
    ['three on three', network({ berlin: 3 }), ring({ berlin: [3] }), [[['berlin', 2, 1, undefined]], 1]],
    ['three in three racks of three', network({ berlin: 3 }), ring({ berlin: [3, 3, 3] }), [[['berlin', 2, 1, 1]], 1]],
    ['three in two racks', network({ berlin: 3 }), ring({ berlin: [2, 2] }), [[['berlin', 2, 1, 0]], 1]],
    ['five in five racks', network({ berlin: 5 }), ring({ berlin: [1, 1, 1, 1, 1] }), [[['berlin', 4, 2, 2]], 2]],
    ['two', network({ berlin: 2 }), ring({ berlin: [2] }), [[['berlin', 1, 0, undefined]], 0]],
    ['three on one', network({ berlin: 3 }), ring({ berlin: [1] }), [[['berlin', 0, -1, undefined]], -1]],
    ['three and three', network({ berlin: 3, oslo: 3 }), ring({ berlin: [3], oslo: [3] }), [[['berlin', 2, 1, undefined], ['oslo', 2, 1, undefined]], 2]],
    ['simple three on five', simple(3), ring({ berlin: [5] }), [[['', 2, 1, undefined]], 1]],
  ])('%s survives', (_, replication, of, expected) => {
    const { places, atQuorum } = judgeReplication(replication, of);

    expect([places.map(({ datacenter, atOne, atLocalQuorum, racksAtLocalQuorum }) => [datacenter, atOne, atLocalQuorum, racksAtLocalQuorum]), atQuorum]).toEqual(expected);
  });

  it.each([['LocalStrategy', 'local'], ['EverywhereStrategy', 'everywhere'], ['com.example.Own', 'unknown'], ['', 'unknown'], ['NetworkTopologyStrategy', 'unknown']])('%s is %s', (strategy, kind) => {
    expect(judgeReplication({ name: 'x', strategy, options: {} }, ring({ berlin: [3] }))).toEqual({ kind, places: [], concerns: [] });
  });
});

describe('a change of replication', () => {
  const three = ring({ berlin: [3] });
  const nine = ring({ berlin: [9] });
  const both = ring({ berlin: [3], oslo: [3] });

  it.each<[string, KeyspaceReplication, KeyspaceReplication, RingSummary, string[], string[]]>([
    ['one to two', network({ berlin: 1 }), network({ berlin: 2 }), three, ['after repair berlin 3'], ['warning oneMisses berlin']],
    ['two to three', network({ berlin: 2 }), network({ berlin: 3 }), three, ['after repair berlin 3'], ['warning oneMisses berlin']],
    ['one to three', network({ berlin: 1 }), network({ berlin: 3 }), three, ['after repair berlin 3'], ['danger quorumMisses berlin 2']],
    ['three to five', network({ berlin: 3 }), network({ berlin: 5 }), nine, ['after repair berlin 9'], ['danger quorumMisses berlin 4']],
    ['three to two', network({ berlin: 3 }), network({ berlin: 2 }), three, ['after cleanup berlin 3'], []],
    ['three to one', network({ berlin: 3 }), network({ berlin: 1 }), three, ['before repair berlin 3', 'after cleanup berlin 3'], ['danger singleCopy ', 'danger quorumMisses berlin 2']],
    ['three to five on three nodes', network({ berlin: 3 }), network({ berlin: 5 }), three, [], ['warning aboveNodes berlin']],
    ['five to three on three nodes', network({ berlin: 5 }), network({ berlin: 3 }), three, [], []],
    ['three to seven on three nodes', network({ berlin: 3 }), network({ berlin: 7 }), three, [], ['block quorumLacking berlin']],
    ['to no copies', network({ berlin: 3 }), network({}), three, ['before repair berlin 3', 'after cleanup berlin 3'], ['block noCopies ', 'danger datacenterLeaves berlin']],
    ['to a strategy of its own', network({ berlin: 3 }), { name: 'shop', strategy: 'LocalStrategy', options: {} }, three, ['before repair berlin 3', 'after cleanup berlin 3'], ['block noCopies ', 'danger datacenterLeaves berlin']],
    ['to a datacenter that is not there', network({ berlin: 3 }), network({ berlin: 3, Oslo: 3 }), three, [], ['block unknownDatacenter Oslo']],
    ['nothing', network({ berlin: 3 }), network({ berlin: 3 }), three, [], ['block unchanged ']],
    ['a second datacenter', network({ berlin: 3 }), network({ berlin: 3, oslo: 3 }), both, ['after rebuild oslo 3 from berlin'], ['danger datacenterJoins oslo']],
    ['one datacenter less', network({ berlin: 3, oslo: 3 }), network({ berlin: 3 }), both, ['before repair oslo 3', 'after cleanup oslo 3'], ['danger datacenterLeaves oslo']],
    ['another datacenter instead', network({ berlin: 3 }), network({ oslo: 3 }), both, ['before repair berlin 3', 'after cleanup berlin 3', 'after repair oslo 3'], ['block noneKept ', 'danger datacenterLeaves berlin', 'danger datacenterJoins oslo']],
    ['simple to network in one rack', simple(3), network({ berlin: 3 }), three, [], []],
    ['simple to network in one rack, and more', simple(2), network({ berlin: 3 }), three, ['after repair berlin 3'], ['warning oneMisses berlin']],
    ['simple to network in three racks', simple(3), network({ berlin: 3 }), ring({ berlin: [1, 1, 1] }), ['after repair  3', 'after cleanup  3'], ['danger placementMoves ']],
    ['simple to network in two datacenters', simple(3), network({ berlin: 3, oslo: 3 }), both, ['after repair  6', 'after cleanup  6'], ['danger placementMoves ']],
    ['logins from three to two', network({ berlin: 3 }, 'system_auth'), network({ berlin: 2 }, 'system_auth'), three, ['after cleanup berlin 3'], ['danger authFew berlin']],
    ['logins from five to four', network({ berlin: 5 }, 'system_auth'), network({ berlin: 4 }, 'system_auth'), nine, ['after cleanup berlin 9'], ['warning authLowered berlin']],
    ['logins from simple to two', simple(3, 'system_auth'), network({ berlin: 3, oslo: 2 }, 'system_auth'), both, ['after repair  6', 'after cleanup  6'], ['danger placementMoves ', 'danger authFew oslo']],
  ])('%s', (_, from, to, of, due, concerns) => {
    const change = replicationChange(from, to, of);

    expect(change.due.map(({ action, when, datacenter, nodes, source }) => `${ when } ${ action } ${ datacenter } ${ nodes }${ source === undefined ? '' : ` from ${ source }` }`)).toEqual(due);
    expect(change.concerns.map(({ code, severity, datacenter, step }) => `${ severity } ${ code } ${ datacenter }${ step === undefined ? '' : ` ${ step }` }`)).toEqual(concerns);
  });

  it('waits for nodes that join', () => {
    const [berlin] = ring({ berlin: [3] });

    expect(replicationChange(network({ berlin: 2 }), network({ berlin: 3 }), [{ ...berlin!, unsettled: 1 }]).concerns[0]).toMatchObject({ code: 'unsettled', severity: 'block', datacenter: 'berlin', nodes: 1 });
    expect(summariseRing([{ datacenter: 'berlin', rack: 'a', unsettled: true }, { datacenter: 'berlin', rack: 'b' }])).toEqual([{ name: 'berlin', racks: [{ name: 'a', nodes: 1 }, { name: 'b', nodes: 1 }], unsettled: 1 }]);
  });

  it('is one statement', () => {
    const { statement } = replicationChange({ ...simple(1), name: 'Odd"' }, { ...network({ [`it's`]: 3, berlin: 2 }), name: 'Odd"' }, three);

    expect(statement).toBe(`ALTER KEYSPACE "Odd""" WITH replication = {'class': 'NetworkTopologyStrategy', 'berlin': '2', 'it''s': '3'}`);
    expect(classify(statement)).toMatchObject({ kind: 'alter', object: 'keyspace', targets: [{ name: 'Odd"' }] });
  });
});

describe('quorums before and after', () => {
  /** Tries all: whether a written quorum can be such that a read quorum misses it. */
  function canMiss(from: number, to: number): boolean {
    const all = Array.from({ length: Math.max(from, to) }, (_, index) => index);
    const subsets = (of: readonly number[], size: number): number[][] => size === 0 ? [[]] : of.flatMap((one, index) => subsets(of.slice(index + 1), size - 1).map((rest) => [one, ...rest]));
    const quorum = (copies: number) => Math.floor(copies / 2) + 1;

    return subsets(all.slice(0, from), quorum(from)).some((written) => subsets(all.slice(0, to), quorum(to)).some((read) => !read.some((node) => written.includes(node))));
  }

  it('meet if no choice of nodes keeps them apart', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }), (from, to) => {
      expect(quorumMeets(from, to)).toBe(!canMiss(from, to));
    }), { numRuns: 200 });
  });

  it('always meet over one step', () => {
    for (let copies = 1; copies < 20; copies++) {
      expect([quorumMeets(copies, copies + 1), quorumMeets(copies + 1, copies)]).toEqual([true, true]);
    }
  });
});

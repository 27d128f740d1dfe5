import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { draftFields, draftOf, isSameReplication, wantedReplication, whyUnchangeable, withStrategy, type ReplicationDraft } from '../../../../../pkg/cassandra/core/cql/schema/replication-draft';
import { summariseRing } from '../../../../../pkg/cassandra/core/cql/schema/ring-summary';
import type { KeyspaceReplication } from '../../../../../pkg/cassandra/core/nodetool/describe-cluster';
import { shop } from './rows';

const ring = summariseRing(['berlin', 'berlin', 'berlin', 'oslo', 'oslo'].map((datacenter) => ({ datacenter, rack: 'r1' })));
const network = (options: Readonly<Record<string, string>>): KeyspaceReplication => ({ name: 'shop', strategy: 'NetworkTopologyStrategy', options });
const simple = (factor: string): KeyspaceReplication => ({ name: 'shop', strategy: 'SimpleStrategy', options: { replication_factor: factor } });

/** What is wanted once these are typed into the fields. */
function typed(from: KeyspaceReplication, copies: Readonly<Record<string, string>>, strategy = draftOf(from).strategy) {
  const draft: ReplicationDraft = { strategy, copies: { ...draftOf(from).copies, ...copies } };

  return wantedReplication(from.name, strategy, draftFields(draft, from, ring));
}

describe('a draft of replication', () => {
  it('has a field for each datacenter of the ring and of the keyspace', () => {
    const from = network({ berlin: '3', gone: '2' });

    expect(draftFields(draftOf(from), from, ring)).toEqual([
      { datacenter: 'berlin', text: '3', was: '3', nodes: 3 }, { datacenter: 'gone', text: '2', was: '2', nodes: 0 }, { datacenter: 'oslo', text: '0', was: '0', nodes: 2 },
    ]);
  });

  it.each<[string, KeyspaceReplication, Record<string, string>, KeyspaceReplication | undefined]>([
    ['nothing', network({ berlin: '3' }), {}, network({ berlin: '3' })],
    ['more', network({ berlin: '3' }), { oslo: ' 2 ' }, network({ berlin: '3', oslo: '2' })],
    ['none', network({ berlin: '3', oslo: '2' }), { oslo: '0' }, network({ berlin: '3' })],
    ['zeros', network({ berlin: '3', oslo: '2' }), { oslo: '000', berlin: '03' }, network({ berlin: '3' })],
    ['simple', simple('1'), { '': '3' }, simple('3')],
    ['what is transient and stays', network({ berlin: '3/1' }), { oslo: '1' }, network({ berlin: '3/1', oslo: '1' })],
    ['a letter', network({ berlin: '3' }), { berlin: 'x' }, undefined],
    ['nothing at all', network({ berlin: '3' }), { berlin: ' ' }, undefined],
    ['less than none', network({ berlin: '3' }), { berlin: '-1' }, undefined],
    ['a fraction', network({ berlin: '3' }), { berlin: '1.5' }, undefined],
    ['new transient ones', network({ berlin: '3' }), { berlin: '3/1' }, undefined],
    ['too many', network({ berlin: '3' }), { berlin: '1001' }, undefined],
  ])('reads %s', (_, from, copies, expected) => {
    expect(typed(from, copies)).toEqual(expected);
  });

  it.each([['', 'empty'], ['x', 'notWhole'], ['99999999999', 'tooMany']])('says what is wrong with "%s"', (text, fault) => {
    const from = network({ berlin: '3' });

    expect(draftFields({ strategy: 'NetworkTopologyStrategy', copies: { berlin: text } }, from, ring)[0]?.fault).toBe(fault);
  });

  it('of another strategy proposes the number for each datacenter, and keeps what was typed', () => {
    const from = simple('2');
    const changed = withStrategy({ ...draftOf(from), copies: { '': '3', oslo: '1' } }, 'NetworkTopologyStrategy', ring);

    expect(draftFields(changed, from, ring).map(({ datacenter, text }) => [datacenter, text])).toEqual([['berlin', '3'], ['oslo', '1']]);
    expect(draftFields(withStrategy(changed, 'SimpleStrategy', ring), from, ring).map(({ text }) => text)).toEqual(['3']);
  });

  it('knows datacenters that are called like what every object has', () => {
    const odd = summariseRing([{ datacenter: 'constructor', rack: 'r' }, { datacenter: 'toString', rack: 'r' }]);

    expect(draftFields(draftOf(network({})), network({}), odd).map(({ text }) => text)).toEqual(['0', '0']);
  });

  it('that nobody has touched is what there is', () => {
    const copies = fc.integer({ min: 1, max: 99 }).map(String);

    fc.assert(fc.property(fc.dictionary(fc.string({ minLength: 1 }).filter((name) => name !== 'class' && name !== 'replication_factor'), copies), (options) => {
      const from = network(options);

      expect(isSameReplication(wantedReplication('shop', 'NetworkTopologyStrategy', draftFields(draftOf(from), from, ring))!, from)).toBe(true);
    }));
  });
});

describe('keyspaces whose replication is not changed here', () => {
  const keyspace = shop.keyspaces.get('shop')!;

  it.each([
    ['virtual', { ...keyspace, virtual: true }], ['local', shop.keyspaces.get('system')!],
    ['otherStrategy', { ...keyspace, replication: { name: 'shop', strategy: 'com.example.Own', options: {} } }], [undefined, keyspace], [undefined, shop.keyspaces.get('Odd"')!],
  ])('%s', (why, of) => {
    expect(whyUnchangeable(of)).toBe(why);
  });
});

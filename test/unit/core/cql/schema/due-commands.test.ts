import { describe, expect, it } from 'vitest';

import { dueCommands } from '../../../../../pkg/cassandra/core/cql/schema/due-commands';
import { replicationChange, type Due } from '../../../../../pkg/cassandra/core/cql/schema/replication-change';
import { summariseRing } from '../../../../../pkg/cassandra/core/cql/schema/ring-summary';
import { node } from './answers';

const nodes = [node('10.0.0.1'), node('10.0.0.2'), node('10.1.0.1', { datacenter: 'os lo' }), node('10.1.0.2', { datacenter: 'os lo', pod: undefined })];
const both = summariseRing(nodes);
const one = summariseRing(nodes.slice(0, 2));
const placeOf = (pod: string) => ({ namespace: 'db', pod, container: 'cassandra' });
const due = (action: Due['action'], datacenter: string, more: Partial<Due> = {}): Due => ({ action, when: 'after', datacenter, nodes: 2, ...more });
const commands = (dues: readonly Due[], ring = both, keyspace = 'shop') => dueCommands(keyspace, dues, ring, nodes, placeOf).map(({ command }) => command);

describe('commands for what is due', () => {
  it.each([
    ['a repair of one datacenter', [due('repair', 'berlin')], both, ['nodetool repair -full shop']],
    ['a repair of the only datacenter', [due('repair', 'berlin')], one, ['nodetool repair -full -pr shop']],
    ['a repair of all', [due('repair', 'berlin'), due('repair', 'os lo')], both, ['nodetool repair -full -pr shop', 'nodetool repair -full -pr shop']],
    ['a repair of the whole ring', [due('repair', '')], both, ['nodetool repair -full -pr shop']],
    ['repairs at different times', [due('repair', 'berlin'), due('repair', 'os lo', { when: 'before' })], both, ['nodetool repair -full shop', 'nodetool repair -full shop']],
    ['a rebuild', [due('rebuild', 'berlin', { source: 'os lo' })], both, [`nodetool rebuild -ks shop -- 'os lo'`]],
    ['a clean-up', [due('cleanup', 'berlin')], both, ['nodetool cleanup shop']],
  ])('%s', (_, dues, ring, expected) => {
    expect(commands(dues, ring)).toEqual(expected);
  });

  it('are put into a line for each pod, and say where there is none', () => {
    const [first] = dueCommands('shop', [due('repair', 'os lo')], both, nodes, placeOf);

    expect(first).toMatchObject({ pods: ['pod-10.1.0.1'], elsewhere: ['10.1.0.2'], script: 'kubectl exec -n db pod-10.1.0.1 -c cassandra -- env MAX_HEAP_SIZE=128M nodetool repair -full shop' });
  });

  it('leave out the container where it is not known', () => {
    expect(dueCommands('shop', [due('cleanup', 'berlin')], both, nodes, (pod) => ({ namespace: 'db', pod }))[0]?.script.split('\n')[0]).toBe('kubectl exec -n db pod-10.0.0.1 -- env MAX_HEAP_SIZE=128M nodetool cleanup shop');
  });

  it('cannot be broken out of by a name', () => {
    expect(commands([due('rebuild', 'berlin', { source: `a'; rm -rf /` })])[0]).toBe(`nodetool rebuild -ks shop -- 'a'\\''; rm -rf /'`);
    expect(commands([due('rebuild', 'berlin', { source: `-x'; b\n` })])[0]).toBe(`nodetool rebuild -ks shop -- '-x'\\''; b\n'`);
  });

  it('of a change are for its own nodes', () => {
    const { due: dues } = replicationChange({ name: 'shop', strategy: 'NetworkTopologyStrategy', options: { berlin: '1' } }, { name: 'shop', strategy: 'NetworkTopologyStrategy', options: { berlin: '2' } }, both);

    expect(dueCommands('shop', dues, both, nodes, placeOf).map(({ pods }) => pods)).toEqual([['pod-10.0.0.1', 'pod-10.0.0.2']]);
  });
});

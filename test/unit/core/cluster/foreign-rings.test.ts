import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import type { StatefulSet } from 'kubernetes-types/apps/v1';
import { describe, expect, it } from 'vitest';

import { findClusters } from '../../../../pkg/cassandra/core/cluster/cluster';
import { originOf, ownersOf } from '../../../../pkg/cassandra/core/cluster/origin';
import { recognise } from '../../../../pkg/cassandra/core/cluster/recognise';

/** The manifests that the end-to-end test applies. */
const sets = (loadAll(readFileSync(join(__dirname, '../../../e2e/support/foreign-rings.yaml'), 'utf8')) as (StatefulSet | null)[])
  .flatMap((set) => set ? [{ ...set, metadata: { ...set.metadata, namespace: 'prod' } }] : []);
const clusters = findClusters(sets);
const find = (name: string) => clusters.find((cluster) => cluster.name === name)!;

describe('rings made by others', () => {
  it('are found, with those racks put together that are known to be one ring', () => {
    expect(clusters.map(({ name, members }) => [name, ...members.map((member) => member.name)])).toEqual([
      ['article', 'article'], ['demo', 'demo-dc1-r1-sts', 'demo-dc1-r2-sts'], ['example', 'example'], ['hand-a', 'hand-a', 'hand-b'],
      ['legacy', 'legacy'], ['official', 'official'], ['shop-cassandra', 'shop-cassandra'],
    ]);
  });

  it.each([
    ['article', '3.11.2', 'DC1-K8Demo', 'Rack1-K8Demo', 'cassandra'],
    ['example', '3.11.2', undefined, undefined, 'cassandra'],
    ['shop-cassandra', '5.0.5', 'datacenter1', 'rack1', 'cassandra'],
    ['legacy', '4.1.9', undefined, undefined, 'db'],
    ['official', '4.1.10', undefined, undefined, 'db'],
    ['demo', '4.1.9', 'dc1', 'r1', 'cassandra'],
  ])('%s: version %s, datacenter %s, rack %s, nodetool in container %s', (name, version, datacenter, rack, container) => {
    expect(find(name).members[0]).toMatchObject({ version, datacenter, rack, container });
  });

  it('name who made them, each owner once', () => {
    expect(['shop-cassandra', 'demo', 'hand-a'].map((name) => originOf(find(name)))).toEqual([
      { code: 'helm', name: 'shop' }, { code: 'operator', name: 'CassandraDatacenter dc1' }, { code: 'unknown', name: '' },
    ]);
    expect(ownersOf(find('demo')).map(({ apiVersion, name }) => [apiVersion, name])).toEqual([['cassandra.datastax.com/v1beta1', 'dc1']]);
  });

  it('are told from a database of the same family', () => {
    expect(sets.flatMap((set) => recognise(set).relative ?? [])).toEqual(['scylladb/scylla:6.2.3']);
  });
});

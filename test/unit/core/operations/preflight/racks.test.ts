import { describe, expect, it } from 'vitest';

import { compose } from '../../../../../pkg/cassandra/core/manifest/compose';
import { defaultSpec } from '../../../../../pkg/cassandra/core/manifest/spec';
import { ofKind } from '../../../../../pkg/cassandra/core/object/object';
import { preflight } from '../../../../../pkg/cassandra/core/operations/preflight';
import { description, ringOf } from '../../cluster/findings/facts';
import { claim, node, pod } from '../../cluster/objects';
import { compactions, input, netstats, spread } from './input';
import type { KeyspaceReplication } from '../../../../../pkg/cassandra/core/nodetool/describe-cluster';

const RACKS = ['a', 'b', 'c'];

/** Three racks of so many nodes, each a StatefulSet. */
function racks(nodes: number, targets: [number, number, number], ...keyspaces: KeyspaceReplication[]) {
  const sets = ofKind(compose({ ...defaultSpec('db', 'prod'), racks: RACKS.map((name) => ({ name, nodes })) }), 'StatefulSet');
  const places = RACKS.flatMap((rack, index) => Array.from({ length: nodes }, (_, ordinal) => ({ rack, name: `db-${ rack }-${ ordinal }`, ip: `10.0.${ index }.${ ordinal }` })));
  const statefulSets = sets.map((set) => ({ ...set, metadata: { ...set.metadata, generation: 2 }, status: { replicas: nodes, readyReplicas: nodes, observedGeneration: 2, currentRevision: 'r', updateRevision: 'r' } }));

  return input({
    targets:     Object.fromEntries(RACKS.map((rack, index) => [`db-${ rack }`, targets[index] ?? nodes])),
    netstats:    new Map(places.map(({ name }) => netstats(name))),
    compactions: new Map(places.map(({ name }) => compactions(name))),
    facts:       {
      statefulSets,
      pods:        places.map(({ name, ip }) => pod(name, { ip })),
      claims:      places.map(({ name }) => claim(`data-${ name }`)),
      ring:        ringOf(...places.map(({ ip, rack }) => node(ip, { rack }))),
      description: description({ keyspaces }),
    },
  });
}

const problems = (...[kind, given]: Parameters<typeof preflight>) => preflight(kind, given).filter(({ outcome }) => outcome !== 'passed').map(({ code, outcome }) => `${ code }: ${ outcome }`);

describe('preflight of a ring of several StatefulSets', () => {
  it('counts the nodes of all racks', () => {
    expect(problems('scaleDown', racks(2, [1, 1, 1], spread('shop', { dc1: 3 })))).toEqual([]);
    expect(problems('scaleDown', racks(2, [1, 1, 1], spread('shop', { dc1: 4 })))).toEqual(['replication: blocking']);
    expect(problems('scaleDown', racks(2, [2, 1, 1], spread('shop', { dc1: 4 })))).toEqual([]);
  });

  it('leaves no rack empty, nor without its seed', () => {
    expect(problems('scaleDown', racks(2, [0, 2, 2], spread('shop', { dc1: 3 })))).toEqual(['rackFloor: blocking', 'seedsStay: blocking']);
  });

  it('looks at what comes in each rack', () => {
    const up = racks(1, [2, 2, 2]);
    const codes = problems('scaleUp', { ...up, facts: { ...up.facts, claims: [...up.facts.claims ?? [], claim('data-db-b-1')] } });

    expect(problems('scaleUp', up)).toEqual(['hostRoom: warning', 'volumes: warning']);
    expect(codes).toContain('orphanedClaims: blocking');
  });

  it('takes a consent for what it was given for, in whatever order the racks are written', () => {
    const one = racks(2, [1, 1, 1], spread('system_auth', { dc1: 6 }));
    const consent = (given: typeof one) => preflight('scaleDown', given).find(({ code }) => code === 'systemReplication')?.consent;

    expect(consent(one)).toBeDefined();
    expect(consent({ ...one, targets: { 'db-c': 1, 'db-b': 1, 'db-a': 1 } })).toBe(consent(one));
    expect(consent({ ...one, targets: { 'db-a': 1, 'db-b': 1, 'db-c': 2 } })).not.toBe(consent(one));
  });
});

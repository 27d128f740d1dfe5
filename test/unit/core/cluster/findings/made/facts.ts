import type { Pod } from 'kubernetes-types/core/v1';

import { findClusters } from '../../../../../../pkg/cassandra/core/cluster/cluster';
import type { Facts } from '../../../../../../pkg/cassandra/core/cluster/facts';
import { findAll, type Finding } from '../../../../../../pkg/cassandra/core/cluster/findings';
import { MADE_CHECKS } from '../../../../../../pkg/cassandra/core/cluster/findings/made';
import { parseObjects } from '../../../../../../pkg/cassandra/core/manifest/text';
import { ofKind, type AnyObject } from '../../../../../../pkg/cassandra/core/object/object';
import { compose, defaultSpec, toYaml, type ClusterSpec } from '../../../../../../pkg/cassandra/core/manifest';

export const SPEC = defaultSpec('db', 'prod');
export const RACKS: ClusterSpec = { ...SPEC, racks: [{ name: 'a', nodes: 2 }, { name: 'b', nodes: 2 }] };

export type Edit = [string | RegExp, string];

/** All that can be known of the ring of some objects, with every pod on a Kubernetes node of its own. */
export function factsOf(objects: readonly AnyObject[], known: Partial<Facts> = {}): Facts {
  const sets = ofKind(objects, 'StatefulSet');
  const [cluster] = findClusters(sets);

  if (!cluster) {
    throw new Error('No StatefulSet of these is Cassandra');
  }

  return {
    cluster,
    pods:       sets.flatMap((set) => Array.from({ length: set.spec?.replicas ?? 1 }, (_, ordinal): Pod => podOn(`${ set.metadata?.name }-${ ordinal }`, `${ set.metadata?.name }-host-${ ordinal }`, set.metadata?.namespace))),
    now:        0,
    claims:     [],
    services:   ofKind(objects, 'Service'),
    budgets:    ofKind(objects, 'PodDisruptionBudget'),
    configMaps: ofKind(objects, 'ConfigMap'),
    hosts:      [],
    ...known,
  };
}

export function podOn(name: string, nodeName: string, namespace = 'prod'): Pod {
  return { metadata: { name, namespace }, spec: { nodeName, containers: [] } };
}

/** The objects in a text, some of which somebody changed. */
export function objectsOf(text: string, ...edits: Edit[]): AnyObject[] {
  const edited = edits.reduce((before, [from, to]) => {
    const after = before.replace(from, to);

    if (after === before) {
      throw new Error(`${ from } is not there`);
    }

    return after;
  }, text);
  const read = parseObjects(edited);

  if ('error' in read) {
    throw new Error(JSON.stringify(read.error));
  }

  return read.objects;
}

/** What there is to know of a ring of ours that somebody changed. */
export function ours(spec: ClusterSpec, edits: Edit[], known: Partial<Facts> = {}): Facts {
  return factsOf(objectsOf(toYaml(compose(spec)), ...edits), known);
}

/** What is found of how a ring was made. */
export function madeFindings(facts: Facts): Finding[] {
  const codes = MADE_CHECKS.map(({ code }) => code);

  return findAll(facts).filter(({ code }) => codes.includes(code));
}

/** The same without what the default ring has: it asks for no logins, as its maker chose. */
export function unchosen(facts: Facts): Finding[] {
  return madeFindings(facts).filter(({ code }) => code !== 'noLogins');
}

export const codesOf = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code);

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';

import { compose, defaultSpec, toYaml, type ClusterSpec } from '../../../../pkg/cassandra/core/manifest';
import { checkObjects, RULE_NAMES } from '../../../../pkg/cassandra/core/manifest/rules';
import { parseObjects } from '../../../../pkg/cassandra/core/manifest/text';
import { SPECS } from '../../manifest/specs';
import { clusterSpec } from './arbitrary';
import { CHART, TUTORIAL } from './foreign';

const spec = defaultSpec('db', 'prod');
const racks: ClusterSpec = { ...spec, racks: [{ name: 'a', nodes: 2 }, { name: 'b', nodes: 2 }] };

/** What is found in a ring whose text somebody changed. */
function found(of: ClusterSpec, ...edits: [string | RegExp, string][]) {
  const text = edits.reduce((before, [from, to]) => {
    const after = before.replace(from, to);

    expect(after).not.toBe(before);

    return after;
  }, toYaml(compose(of)));
  const read = parseObjects(text);

  return 'error' in read ? read.error : checkObjects(read.objects).map(({ rule, object, path, params }) => [rule, `${ object.kind }/${ object.name }`, path, ...Object.values(params)]);
}

const container = 'spec.template.spec.containers[cassandra]';
const set = 'StatefulSet/db';

describe('checkObjects', () => {
  it.each(Object.entries(SPECS))('finds nothing in a composed ring: %s', (_, of) => {
    expect(checkObjects(compose(of)).filter(({ rule }) => rule !== 'deleteOnScaleDown')).toEqual([]);
  });

  it('finds nothing in any ring of the form', () => {
    fc.assert(fc.property(clusterSpec, (of) => {
      expect(checkObjects(compose(of)).filter(({ rule }) => rule !== 'deleteOnScaleDown')).toEqual([]);
    }), { numRuns: 100 });
  });

  it.each<[string, ClusterSpec, [string | RegExp, string][], unknown[]]>([
    ['no StatefulSet', spec, [[/apiVersion: apps[^]*/, '']], ['noStatefulSet', 'StatefulSet/', '']],
    ['labels that the selector does not take', spec, [[/(replicas: [^]*?matchLabels:\n +app.kubernetes.io\/name: )cassandra/, '$1other']], ['templateLabels', set, 'spec.template.metadata.labels']],
    ['fact 7: nodes that start all at once', spec, [['OrderedReady', 'Parallel']], ['parallelStart', set, 'spec.podManagementPolicy']],
    ['no nodes', spec, [['replicas: 3', 'replicas: 0']], ['noReplicas', set, 'spec.replicas']],
    ['claims that go with a node', spec, [['whenScaled: Retain', 'whenScaled: Delete']], ['deleteOnScaleDown', set, 'spec.persistentVolumeClaimRetentionPolicy.whenScaled']],
    ['racks that differ', racks, [[/(CASSANDRA_CLUSTER_NAME\n +value: )db/, '$1other']], ['membersDiffer', 'StatefulSet/db-b', `${ container }.env[CASSANDRA_CLUSTER_NAME]`, 'CASSANDRA_CLUSTER_NAME', 'db-a']],
    ['a namespace of its own', { ...spec, clientService: { type: 'ClusterIP', annotations: {} } }, [[/(name: db-client\n +namespace: )prod/, '$1other']], ['namespaceDiffers', 'Service/db-client', 'metadata.namespace', 'prod']],
    ['a Service that is not there', spec, [['serviceName: db', 'serviceName: dbs']], ['noService', set, 'spec.serviceName', 'dbs']],
    ['a Service with an address', spec, [['clusterIP: None', 'type: ClusterIP']], ['notHeadless', 'Service/db', 'spec.clusterIP']],
    ['a Service for other pods', spec, [[/(selector:\n +app.kubernetes.io\/name: )cassandra/, '$1other']], ['serviceSelector', 'Service/db', 'spec.selector', 'db']],
    ['fact 13: no addresses before the nodes are ready', spec, [[/ +publishNotReadyAddresses: true\n/, '']], ['notReadyAddresses', 'Service/db', 'spec.publishNotReadyAddresses']],
    ['no budget', spec, [[/apiVersion: policy[^]*?---\n/, '']], ['noBudget', set, 'spec.selector']],
    ['a wide budget', spec, [['maxUnavailable: 1', 'maxUnavailable: 50%']], ['wideBudget', 'PodDisruptionBudget/db', 'spec']],
    ['a wide budget by what must stay', spec, [['maxUnavailable: 1', 'minAvailable: 1']], ['wideBudget', 'PodDisruptionBudget/db', 'spec']],
    ['fact 14: no seeds', spec, [['CASSANDRA_SEEDS', 'SEEDS']], ['noSeeds', set, `${ container }.env[CASSANDRA_SEEDS]`]],
    ['fact 9: nothing but seeds', spec, [['db-0.db,db-1.db', 'db-0.db,db-1.db,db-2.db']], ['allSeeds', set, `${ container }.env[CASSANDRA_SEEDS]`]],
    ['a seed that is no pod', spec, [['db-0.db,db-1.db', 'db-0.db,db-7.db,ring.other.dc']], ['unknownSeed', set, `${ container }.env[CASSANDRA_SEEDS]`, 'db-7.db']],
    ['fact 20: a snitch that does not look', spec, [['GossipingPropertyFileSnitch', 'SimpleSnitch']], ['simpleSnitch', set, `${ container }.env[CASSANDRA_ENDPOINT_SNITCH]`]],
    ['fact 22: the heap of the whole host', spec, [['MAX_HEAP_SIZE\n', 'MAX\n'], ['HEAP_NEWSIZE', 'NEW']], ['noHeap', set, `${ container }.env[MAX_HEAP_SIZE]`]],
    ['fact 22: half a heap', spec, [['HEAP_NEWSIZE', 'NEW']], ['heapPair', set, `${ container }.env[HEAP_NEWSIZE]`]],
    ['fact 22: a heap above the limit', spec, [['2048M', '4G']], ['heapAboveLimit', set, `${ container }.env[MAX_HEAP_SIZE]`, '4G', '4Gi']],
    ['data in the container', spec, [['mountPath: /var/lib/cassandra', 'mountPath: /data']], ['noDataVolume', set, `${ container }.volumeMounts`, '/var/lib/cassandra']],
    ['fact 23: a file system that is read-only', spec, [['allowPrivilegeEscalation: false', 'allowPrivilegeEscalation: false\n            readOnlyRootFilesystem: true']], ['readOnlyRoot', set, `${ container }.securityContext.readOnlyRootFilesystem`]],
    ['fact 23: a file that is read-only', spec, [[/volumeMounts:\n/, 'volumeMounts:\n            - { name: conf, mountPath: /etc/cassandra/cassandra.yaml, subPath: c }\n'], [/ +containers:\n/, '      volumes: [{ name: conf, configMap: { name: c } }]\n$&']], ['readOnlyFiles', set, `${ container }.volumeMounts[/etc/cassandra/cassandra.yaml]`, '/etc/cassandra/cassandra.yaml']],
    ['fact 18: liveness by CQL', spec, [[/livenessProbe:\n +exec:[^]*?7199\n/, 'livenessProbe:\n            tcpSocket: { port: cql }\n']], ['killsJoin', set, `${ container }.livenessProbe`, 'livenessProbe', '9042']],
    ['fact 18: a start that is judged by nodetool', spec, [[/exec 3<>\/dev\/tcp\/localhost\/7199/, 'nodetool status']], ['killsJoin', set, `${ container }.startupProbe`, 'startupProbe', 'nodetool']],
    ['fact 17: nothing to say when a node has joined', spec, [[/ +readinessProbe:[^]*?(?= +livenessProbe)/, '']], ['noReadiness', set, `${ container }.readinessProbe`]],
    ['fact 18: a loose address', spec, [[/(readinessProbe:\n +)tcpSocket:\n +port: cql/, '$1exec: { command: [sh, -c, "nodetool status | grep $POD_IP"] }']], ['looseReadiness', set, `${ container }.readinessProbe`]],
    ['fact 1: a decommission at every stop', spec, [['- drain', '- decommission']], ['decommissionOnStop', set, `${ container }.lifecycle.preStop`]],
    ['fact 16: no drain', spec, [['- drain', '- info']], ['noDrain', set, `${ container }.lifecycle.preStop`]],
    ['fact 16: no time to drain', spec, [[/ +terminationGracePeriodSeconds: 300\n/, '']], ['shortGrace', set, 'spec.template.spec.terminationGracePeriodSeconds', 30, 120]],
  ])('finds %s, and nothing else', (_, of, edits, expected) => {
    expect(found(of, ...edits)).toEqual([expected]);
  });

  it.each(['grep -w "$POD_IP"', 'grep -E "^UN +$POD_IP "', 'grep -qE "^UN +$POD_IP\\s"'])('takes %s for tight', (search) => {
    expect(found(spec, [/(readinessProbe:\n +)tcpSocket:\n +port: cql/, `$1exec: { command: [sh, -c, '${ search }'] }`])).toEqual([]);
  });

  it('knows what tutorials leave out', () => {
    // Its image takes GossipingPropertyFileSnitch where datacenter and rack are given, and /ready-probe.sh searches for $POD_IP.
    expect(checkObjects(TUTORIAL).map(({ rule }) => rule)).toEqual(['notReadyAddresses', 'noBudget', 'looseReadiness']);
  });

  it('knows what charts do', () => {
    expect(checkObjects(CHART).map(({ rule }) => rule)).toEqual(['killsJoin', 'decommissionOnStop', 'simpleSnitch', 'looseReadiness', 'shortGrace']);
  });

  it('reads any text without an exception', () => {
    const lines = toYaml(compose(racks)).split('\n');

    fc.assert(fc.property(fc.uniqueArray(fc.nat(lines.length - 1), { maxLength: 4 }), (gone) => {
      const read = parseObjects(lines.filter((_, index) => !gone.includes(index)).join('\n'));

      expect('error' in read || Array.isArray(checkObjects(read.objects))).toBe(true);
    }), { numRuns: 200 });
  });
});

describe('each rule', () => {
  it.each(['en-us', 'zh-hans'])('is said in %s, with how to mend it', (locale) => {
    const { cassandra: { rule } } = load(readFileSync(join(__dirname, `../../../../l10n/${ locale }.yaml`), 'utf8')) as { cassandra: { rule: Record<string, object> } };

    expect(Object.keys(rule).sort()).toEqual([...RULE_NAMES].sort());
    expect(Object.values(rule).map(Object.keys)).toEqual(RULE_NAMES.map(() => ['what', 'mend']));
  });
});

import { cassandraVersion, parseImage } from '../../cluster/image';
import { releaseOf, RELEASES } from '../../cluster/releases';
import { fieldError } from '../field-error';
import { isImageReference } from '../image-syntax';
import type { ClusterSpec } from '../spec';
import type { Surroundings } from '../surroundings';
import { nodeCount } from '../topology';
import { checkSecret } from './secrets';
import { checkText, isLabelValue, isNamespaceName, isServiceName, MAX_LABEL, warning, type Finding } from './text';

/**
 * The StatefulSet controller labels each pod with `<name>-<hash>`, the hash of up to 10 characters, and a label's
 * value has at most 63. With a longer name the StatefulSet is accepted and never gets a pod. Pod names stay below
 * 63 too, so that they can be host names.
 */
export const MAX_NAME = MAX_LABEL - 11;

export const MAX_NODES = 1000;

/** The official entrypoint writes the name into cassandra.yaml by sed, unquoted: nothing that sed or YAML would read. */
const CLUSTER_NAME = /^[A-Za-z0-9](?:[-\w. ]*[A-Za-z0-9])?$/;

/** Keys of a Secret with registry credentials; one is enough. */
const PULL_KEYS = ['.dockerconfigjson', '.dockercfg'];

/** Whether the ring has nodes that can be counted one by one. */
export function isCountable({ racks }: ClusterSpec): boolean {
  return racks.every(({ nodes }) => Number.isInteger(nodes) && nodes >= 0) && nodeCount({ racks }) <= MAX_NODES;
}

export function basics(spec: ClusterSpec, known: Surroundings): Finding[] {
  return [
    checkText('namespace', spec.namespace, MAX_LABEL, isNamespaceName, 'invalidNamespace') ?? checkNamespace(spec.namespace, known),
    checkText('name', spec.name, MAX_NAME, isServiceName, 'invalidName'),
    checkText('image', spec.image, Infinity, isImageReference, 'invalidImage') ?? checkVersion(spec.image),
    ...spec.pullSecrets.map((name) => checkSecret('pullSecrets', name, PULL_KEYS, known, 'one')),
    checkNodes(spec, known),
    spec.clusterName === undefined ? undefined : checkText('clusterName', spec.clusterName, MAX_LABEL, (text) => CLUSTER_NAME.test(text), 'invalidClusterName'),
    checkText('datacenter', spec.datacenter, MAX_LABEL, isLabelValue, 'invalidTopologyName'),
  ];
}

function checkNamespace(name: string, { namespaces, newNamespace = false }: Surroundings): Finding {
  const existing = namespaces?.find((namespace) => namespace.name === name);

  if (existing?.terminating) {
    return fieldError('namespace', 'namespaceTerminating', { name });
  }
  if (newNamespace) {
    return existing && fieldError('namespace', 'namespaceExists', { name });
  }

  return namespaces && !existing ? fieldError('namespace', 'namespaceMissing', { name }) : undefined;
}

function checkVersion(image: string): Finding {
  const { tag, digest } = parseImage(image);
  const version = cassandraVersion(image);
  const release = releaseOf(image);

  if (release?.support === 'ended') {
    return fieldError('image', 'releaseEnded', { line: release.line, newest: RELEASES[0]?.line ?? '' });
  }
  if (!digest && (tag === undefined || tag === 'latest')) {
    return warning('image', 'floatingTag');
  }
  if (release?.support === 'last') {
    return warning('image', 'releaseEnding', { line: release.line });
  }

  return version !== undefined && !release ? warning('image', 'unknownVersion', { version }) : undefined;
}

function checkNodes(spec: ClusterSpec, { hosts }: Surroundings): Finding {
  const nodes = nodeCount(spec);

  if (!isCountable(spec) || nodes < 1) {
    return fieldError('nodes', 'invalidNumber', { min: 1, max: MAX_NODES });
  }
  // No two nodes of the ring share a host, so the surplus would stay pending.
  if (hosts && spec.antiAffinity === 'required' && nodes > hosts.length) {
    return warning('nodes', 'moreNodesThanHosts', { nodes, hosts: hosts.length });
  }
  if (nodes > 2) {
    return undefined;
  }

  return warning('nodes', nodes === 1 ? 'singleNode' : 'twoNodes');
}

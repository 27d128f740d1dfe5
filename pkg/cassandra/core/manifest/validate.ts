import { parseQuantity } from '../quantity';
import { claimPrefix } from './container';
import { fieldError, type Field, type FieldError } from './field-error';
import { isImageReference } from './image-syntax';
import type { ClusterSpec } from './spec';

/** What is known of the Kubernetes that the ring shall run on. Left out is what could not be read. */
export interface Surroundings {
  /** Names of all StatefulSets, Services and PodDisruptionBudgets of the namespace. */
  takenNames?: readonly string[];
  /** Names of all PersistentVolumeClaims of the namespace. */
  claims?: readonly string[];
  storageClasses?: readonly string[];
  defaultStorageClass?: string;
  /** What each Kubernetes node that takes pods has to give: cores and bytes. */
  hosts?: readonly { cpu: number; memory: number }[];
}

const GIB = 1024 ** 3;
const RFC1123_LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const RFC1035_LABEL = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;
const LABEL_VALUE = /^[A-Za-z0-9](?:[-\w.]*[A-Za-z0-9])?$/;

/** The official entrypoint writes the name into cassandra.yaml by sed, unquoted: nothing that sed or YAML would read. */
const CLUSTER_NAME = /^[A-Za-z0-9](?:[-\w. ]*[A-Za-z0-9])?$/;

const MAX_LABEL = 63;

/**
 * The StatefulSet controller labels each pod with `<name>-<hash>`, the hash of up to 10 characters, and a label's
 * value has at most 63. With a longer name the StatefulSet is accepted and never gets a pod. Pod names stay below
 * 63 too, so that they can be host names.
 */
const MAX_NAME = MAX_LABEL - 11;

const MAX_NODES = 1000;

/** Below these Cassandra does not start, or not for long. */
const MIN_STORAGE = { text: '1Gi', amount: GIB };
const MIN_MEMORY = { text: '1Gi', amount: GIB };
const MIN_CPU = { text: '100m', amount: 0.1 };

/**
 * Finds what is wrong with a spec before anything is sent.
 *
 * @returns at most one message per field (warnings only where there is no error), in the order of the form
 */
export function validate(spec: ClusterSpec, known: Surroundings = {}): FieldError[] {
  return [
    checkName(spec.name, known),
    checkText('namespace', spec.namespace, MAX_LABEL, (text) => RFC1123_LABEL.test(text), 'invalidNamespace'),
    checkNodes(spec.nodes, known),
    checkText('image', spec.image, Infinity, isImageReference, 'invalidImage'),
    spec.clusterName === undefined ? undefined : checkText('clusterName', spec.clusterName, MAX_LABEL, (text) => CLUSTER_NAME.test(text), 'invalidClusterName'),
    checkText('datacenter', spec.datacenter, MAX_LABEL, (text) => LABEL_VALUE.test(text), 'invalidTopologyName'),
    checkText('rack', spec.rack, MAX_LABEL, (text) => LABEL_VALUE.test(text), 'invalidTopologyName'),
    checkStorageClass(spec.storage.className, known),
    checkQuantity('storage.size', spec.storage.size, MIN_STORAGE),
    checkQuantity('resources.cpu', spec.resources.cpu, MIN_CPU, known.hosts?.map(({ cpu }) => cpu)),
    checkQuantity('resources.memory', spec.resources.memory, MIN_MEMORY, known.hosts?.map(({ memory }) => memory)),
  ].filter((error) => error !== undefined);
}

/** Whether a spec can be made into a ring, warnings or not. */
export function isAcceptable(errors: readonly FieldError[]): boolean {
  return errors.every(({ severity }) => severity !== 'error');
}

function checkName(name: string, { takenNames, claims = [] }: Surroundings): FieldError | undefined {
  const malformed = checkText('name', name, MAX_NAME, (text) => RFC1035_LABEL.test(text), 'invalidName');

  if (malformed || takenNames?.includes(name)) {
    return malformed ?? fieldError('name', 'nameTaken', { name });
  }
  // Kubernetes would take these for the new pods' own: the old ring comes back, with its data, host IDs and settings.
  const old = claims.filter((claim) => claim.startsWith(claimPrefix(name)) && /^\d+$/.test(claim.slice(claimPrefix(name).length)));

  return old[0] === undefined ? undefined : fieldError('name', 'oldVolumes', { claims: old.length, first: old[0] }, 'warning');
}

function checkText(field: Field, text: string, max: number, isValid: (text: string) => boolean, code: FieldError['code']): FieldError | undefined {
  if (text.trim() === '') {
    return fieldError(field, 'required');
  }
  if (text.length > max) {
    return fieldError(field, 'tooLong', { max, length: text.length });
  }

  return isValid(text) ? undefined : fieldError(field, code);
}

function checkNodes(nodes: number, { hosts }: Surroundings): FieldError | undefined {
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > MAX_NODES) {
    return fieldError('nodes', 'invalidNodes', { min: 1, max: MAX_NODES });
  }
  // Two nodes of a ring never share a host, so the surplus would stay pending.
  if (hosts && nodes > hosts.length) {
    return fieldError('nodes', 'moreNodesThanHosts', { nodes, hosts: hosts.length }, 'warning');
  }
  if (nodes > 2) {
    return undefined;
  }

  return fieldError('nodes', nodes === 1 ? 'singleNode' : 'twoNodes', {}, 'warning');
}

function checkStorageClass(className: string | undefined, { storageClasses, defaultStorageClass }: Surroundings): FieldError | undefined {
  if (!storageClasses) {
    return undefined;
  }
  if (className !== undefined) {
    return storageClasses.includes(className) ? undefined : fieldError('storage.className', 'storageClassGone', { name: className });
  }
  if (storageClasses.length === 0) {
    return fieldError('storage.className', 'noStorageClass');
  }

  return defaultStorageClass === undefined ? fieldError('storage.className', 'noDefaultStorageClass') : undefined;
}

/** @param room what each host has, in the quantity's base units */
function checkQuantity(field: Field, text: string, min: { text: string; amount: number }, room: readonly number[] = []): FieldError | undefined {
  const amount = parseQuantity(text);

  if (text.trim() === '') {
    return fieldError(field, 'required');
  }
  if (amount === undefined) {
    return fieldError(field, 'invalidQuantity');
  }
  if (amount <= 0) {
    return fieldError(field, 'notPositive');
  }
  if (amount < min.amount) {
    return fieldError(field, 'tooSmall', { min: min.text });
  }
  const fitting = room.filter((available) => available >= amount).length;

  return room.length > 0 && fitting === 0 ? fieldError(field, 'exceedsHosts', { hosts: room.length }, 'warning') : undefined;
}

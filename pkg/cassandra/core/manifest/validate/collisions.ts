import { compose, type KubeObject } from '../compose';
import { fieldError, type Field, type FieldError } from '../field-error';
import type { ClusterSpec } from '../spec';
import { claimPrefix, COMMIT_LOG_VOLUME, DATA_VOLUME } from '../storage';
import type { Surroundings } from '../surroundings';
import { members } from '../topology';
import { isCountable } from './basics';
import { isServiceName, warning } from './text';

/** Finds objects that the ring would make and that exist already, and volumes that an earlier ring has left. */
export function collisions(spec: ClusterSpec, known: Surroundings): FieldError[] {
  return isServiceName(spec.name) && isCountable(spec) ? [...taken(spec, known), ...leftBehind(spec, known)] : [];
}

function taken(spec: ClusterSpec, { taken: names, storageClasses = [], volumes = [], secrets = [], claims = [] }: Surroundings): FieldError[] {
  const existing = new Set([
    ...names ?? [],
    ...storageClasses.map(({ name }) => `StorageClass/${ name }`),
    ...volumes.map(({ name }) => `PersistentVolume/${ name }`),
    ...secrets.map(({ name }) => `Secret/${ name }`),
    ...claims.map((name) => `PersistentVolumeClaim/${ name }`),
  ]);

  return compose(spec).flatMap((object) => {
    const { kind, name } = identityOf(object);

    return existing.has(`${ kind }/${ name }`) ? fieldError(fieldOf(spec, object), 'nameTaken', { kind, name }) : [];
  });
}

/** Kubernetes would take these for the new pods' own: the old ring comes back, with its data, host IDs and settings. */
function leftBehind(spec: ClusterSpec, { claims = [] }: Surroundings): FieldError[] {
  const prefixes = members(spec).flatMap(({ name }) => [DATA_VOLUME, COMMIT_LOG_VOLUME].map((volume) => claimPrefix(name, volume)));
  const old = claims.filter((claim) => prefixes.some((prefix) => claim.startsWith(prefix) && /^\d+$/.test(claim.slice(prefix.length))));

  return old[0] === undefined ? [] : [warning('name', 'oldVolumes', { claims: old.length, first: old[0] })];
}

function identityOf({ kind, metadata }: KubeObject): { kind: string; name: string } {
  return { kind: kind ?? '', name: metadata?.name ?? '' };
}

/** The field that an object's name comes from. */
function fieldOf(spec: ClusterSpec, object: KubeObject): Field {
  const { kind, name } = identityOf(object);

  switch (kind) {
  case 'StorageClass':
    return 'storageClass.name';
  case 'PersistentVolume':
    return 'volumes';
  case 'Secret':
    return 'authentication.secret';
  case 'StatefulSet':
    return spec.racks.length === 1 ? 'name' : `racks.${ members(spec).findIndex((member) => member.name === name) }.name`;
  default:
    return 'name';
  }
}

import { fieldError } from '../field-error';
import type { ClusterSpec, NewStorageClass, Retention } from '../spec';
import { zonesOf, type Surroundings } from '../surroundings';
import { nodeCount } from '../topology';
import { checkObjectName, checkQuantity, isQualifiedName, MIN_STORAGE, warning, type Finding } from './text';
import { chosenVolumes, staticVolumes } from './volumes';

/** Says that volumes of a class are made by hand. */
const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

export function storage(spec: ClusterSpec, known: Surroundings): Finding[] {
  const { source, size, commitLog } = spec.storage;

  return [
    checkQuantity('storage.size', size, MIN_STORAGE),
    ...source.kind === 'class' ? [checkClass(source.className, spec, known)] : [],
    ...source.kind === 'newClass' ? newClass(source.storageClass, spec, known) : [],
    ...source.kind === 'static' ? staticVolumes(spec, source, known) : [],
    ...source.kind === 'chosen' ? chosenVolumes(spec, source, known) : [],
    commitLog && checkQuantity('commitLog.size', commitLog.size, MIN_STORAGE),
    commitLog && checkCommitLogClass(commitLog.className, spec, known),
    checkRetention(spec, known),
  ];
}

function checkClass(className: string | undefined, spec: ClusterSpec, known: Surroundings): Finding {
  const { storageClasses, defaultStorageClass, volumes, hosts = [] } = known;

  if (!storageClasses) {
    return undefined;
  }
  if (className === undefined && storageClasses.length === 0) {
    return fieldError('storage.className', 'noStorageClass');
  }
  if (className === undefined && defaultStorageClass === undefined) {
    return fieldError('storage.className', 'noDefaultStorageClass');
  }
  const found = storageClasses.find(({ name }) => name === (className ?? defaultStorageClass));

  if (!found) {
    return fieldError('storage.className', 'storageClassGone', { name: className ?? '' });
  }
  const nodes = nodeCount(spec);
  const free = volumes?.filter((volume) => volume.available && volume.className === found.name).length;

  if (found.provisioner === NO_PROVISIONER && free !== undefined && free < nodes) {
    return warning('storage.className', 'tooFewVolumes', { free, nodes });
  }

  return found.bindingMode === 'Immediate' && zonesOf(hosts).length > 1 ? warning('storage.className', 'immediateBinding') : undefined;
}

function newClass({ name, provisioner, parameters, bindingMode, zones }: NewStorageClass, { racks }: ClusterSpec, { hosts }: Surroundings): Finding[] {
  const empty = zones.find((zone) => hosts?.every((host) => host.zone !== zone));
  const shutOut = racks.find(({ zone }) => zone && zones.length > 0 && !zones.includes(zone))?.zone;

  return [
    checkObjectName('storageClass.name', name),
    checkProvisioner(provisioner),
    Object.keys(parameters).some((key) => key.trim() === '') ? fieldError('storageClass.parameters', 'emptyKey') : undefined,
    bindingMode === 'Immediate' && provisioner === NO_PROVISIONER ? warning('storageClass.bindingMode', 'localNeedsWaiting') : undefined,
    bindingMode === 'Immediate' && hosts && zonesOf(hosts).length > 1 ? warning('storageClass.bindingMode', 'immediateBinding') : undefined,
    shutOut === undefined ? undefined : fieldError('storageClass.zones', 'rackZoneNotAllowed', { zone: shutOut }),
    empty === undefined ? undefined : fieldError('storageClass.zones', 'zoneEmpty', { zone: empty }),
  ];
}

function checkProvisioner(provisioner: string): Finding {
  if (provisioner.trim() === '') {
    return fieldError('storageClass.provisioner', 'required');
  }
  // Kubernetes takes capitals here, but looks at the rest.
  if (!isQualifiedName(provisioner.toLowerCase())) {
    return fieldError('storageClass.provisioner', 'invalidProvisioner');
  }

  return provisioner === NO_PROVISIONER ? warning('storageClass.provisioner', 'noProvisioner') : undefined;
}

function checkCommitLogClass(className: string | undefined, { storage: { source } }: ClusterSpec, { storageClasses }: Surroundings): Finding {
  if (!className) {
    // Volumes made or chosen by hand are for the data, one per node.
    return source.kind === 'static' || source.kind === 'chosen' ? fieldError('commitLog.className', 'required') : undefined;
  }
  const isMade = source.kind === 'newClass' && source.storageClass.name === className;

  return storageClasses && !isMade && storageClasses.every(({ name }) => name !== className) ? fieldError('commitLog.className', 'storageClassGone', { name: className }) : undefined;
}

/** A claim that is deleted takes the data along, unless volumes of its class are kept. */
function checkRetention(spec: ClusterSpec, known: Surroundings): Finding {
  const { whenDeleted, whenScaled } = spec.storage.retention;

  if ((whenDeleted === 'Retain' && whenScaled === 'Retain') || reclaimPolicy(spec, known) === 'Retain') {
    return undefined;
  }

  return warning('storage.retention', 'dataDeleted', { when: whenDeleted === whenScaled ? 'both' : whenDeleted === 'Delete' ? 'deleted' : 'scaled' });
}

function reclaimPolicy({ storage: { source } }: ClusterSpec, { storageClasses, defaultStorageClass }: Surroundings): Retention | undefined {
  switch (source.kind) {
  case 'static':
    return 'Retain';
  case 'newClass':
    return source.storageClass.reclaimPolicy;
  default:
    return storageClasses?.find(({ name }) => name === (source.className ?? defaultStorageClass))?.reclaimPolicy;
  }
}

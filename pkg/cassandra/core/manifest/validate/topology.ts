import { fieldError } from '../field-error';
import type { ClusterSpec, RackSpec } from '../spec';
import { zonesOf, type Surroundings } from '../surroundings';
import { members, nodeCount, rackSuffix } from '../topology';
import { isCountable, MAX_NAME, MAX_NODES } from './basics';
import { checkInteger, checkText, isLabelValue, MAX_LABEL, repeated, warning, type Finding } from './text';

/** Every node gossips with the seeds first: more than these make nothing safer. */
const MAX_SEEDS = 3;

export function topology(spec: ClusterSpec, known: Surroundings): Finding[] {
  const names = checkRackNames(spec);

  return [
    checkRacks(spec, known),
    ...spec.racks.flatMap((rack, index) => [names[index], checkZone(rack, index, spec, known), checkRackNodes(rack, index, spec)]),
    checkSeeds(spec),
    checkAntiAffinity(spec, known),
  ];
}

function checkRacks({ racks }: ClusterSpec, { hosts = [] }: Surroundings): Finding {
  const nodes = nodeCount({ racks });
  const counts = racks.map((rack) => rack.nodes);

  if (racks.length === 0) {
    return fieldError('racks', 'required');
  }
  if (racks.length > nodes && nodes > 0) {
    return fieldError('racks', 'moreRacksThanNodes', { racks: racks.length, nodes });
  }
  // Each rack holds a copy of the data as a whole: nodes of a smaller one hold more of it each.
  if (Math.max(...counts) - Math.min(...counts) > 1) {
    return warning('racks', 'unbalancedRacks', { most: Math.max(...counts), least: Math.min(...counts) });
  }
  // With three replicas, one of the two holds two of them, and takes the quorum along when it is lost.
  if (racks.length === 2) {
    return warning('racks', 'twoRacks');
  }

  return racks.length > 1 && zonesOf(hosts).length > 1 && racks.some(({ zone }) => !zone) ? warning('racks', 'racksWithoutZone') : undefined;
}

function checkRackNames(spec: ClusterSpec): Finding[] {
  const { racks } = spec;
  const twice = repeated(racks.map(({ name }) => name));
  // Names that differ in capitals and dots only would give two StatefulSets one name.
  const alike = repeated(racks.map(({ name }) => rackSuffix(name)));
  const sets = members(spec);

  return racks.map(({ name }, index) => {
    const field = `racks.${ index }.name` as const;
    const other = racks[twice[index] ?? alike[index] ?? -1];
    const set = sets[index]?.name ?? '';
    const malformed = checkText(field, name, MAX_LABEL, isLabelValue, 'invalidTopologyName');

    if (malformed) {
      return malformed;
    }
    if (other) {
      return fieldError(field, twice[index] === undefined ? 'rackAlike' : 'rackTwice', { other: other.name });
    }

    // Where the name of the ring is too long by itself, that is said there.
    return set.length > MAX_NAME && spec.name.length <= MAX_NAME ? fieldError(field, 'memberTooLong', { name: set, max: MAX_NAME, length: set.length }) : undefined;
  });
}

function checkZone({ zone }: RackSpec, index: number, { racks, antiAffinity }: ClusterSpec, { hosts }: Surroundings): Finding {
  const field = `racks.${ index }.zone` as const;

  if (zone === undefined) {
    return undefined;
  }
  const there = hosts?.filter((host) => host.zone === zone).length;
  const sharing = racks.filter((rack) => rack.zone === zone);
  const nodes = nodeCount({ racks: sharing });

  if (zone === '') {
    return fieldError(field, 'required');
  }
  if (there === 0) {
    return fieldError(field, 'zoneEmpty', { zone });
  }
  if (there !== undefined && antiAffinity === 'required' && nodes > there) {
    return warning(field, 'zoneTooSmall', { zone, nodes, hosts: there });
  }

  return sharing.length > 1 ? warning(field, 'zoneTwice', { zone }) : undefined;
}

function checkRackNodes({ nodes }: RackSpec, index: number, { racks }: ClusterSpec): Finding {
  // The nodes of the only rack are those of the ring.
  return racks.length > 1 ? checkInteger(`racks.${ index }.nodes`, nodes, 1, MAX_NODES) : undefined;
}

function checkSeeds(spec: ClusterSpec): Finding {
  const nodes = nodeCount(spec);

  if (!isCountable(spec) || nodes < 1) {
    return undefined;
  }
  // A seed does not stream data when it joins, so at least one node must be none.
  const outOfRange = checkInteger('seeds', spec.seeds, 1, Math.max(1, nodes - 1));

  if (outOfRange) {
    return outOfRange;
  }
  if (spec.seeds > MAX_SEEDS) {
    return warning('seeds', 'manySeeds', { max: MAX_SEEDS });
  }

  return spec.seeds === 1 && nodes > 2 ? warning('seeds', 'singleSeed') : undefined;
}

function checkAntiAffinity(spec: ClusterSpec, { hosts }: Surroundings): Finding {
  const nodes = nodeCount(spec);

  if (nodes < 2 || spec.antiAffinity === 'required') {
    return undefined;
  }
  if (spec.antiAffinity === 'off') {
    return warning('antiAffinity', 'noAntiAffinity');
  }

  return hosts && hosts.length < nodes ? warning('antiAffinity', 'sharedHosts', { nodes, hosts: hosts.length }) : undefined;
}

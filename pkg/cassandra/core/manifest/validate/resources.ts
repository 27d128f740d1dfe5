import { parseQuantity } from '../../quantity';
import { fit, requestOf } from '../capacity';
import { fieldError, type Field } from '../field-error';
import type { Heap } from '../heap';
import type { ClusterSpec } from '../spec';
import type { Room, Surroundings } from '../surroundings';
import { nodeCount } from '../topology';
import { isCountable } from './basics';
import { checkQuantity, MIN_CPU, MIN_MEMORY, warning, type Finding } from './text';

const MIB = 1024 ** 2;

/** MiB. With a smaller heap Cassandra does not come up. */
const MIN_HEAP = 256;
/** MiB that the Java VM and what Cassandra keeps outside of the heap take at least. */
const MIN_OFF_HEAP = 512;
/** MiB. From 32 GiB on, references take twice the room: such a heap holds less than one of 31 GiB. */
const MAX_COMPRESSED = 31 * 1024;

export function resources(spec: ClusterSpec, known: Surroundings): Finding[] {
  const { cpu, cpuLimit, memory, memoryRequest, heap } = spec.resources;

  return [
    checkQuantity('resources.cpu', cpu, MIN_CPU) ?? checkRoom('resources.cpu', 'cpu', spec, known),
    cpuLimit === undefined ? undefined : checkQuantity('resources.cpuLimit', cpuLimit) ?? checkOrder('resources.cpuLimit', cpu, cpuLimit),
    checkQuantity('resources.memory', memory, MIN_MEMORY) ?? checkRoom('resources.memory', 'memory', spec, known),
    memoryRequest === undefined ? undefined : checkQuantity('resources.memoryRequest', memoryRequest) ?? checkOrder('resources.memoryRequest', memoryRequest, memory),
    heap && checkHeap(heap, parseQuantity(memory)),
  ];
}

function checkOrder(field: Field, request: string, limit: string): Finding {
  const [least, most] = [parseQuantity(request), parseQuantity(limit)];

  return least !== undefined && most !== undefined && least > most ? fieldError(field, 'requestAboveLimit', { request, limit }) : undefined;
}

function checkRoom(field: Field, resource: keyof Room, spec: ClusterSpec, { hosts = [] }: Surroundings): Finding {
  const request = requestOf(spec);

  if (hosts.length > 0 && hosts.every(({ allocatable }) => allocatable[resource] < request[resource])) {
    return warning(field, 'exceedsHosts', { hosts: hosts.length });
  }
  const count = (asked: Room) => fit(spec, asked, hosts)?.reduce((sum, { fits }) => sum + fits, 0) ?? 0;
  // What zones and anti-affinity keep out is said with them, and what CPU keeps out is no matter of memory.
  const possible = isCountable(spec) ? count({ cpu: resource === 'cpu' ? 0 : request.cpu, memory: 0 }) : 0;
  const fits = possible > 0 ? count(resource === 'cpu' ? { ...request, memory: 0 } : request) : 0;

  return fits < possible ? warning(field, 'doesNotFit', { fits, nodes: nodeCount(spec) }) : undefined;
}

function checkHeap({ max, young }: Heap, memory: number | undefined): Finding {
  const field = 'resources.heap';

  if (!Number.isInteger(max) || !Number.isInteger(young) || max < MIN_HEAP || young < 1) {
    return fieldError(field, 'heapTooSmall', { min: MIN_HEAP });
  }
  if (young >= max) {
    return fieldError(field, 'youngTooLarge');
  }
  if (memory === undefined) {
    return undefined;
  }
  const limit = Math.floor(memory / MIB);

  if (max > limit - MIN_OFF_HEAP) {
    return fieldError(field, 'heapAboveLimit', { max: Math.max(0, limit - MIN_OFF_HEAP) });
  }
  if (max > MAX_COMPRESSED) {
    return warning(field, 'heapUncompressed', { max: MAX_COMPRESSED });
  }

  return max > limit / 2 ? warning(field, 'heapAboveHalf', { half: Math.floor(limit / 2) }) : undefined;
}

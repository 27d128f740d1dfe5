import { diff } from '../object/diff';
import { fieldError, type Field, type FieldError } from './field-error';
import type { ClusterSpec } from './spec';

/** Why a field of a ring that is there stays as it is: the key of a translated sentence. */
export type LockReason =
  | 'cassandra.locked.identity' // it would be another ring
  | 'cassandra.locked.firstBoot' // Cassandra does not start with another value
  | 'cassandra.locked.scale' // nodes join and leave one by one, watched
  | 'cassandra.locked.seeds' // all nodes would restart
  | 'cassandra.locked.claims' // Kubernetes does not let claim templates be changed
  | 'cassandra.locked.logins' // the Job that made them has run
  | 'cassandra.locked.internode'; // nodes with and without TLS do not talk to each other

/** Fields that stay, why, and what of the spec they stand for. */
const LOCKS: readonly { fields: readonly [Field, ...Field[]]; reason: LockReason; of: (spec: ClusterSpec) => unknown }[] = [
  { fields: ['name'], reason: 'cassandra.locked.identity', of: ({ name }) => name },
  { fields: ['namespace'], reason: 'cassandra.locked.identity', of: ({ namespace }) => namespace },
  { fields: ['nodes'], reason: 'cassandra.locked.scale', of: ({ racks }) => racks.map(({ nodes }) => nodes) },
  { fields: ['clusterName'], reason: 'cassandra.locked.firstBoot', of: ({ name, clusterName = name }) => clusterName },
  { fields: ['datacenter'], reason: 'cassandra.locked.firstBoot', of: ({ datacenter }) => datacenter },
  { fields: ['racks'], reason: 'cassandra.locked.firstBoot', of: ({ racks }) => racks.map(({ name, zone }) => [name, zone]) },
  { fields: ['seeds'], reason: 'cassandra.locked.seeds', of: ({ seeds }) => seeds },
  { fields: ['storage.size', 'storage.className', 'storageClass.name', 'storageClass.provisioner', 'storageClass.parameters', 'storageClass.bindingMode', 'storageClass.zones', 'volumes'], reason: 'cassandra.locked.claims', of: ({ storage: { size, source } }) => [size, source] },
  { fields: ['commitLog.size', 'commitLog.className'], reason: 'cassandra.locked.claims', of: ({ storage: { commitLog } }) => commitLog },
  { fields: ['numTokens'], reason: 'cassandra.locked.firstBoot', of: ({ configuration: { numTokens } }) => numTokens },
  { fields: ['snitch'], reason: 'cassandra.locked.firstBoot', of: ({ configuration: { snitch } }) => snitch },
  { fields: ['tls.internode'], reason: 'cassandra.locked.internode', of: ({ tls: { internode } }) => internode },
];

/** Once there are logins, they are changed inside Cassandra; until then they may be switched on. */
const LOGINS: typeof LOCKS[number] = { fields: ['authentication.secret', 'authentication.username', 'authentication.password'], reason: 'cassandra.locked.logins', of: ({ authentication }) => authentication?.secret };

const locksOf = ({ authentication }: ClusterSpec) => authentication ? [...LOCKS, LOGINS] : LOCKS;

/** The fields of a ring that is there that stay as they are, with the reason. A field locks those below it. */
export function lockedFields(spec: ClusterSpec): Map<Field, LockReason> {
  return new Map(locksOf(spec).flatMap(({ fields, reason }) => fields.map((field) => [field, reason] as const)));
}

/** Says which locked fields are changed all the same, as a text can do. */
export function lockedChanges(before: ClusterSpec, after: ClusterSpec): FieldError[] {
  return locksOf(before).filter(({ of }) => diff(of(before), of(after))).map(({ fields: [field] }) => fieldError(field, 'locked'));
}

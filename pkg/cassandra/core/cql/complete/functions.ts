/** A function that Cassandra brings along. */
export interface NativeFunction {
  readonly name: string;
  /** What goes in and what comes out. */
  readonly signature: string;
  /** The first version that has it, e.g. 4.1, and the first from which on it is no longer offered. */
  readonly since: number;
  readonly before: number;
}

/**
 * The first version that has them, and after a minus the first from which on they are not offered; then name, arguments and
 * result. 5.0 took away those of the first line, and still knows the other old ones beside its own with underscores.
 * From the sources of Cassandra 3.11 to 6.0 (`cql3/functions`).
 */
const TABLE = `
  3-5 dateOf (timeuuid) timestamp | unixTimestampOf (timeuuid) bigint
  3-5 toDate (timeuuid|timestamp) date | toTimestamp (timeuuid|date) timestamp | toUnixTimestamp (timeuuid|timestamp|date) bigint
  3-5 minTimeuuid (timestamp) timeuuid | maxTimeuuid (timestamp) timeuuid | toJson (any) text | fromJson (text) any
  3 token (key…) token | ttl (column) int | writetime (column) bigint | now () timeuuid | uuid () uuid | count (column|*) bigint
  3 min (any) any | max (any) any | sum (number) number | avg (number) number | cast (any AS type) type
  4-5 currentTimestamp () timestamp | currentDate () date | currentTime () time | currentTimeUUID () timeuuid
  4.1 floor (timestamp|date|time, duration) timestamp|date|time
  5 maxwritetime (column) bigint
  5 to_date (timeuuid|timestamp) date | to_timestamp (timeuuid|date) timestamp | to_unix_timestamp (timeuuid|timestamp|date) bigint
  5 min_timeuuid (timestamp) timeuuid | max_timeuuid (timestamp) timeuuid | to_json (any) text | from_json (text) any
  5 current_timestamp () timestamp | current_date () date | current_time () time | current_timeuuid () timeuuid
  5 abs (number) number | exp (number) number | log (number) number | log10 (number) number | round (number) number
  5 map_keys (map) set | map_values (map) list | collection_count (collection) int | collection_min (collection) any
  5 collection_max (collection) any | collection_sum (collection) number | collection_avg (collection) number
  5 similarity_cosine (vector, vector) float | similarity_euclidean (vector, vector) float | similarity_dot_product (vector, vector) float
  5 mask_default (any) any | mask_null (any) any | mask_replace (any, any) any | mask_inner (text, int, int, text) text
  5 mask_outer (text, int, int, text) text | mask_hash (any, text) blob
`;

/** Each has a function that makes a blob of it and one that makes it of a blob. */
const OF_BLOBS: readonly string[] = [
  'ascii', 'bigint', 'boolean', 'date', 'decimal', 'double', 'duration', 'float', 'inet', 'int', 'smallint', 'text', 'time', 'timestamp', 'timeuuid', 'tinyint', 'uuid', 'varchar', 'varint',
];

const OPEN = Infinity;

const NATIVE_FUNCTIONS: readonly NativeFunction[] = [...TABLE.trim().split('\n').flatMap(readLine), ...OF_BLOBS.flatMap(ofBlob)];

/**
 * Those of a version; from 5.0 on under their new names only.
 *
 * @param release e.g. `4.1.10`; without it all are given
 */
export function nativeFunctions(release: string | undefined): readonly NativeFunction[] {
  const version = Number.parseFloat(release ?? '');

  return Number.isNaN(version) ? NATIVE_FUNCTIONS : NATIVE_FUNCTIONS.filter(({ since, before }) => since <= version && version < before);
}

function readLine(line: string): NativeFunction[] {
  const [version = '', ...rest] = line.trim().split(' ');
  const [since, before = OPEN] = version.split('-').map(Number);

  return rest.join(' ').split(' | ').map((text) => {
    const [, name = '', args = '', returns = ''] = /^(\w+) \((.*)\) (.+)$/.exec(text) ?? [];

    return { name, signature: `(${ args }) → ${ returns }`, since: since ?? 0, before };
  });
}

function ofBlob(type: string): NativeFunction[] {
  const capital = type.charAt(0).toUpperCase() + type.slice(1);
  const [to, from] = [`(${ type }) → blob`, `(blob) → ${ type }`];

  return [
    { name: `${ type }AsBlob`, signature: to, since: 3, before: 5 },
    { name: `blobAs${ capital }`, signature: from, since: 3, before: 5 },
    { name: `${ type }_as_blob`, signature: to, since: 5, before: OPEN },
    { name: `blob_as_${ type }`, signature: from, since: 5, before: OPEN },
  ];
}

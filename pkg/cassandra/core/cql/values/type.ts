import { quoteName } from '../names';
import type { CqlType, ScalarName } from '../session';

/** Widths in bytes of the types that stand in a vector without a length. Of the others, also of `int`'s smaller kin, it stands before each. */
const WIDTHS: Readonly<Partial<Record<ScalarName, number>>> = { bigint: 8, boolean: 1, double: 8, float: 4, int: 4, timestamp: 8, timeuuid: 16, uuid: 16 };

/** Before version 5, the protocol has no number for this type and tells its class. */
const DURATION = 'org.apache.cassandra.db.marshal.DurationType';

/** A type as CQL writes it. Whether it is frozen is nothing that the protocol tells. */
export function typeName(type: CqlType): string {
  switch (type.kind) {
  case 'scalar': return type.name;
  case 'list':
  case 'set': return `${ type.kind }<${ typeName(type.of) }>`;
  case 'map': return `map<${ typeName(type.key) }, ${ typeName(type.value) }>`;
  case 'tuple': return `tuple<${ type.of.map(typeName).join(', ') }>`;
  case 'vector': return `vector<${ typeName(type.of) }, ${ type.dimension }>`;
  case 'udt': return quoteName(type.name);
  default: return type.name === DURATION ? 'duration' : `'${ type.name }'`;
  }
}

const NUMBERS: ReadonlySet<ScalarName | undefined> = new Set<ScalarName | undefined>([
  'bigint', 'counter', 'decimal', 'double', 'float', 'int', 'smallint', 'tinyint', 'varint',
]);

export function isNumeric(type: CqlType): boolean {
  return NUMBERS.has(scalarOf(type));
}

/** The scalar that a type is, also where the protocol only tells its class. */
export function scalarOf(type: CqlType): ScalarName | undefined {
  if (type.kind === 'scalar') {
    return type.name;
  }

  return type.kind === 'custom' && type.name === DURATION ? 'duration' : undefined;
}

/**
 * In bytes, of a type whose values stand in a vector one after the other; `undefined` where the length stands before each.
 * Source: `valueLengthIfFixed` of Cassandra's types, 5.0.
 */
export function fixedWidth(type: CqlType): number | undefined {
  if (type.kind === 'scalar') {
    return WIDTHS[type.name];
  }
  const width = type.kind === 'vector' ? fixedWidth(type.of) : undefined;

  return type.kind === 'vector' && width !== undefined ? width * type.dimension : undefined;
}

import type { CqlType, ScalarName, UdtField } from '../../core/cql/session';

/**
 * Types by the names of Cassandra's Java classes: how versions of the protocol are told of types that are younger than
 * they, such as vectors and durations.
 */
const SCALAR_CLASSES: ReadonlyMap<string, ScalarName> = new Map<string, ScalarName>([
  ['AsciiType', 'ascii'],
  ['BooleanType', 'boolean'],
  ['BytesType', 'blob'],
  ['ByteType', 'tinyint'],
  ['CounterColumnType', 'counter'],
  ['DateType', 'timestamp'],
  ['DecimalType', 'decimal'],
  ['DoubleType', 'double'],
  ['DurationType', 'duration'],
  ['FloatType', 'float'],
  ['InetAddressType', 'inet'],
  ['Int32Type', 'int'],
  ['IntegerType', 'varint'],
  ['LongType', 'bigint'],
  ['ShortType', 'smallint'],
  ['SimpleDateType', 'date'],
  ['TimestampType', 'timestamp'],
  ['TimeType', 'time'],
  ['TimeUUIDType', 'timeuuid'],
  ['UTF8Type', 'text'],
  ['UUIDType', 'uuid'],
]);

/** Around a type, without a meaning for its values. */
const WRAPPERS: ReadonlySet<string> = new Set(['FrozenType', 'ReversedType']);
const PACKAGE = 'org.apache.cassandra.db.marshal.';

/** A name and what stands in its brackets, separated by commas. */
interface Parsed {
  readonly text: string;
  readonly name: string;
  readonly parameters: readonly string[];
}

/** @param name for instance `org.apache.cassandra.db.marshal.VectorType(org.apache.cassandra.db.marshal.FloatType, 3)` */
export function typeOfClass(name: string): CqlType {
  const parsed = parse(name.trim());
  const [first = '', second = '', ...rest] = parsed.parameters;

  if (WRAPPERS.has(parsed.name) && first) {
    return typeOfClass(first);
  }
  switch (parsed.name) {
    case 'ListType':
      return { kind: 'list', of: typeOfClass(first) };
    case 'SetType':
      return { kind: 'set', of: typeOfClass(first) };
    case 'MapType':
      return { kind: 'map', key: typeOfClass(first), value: typeOfClass(second) };
    case 'TupleType':
      return { kind: 'tuple', of: parsed.parameters.map(typeOfClass) };
    case 'VectorType':
      return { kind: 'vector', of: typeOfClass(first), dimension: Number(second) };
    case 'UserType':
      return { kind: 'udt', keyspace: first, name: fromHex(second), fields: rest.map(fieldOf) };
    default: {
      const scalar = SCALAR_CLASSES.get(parsed.name);

      return scalar ? { kind: 'scalar', name: scalar } : { kind: 'custom', name: parsed.text };
    }
  }
}

/** Name in hexadecimal digits, colon, type. */
function fieldOf(text: string): UdtField {
  const colon = text.indexOf(':');

  return { name: fromHex(text.slice(0, colon)), type: typeOfClass(text.slice(colon + 1)) };
}

function parse(text: string): Parsed {
  const open = text.indexOf('(');
  const name = open < 0 ? text : text.slice(0, open);

  return {
    text,
    name:       name.startsWith(PACKAGE) ? name.slice(PACKAGE.length) : name,
    parameters: open < 0 ? [] : parameters(text.slice(open + 1, text.lastIndexOf(')'))),
  };
}

/** Cuts at commas outside of brackets. */
function parameters(text: string): string[] {
  const found = [''];
  let depth = 0;

  for (const char of text) {
    depth += char === '(' ? 1 : 0;
    depth -= char === ')' ? 1 : 0;
    if (char === ',' && depth === 0) {
      found.push('');
    } else {
      found[found.length - 1] += char;
    }
  }

  return found.map((one) => one.trim()).filter(Boolean);
}

function fromHex(digits: string): string {
  const bytes = digits.match(/[0-9a-f]{2}/gi) ?? [];

  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => parseInt(byte, 16)));
}

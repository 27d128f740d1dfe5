import type { QualifiedName, Reader } from './reader';
import { targetsOf, type ObjectKind, type Shape, type Target } from './shape';

const OBJECTS: readonly (readonly [readonly string[], ObjectKind])[] = [
  [['KEYSPACE'], 'keyspace'],
  [['SCHEMA'], 'keyspace'],
  [['TABLE'], 'table'],
  [['COLUMNFAMILY'], 'table'],
  [['MATERIALIZED', 'VIEW'], 'view'],
  [['INDEX'], 'index'],
  [['CUSTOM', 'INDEX'], 'index'],
  [['TYPE'], 'type'],
  [['FUNCTION'], 'function'],
  [['AGGREGATE'], 'aggregate'],
  [['TRIGGER'], 'trigger'],
  [['ROLE'], 'role'],
  [['USER'], 'user'],
  [['IDENTITY'], 'identity'],
];

/** What follows `CREATE`. */
export function readCreate(reader: Reader): Shape {
  reader.take('OR', 'REPLACE');
  const object = takeObject(reader);

  reader.take('IF', 'NOT', 'EXISTS');

  return { kind: 'create', ...about(object), targets: readCreated(object, reader) };
}

/** What follows `ALTER`. */
export function readAlter(reader: Reader): Shape {
  const object = takeObject(reader);

  reader.take('IF', 'EXISTS');
  const targets = readNamed(object, reader);

  // Whatever stands there: columns, or what keeps clients from seeing the columns of a compact table.
  return { kind: 'alter', ...about(object), targets, destroys: object === 'table' && reader.word() === 'DROP' };
}

/** What follows `DROP`. */
export function readDrop(reader: Reader): Shape {
  const object = takeObject(reader);

  reader.take('IF', 'EXISTS');

  return { kind: 'drop', ...about(object), targets: object === 'trigger' ? readTrigger(reader) : readNamed(object, reader), destroys: true };
}

/** What follows `ADD`: of statements, identities only. */
export function readAdd(reader: Reader): Shape {
  if (!reader.take('IDENTITY')) {
    return { kind: 'unknown', effect: 'write', targets: [] };
  }
  reader.take('IF', 'NOT', 'EXISTS');
  const identity = readNamed('identity', reader);

  reader.take('TO', 'ROLE');

  return { kind: 'add', ...about('identity'), targets: [...identity, ...readNamed('role', reader)] };
}

/** A role, without quotes in small letters; users and identities are kept as they are written. */
export function readRole(reader: Reader, kind: 'role' | 'user' | 'identity'): QualifiedName | undefined {
  const isPlain = reader.word() !== '';
  const name = reader.string() ?? (isPlain && kind !== 'role' ? reader.raw() : reader.name());

  return name === undefined ? undefined : { name };
}

function about(object: ObjectKind | undefined): Pick<Shape, 'object' | 'effect'> {
  const isRole = object === 'role' || object === 'user' || object === 'identity';

  return { effect: isRole ? 'roles' : 'schema', ...(object && { object }) };
}

function takeObject(reader: Reader): ObjectKind | undefined {
  return OBJECTS.find(([words]) => reader.take(...words))?.[1];
}

function readNamed(object: ObjectKind | undefined, reader: Reader): Target[] {
  switch (object) {
  case undefined: return [];
  case 'role':
  case 'user':
  case 'identity': return targetsOf(object, readRole(reader, object), true);
  case 'keyspace': {
    const name = reader.name();

    return targetsOf(object, name === undefined ? undefined : { name }, true);
  }
  default: return targetsOf(object, reader.qualifiedName(), true);
  }
}

function readCreated(object: ObjectKind | undefined, reader: Reader): Target[] {
  if (object === 'index' || object === 'trigger') {
    return object === 'index' ? readIndex(reader) : readTrigger(reader);
  }
  const created = readNamed(object, reader);

  if (object === 'view') {
    reader.takeUntil('FROM');

    return [...created, ...targetsOf('table', reader.qualifiedName(), true)];
  }

  return [...created, ...(object === 'table' && reader.take('LIKE') ? targetsOf('table', reader.qualifiedName(), false) : [])];
}

/** It may be without a name. */
function readIndex(reader: Reader): Target[] {
  return onTable(reader.word() === 'ON' ? [] : targetsOf('index', reader.qualifiedName(), true), reader);
}

function readTrigger(reader: Reader): Target[] {
  return onTable(targetsOf('trigger', reader.qualifiedName(), true), reader);
}

/** With the table on which they are, and in its keyspace. */
function onTable(targets: readonly Target[], reader: Reader): Target[] {
  reader.take('ON');
  const table = reader.qualifiedName();

  return [...targets.map((target) => ({ ...target, ...(table?.keyspace !== undefined && { keyspace: table.keyspace }) })), ...targetsOf('table', table, true)];
}

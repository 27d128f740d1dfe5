import { readRole } from './definitions';
import type { Reader } from './reader';
import { targetsOf, type Shape, type Target } from './shape';

/** What follows `GRANT` or `REVOKE`: permissions on something, or a role. */
export function readGrant(kind: 'grant' | 'revoke', reader: Reader): Shape {
  const preposition = kind === 'grant' ? 'TO' : 'FROM';
  const permissions = isOfPermissions(reader, preposition);
  const targets = permissions ? readResource(reader) : targetsOf('role', readRole(reader, 'role'), false);

  reader.takeUntil(preposition);

  return { kind, object: permissions ? 'permission' : 'role', effect: 'roles', targets: [...targets, ...targetsOf('role', readRole(reader, 'role'), true)] };
}

/** What follows `LIST`. */
export function readList(reader: Reader): Shape {
  if (reader.take('USERS') || reader.take('SUPERUSERS')) {
    return { kind: 'list', object: 'user', effect: 'read', targets: [] };
  }
  if (reader.take('ROLES')) {
    return { kind: 'list', object: 'role', effect: 'read', targets: reader.take('OF') ? targetsOf('role', readRole(reader, 'role'), false) : [] };
  }
  const targets = isOfPermissions(reader, 'OF') ? readResource(reader) : [];
  const role = reader.takeUntil('OF') ? targetsOf('role', readRole(reader, 'role'), false) : [];

  return { kind: 'list', object: 'permission', effect: 'read', targets: [...targets, ...role] };
}

/** Whether `ON` comes before the word that ends what is given. The reader then stands after it. */
function isOfPermissions(reader: Reader, end: string): boolean {
  let ahead = 0;

  while (reader.peek(ahead) && reader.word(ahead) !== 'ON' && reader.word(ahead) !== end) {
    ahead++;
  }

  return reader.word(ahead) === 'ON' && reader.takeUntil('ON');
}

/** What permissions are on, as far as it has a name: all of a kind, and beans, have none. */
function readResource(reader: Reader): Target[] {
  const isOne = isNamed(reader);

  if (isOne && reader.take('ALL')) {
    while (!reader.ended && !['KEYSPACE', 'TO', 'FROM', 'OF'].includes(reader.word())) {
      reader.skip();
    }

    return reader.take('KEYSPACE') ? keyspace(reader) : [];
  }
  if (reader.take('KEYSPACE') || reader.take('SCHEMA')) {
    return keyspace(reader);
  }
  if (isOne && reader.take('ROLE')) {
    return targetsOf('role', readRole(reader, 'role'), false);
  }
  if (isOne && reader.take('FUNCTION')) {
    return targetsOf('function', reader.qualifiedName(), false);
  }
  if (reader.peek(1)?.kind === 'string' && (reader.take('MBEAN') || reader.take('MBEANS'))) {
    return [];
  }
  reader.take('TABLE') || reader.take('COLUMNFAMILY');

  return targetsOf('table', reader.qualifiedName(), false);
}

function keyspace(reader: Reader): Target[] {
  const name = reader.name();

  return targetsOf('keyspace', name === undefined ? undefined : { name }, false);
}

/** Whether a name follows the next word, which then says of what; else the word itself is a table's name. */
function isNamed(reader: Reader): boolean {
  const next = reader.peek(1)?.kind;

  return (next === 'word' || next === 'name' || next === 'string') && !['TO', 'FROM', 'OF'].includes(reader.word(1));
}

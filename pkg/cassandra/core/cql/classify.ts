import { commandKind, type CommandKind } from './command-words';
import { readAdd, readAlter, readCreate, readDrop } from './definitions';
import { readDescribe, type Described } from './describe';
import { lex } from './lexer';
import { isSystemKeyspace } from './names';
import { passwordRanges } from './passwords';
import { readGrant, readList } from './permissions';
import type { Range } from './place';
import { Reader } from './reader';
import { readBlock, readChange, readSelect, readTruncate } from './rows';
import { targetsOf, type Effect, type ObjectKind, type Shape, type StatementKind, type Target, type Traits } from './shape';

export type { Effect, ObjectKind, StatementKind, Target, Traits } from './shape';

/**
 * What has to be asked before it is run. `write`: whether it is meant to change anything. `destructive`: the name, typed.
 * `protected`: it changes what Cassandra keeps for itself.
 */
export type Guard = 'none' | 'write' | 'destructive' | 'protected';

export interface Classified extends Traits {
  kind: StatementKind;
  /** Of what it is a definition, a list …, where its kind leaves it open. */
  object?: ObjectKind;
  effect: Effect;
  guard: Guard;
  /** What is to be typed where the guard is `destructive` or `protected`. */
  confirm?: string;
  /** What it names, first what it is about. Names without a keyspace have that of the session. */
  targets: readonly Target[];
  /** Whether one of them is in a keyspace of Cassandra's own. */
  system: boolean;
  /** Where passwords stand in it, as {@link passwordRanges} finds them. */
  passwords: readonly Range[];
}

const UNKNOWN: Shape = { kind: 'unknown', effect: 'write', targets: [] };

/** Of what is described, that which has a kind. */
const DESCRIBED: ReadonlyMap<Described, ObjectKind> = new Map<Described, ObjectKind>([
  ['keyspace', 'keyspace'],
  ['table', 'table'],
  ['index', 'index'],
  ['view', 'view'],
  ['type', 'type'],
  ['function', 'function'],
  ['aggregate', 'aggregate'],
]);

/**
 * What a statement is and does, told by its tokens. Cassandra runs one statement at a time and knows it by its first word,
 * so that whatever follows cannot do more than is said here. What is not known counts as writing.
 *
 * @param text of one statement, as `splitStatements` gives it
 * @param keyspace that the session uses
 */
export function classify(text: string, keyspace?: string): Classified {
  const shape = readStatement(new Reader(text, lex(text)));
  const targets = shape.targets.map((target) => inKeyspace(target, keyspace));
  const { kind, object, effect, allowFiltering = false, conditional = false, ttl = false, timestamp = false, json = false } = shape;
  const guard = guardOf({ ...shape, targets });
  const about = targets.find((target) => guard === 'protected' ? isSystem(target) && target.changed : true);

  return {
    kind,
    ...(object && { object }),
    effect,
    guard,
    ...((guard === 'destructive' || guard === 'protected') && { confirm: about?.name || kind.toUpperCase() }),
    targets,
    system: targets.some(isSystem),
    allowFiltering,
    conditional,
    ttl,
    timestamp,
    json,
    passwords: passwordRanges(text),
  };
}

/**
 * What each of several statements is and does, if they are run one after another: `USE` moves those that follow.
 *
 * @param keyspace that the session uses before the first
 */
export function classifyAll(texts: readonly string[], keyspace?: string): Classified[] {
  let current = keyspace;

  return texts.map((text) => {
    const classified = classify(text, current);

    current = classified.kind === 'use' ? classified.targets[0]?.name ?? current : current;

    return classified;
  });
}

function readStatement(reader: Reader): Shape {
  const word = reader.word();

  if (['INSERT', 'UPDATE', 'DELETE'].includes(word)) {
    return readChange(reader);
  }
  const command = commandKind(reader.raw()?.toUpperCase() ?? '');

  switch (word) {
  case 'SELECT': return readSelect(reader);
  case 'BEGIN': return readBlock(reader);
  case 'TRUNCATE': return readTruncate(reader);
  case 'USE': return { kind: 'use', effect: 'session', targets: keyspaceTarget(reader) };
  case 'CREATE': return readCreate(reader);
  case 'ALTER': return readAlter(reader);
  case 'DROP': return readDrop(reader);
  case 'ADD': return readAdd(reader);
  case 'GRANT': return readGrant('grant', reader);
  case 'REVOKE': return readGrant('revoke', reader);
  case 'LIST': return readList(reader);
  default: return command ? readCommand(command, reader) : UNKNOWN;
  }
}

function keyspaceTarget(reader: Reader): Target[] {
  const name = reader.name();

  return targetsOf('keyspace', name === undefined ? undefined : { name }, false);
}

function readCommand(kind: CommandKind, reader: Reader): Shape {
  if (kind === 'describe') {
    const { what, keyspace, name } = readDescribe(reader) ?? {};
    const object = what && DESCRIBED.get(what);
    const named = name === undefined ? undefined : { name, ...(keyspace !== undefined && { keyspace }) };

    return { kind, effect: 'read', ...(object && { object }), targets: object ? targetsOf(object, named, false) : [] };
  }
  if (kind === 'copy') {
    const table = reader.qualifiedName();

    reader.takeBrackets();
    const reads = reader.take('TO');

    return { kind, effect: reads ? 'read' : 'write', targets: targetsOf('table', table, !reads) };
  }

  return { kind, effect: 'session', targets: [] };
}

/** Those that are in a keyspace, with the one that is meant. */
function inKeyspace(target: Target, keyspace: string | undefined): Target {
  const isInNone = ['keyspace', 'role', 'user', 'identity'].includes(target.kind);

  return isInNone || target.keyspace !== undefined || keyspace === undefined ? target : { ...target, keyspace };
}

function isSystem({ kind, keyspace, name }: Target): boolean {
  return kind === 'keyspace' ? isSystemKeyspace(name) : keyspace !== undefined && isSystemKeyspace(keyspace);
}

function guardOf({ effect, targets, destroys }: Shape): Guard {
  if (effect === 'read' || effect === 'session') {
    return 'none';
  }
  if (effect !== 'roles' && targets.some((target) => target.changed && isSystem(target))) {
    return 'protected';
  }

  return destroys ? 'destructive' : 'write';
}

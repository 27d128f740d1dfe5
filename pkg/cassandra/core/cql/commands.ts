import { commandKind, type CommandKind } from './command-words';
import { readDescribe, type Describe } from './describe';
import { lex } from './lexer';
import { unquote } from './names';
import type { Range } from './place';
import { Reader } from './reader';

export const CONSISTENCIES = ['ANY', 'ONE', 'TWO', 'THREE', 'QUORUM', 'ALL', 'LOCAL_QUORUM', 'EACH_QUORUM', 'SERIAL', 'LOCAL_SERIAL', 'LOCAL_ONE'] as const;
export const SERIAL_CONSISTENCIES = ['SERIAL', 'LOCAL_SERIAL'] as const;

export type Consistency = typeof CONSISTENCIES[number];
export type SerialConsistency = typeof SERIAL_CONSISTENCIES[number];

/** What a person tells cqlsh. Without a value, the one that holds is asked for. */
export type Command =
  | { kind: 'consistency'; level?: Consistency }
  | { kind: 'serialConsistency'; level?: SerialConsistency }
  | { kind: 'tracing' | 'expand'; on?: boolean }
  | { kind: 'paging'; on?: boolean; size?: number }
  | { kind: 'show'; what: 'host' | 'version' }
  | { kind: 'show'; what: 'session'; session: string }
  | { kind: 'show'; what: 'replicas'; token: string; keyspace?: string }
  | { kind: 'source'; file: string }
  | { kind: 'login'; user: string; password?: string }
  | { kind: 'help'; topics: string[] }
  | { kind: 'exit' | 'clear' | 'history' }
  | Describe;

/** Why a command cannot be carried out. */
export type CommandRefusal =
  /** It works with files or processes beside cqlsh, and here there are none. */
  | { code: 'notHere'; kind: 'copy' | 'capture' | 'debug' }
  /** Something else has to stand in a place. */
  | { code: 'expected'; kind: CommandKind; expected: Expected; at: Range };

/** Words to choose from, or what it has to be. */
export type Expected = readonly string[] | 'name' | 'file' | 'user' | 'password' | 'uuid' | 'token' | 'pageSize' | 'end';

export type ParsedCommand = { command: Command; refusal?: undefined } | { command?: undefined; refusal: CommandRefusal };

/** As large as the protocol takes. */
const MOST_ROWS = 2_147_483_647;

/** What is read of a command: it, or what should stand where the reader does. */
type Reading = Command | { expected: Expected };

/**
 * Reads a command of cqlsh.
 *
 * @param text of one statement
 * @returns `undefined` if it is a statement of CQL, or none at all
 */
export function parseCommand(text: string): ParsedCommand | undefined {
  const tokens = lex(text);
  const reader = new Reader(text, tokens);
  const kind = commandKind(reader.raw()?.toUpperCase() ?? '');

  if (kind === undefined) {
    return undefined;
  }
  if (kind === 'copy' || kind === 'capture' || kind === 'debug') {
    return { refusal: { code: 'notHere', kind } };
  }
  const reading = read(kind, reader);

  if (!('expected' in reading)) {
    reader.takeSymbol(';');
  }
  if (!('expected' in reading) && reader.ended) {
    return { command: reading };
  }
  const { start, end } = reader.peek() ?? { start: text.length, end: text.length };

  return { refusal: { code: 'expected', kind, expected: 'expected' in reading ? reading.expected : 'end', at: { start, end } } };
}

function read(kind: Exclude<CommandKind, 'copy' | 'capture' | 'debug'>, reader: Reader): Reading {
  switch (kind) {
  case 'consistency': return readLevel(kind, CONSISTENCIES, reader);
  case 'serialConsistency': return reader.take('CONSISTENCY') ? readLevel(kind, SERIAL_CONSISTENCIES, reader) : { expected: ['CONSISTENCY'] };
  case 'tracing':
  case 'expand': return readSwitch(kind, reader);
  case 'paging': return readPaging(reader);
  case 'show': return readShow(reader);
  case 'source': return readSource(reader);
  case 'login': return readLogin(reader);
  case 'describe': return readDescribe(reader) ?? { expected: 'name' };
  case 'help': return readHelp(reader);
  case 'history':
    reader.raw();

    return { kind };
  default: return { kind };
  }
}

function isOver(reader: Reader): boolean {
  return reader.ended || reader.symbol() === ';';
}

function readLevel<K extends 'consistency' | 'serialConsistency', L extends string>(kind: K, levels: readonly L[], reader: Reader): { kind: K; level?: L } | { expected: Expected } {
  if (isOver(reader)) {
    return { kind };
  }
  const level = levels.find((each) => reader.take(each));

  return level === undefined ? { expected: levels } : { kind, level };
}

function readSwitch(kind: 'tracing' | 'expand', reader: Reader): Reading {
  if (isOver(reader)) {
    return { kind };
  }
  const on = reader.take('ON');

  return on || reader.take('OFF') ? { kind, on } : { expected: ['ON', 'OFF'] };
}

function readPaging(reader: Reader): Reading {
  const token = reader.peek();

  if (isOver(reader)) {
    return { kind: 'paging' };
  }
  if (reader.take('ON')) {
    return { kind: 'paging', on: true };
  }
  if (reader.take('OFF')) {
    return { kind: 'paging', on: false };
  }
  if (token?.kind !== 'number') {
    return { expected: ['ON', 'OFF'] };
  }
  const size = Number(reader.raw());

  return Number.isInteger(size) && size > 0 && size <= MOST_ROWS ? { kind: 'paging', on: true, size } : { expected: 'pageSize' };
}

function readShow(reader: Reader): Reading {
  if (reader.take('HOST')) {
    return { kind: 'show', what: 'host' };
  }
  if (reader.take('VERSION')) {
    return { kind: 'show', what: 'version' };
  }
  if (reader.take('SESSION')) {
    const session = reader.peek()?.kind === 'uuid' ? reader.raw() : undefined;

    return session === undefined ? { expected: 'uuid' } : { kind: 'show', what: 'session', session: session.toLowerCase() };
  }

  return reader.take('REPLICAS') ? readReplicas(reader) : { expected: ['HOST', 'VERSION', 'SESSION', 'REPLICAS'] };
}

function readReplicas(reader: Reader): Reading {
  const sign = reader.takeSymbol('-') ? '-' : '';
  const token = reader.peek()?.kind === 'number' ? reader.raw() : undefined;

  if (token === undefined) {
    return { expected: 'token' };
  }
  const keyspace = reader.name();

  return { kind: 'show', what: 'replicas', token: sign + token, ...(keyspace !== undefined && { keyspace }) };
}

function readSource(reader: Reader): Reading {
  const file = reader.peek()?.unterminated ? undefined : reader.string();

  return file === undefined ? { expected: 'file' } : { kind: 'source', file };
}

function readLogin(reader: Reader): Reading {
  const token = reader.peek();
  const isName = token?.kind === 'word' || token?.kind === 'string' || token?.kind === 'name';
  const written = isName && !token.unterminated ? reader.raw() : undefined;

  if (written === undefined || !token) {
    return { expected: 'user' };
  }
  const user = token.kind === 'word' ? written : unquote(written, { ...token, start: 0, end: written.length });

  if (isOver(reader)) {
    return { kind: 'login', user };
  }
  const password = reader.peek()?.unterminated ? undefined : reader.string();

  return password === undefined ? { expected: 'password' } : { kind: 'login', user, password };
}

function readHelp(reader: Reader): Reading {
  const topics: string[] = [];

  while (reader.word() !== '') {
    topics.push(reader.raw()?.toUpperCase() ?? '');
  }

  return { kind: 'help', topics };
}

import { CONSISTENCIES, type Consistency } from '../cql/commands';
import { CONCEALED } from '../cluster/conceal';
import { isSignificant, lex } from '../cql/lexer';
import { unquote } from '../cql/names';
import { refusedAt, type Range } from '../cql/place';
import { CqlError, type CqlErrorCode } from '../cql/session';

/** What a server's refusal is about. `refused`: by a number that is not known here. */
export type ServerErrorCode =
  | 'server' | 'protocol' | 'unavailable' | 'overloaded' | 'bootstrapping' | 'truncate' | 'writeTimeout' | 'readTimeout' | 'readFailure'
  | 'functionFailure' | 'writeFailure' | 'cdcWriteFailure' | 'casUnknown' | 'syntax' | 'unauthorized' | 'invalid' | 'configuration'
  | 'alreadyExists' | 'unprepared' | 'refused';

/** `unknown`: something that no session throws. */
export type ConsoleErrorCode = ServerErrorCode | CqlErrorCode | 'unknown';

/** What a message tells beside its words; in numbers of replicas, of which `received` have answered. */
export interface ErrorParams {
  consistency?: Consistency;
  datacenter?: string;
  required?: number;
  alive?: number;
  received?: number;
  failed?: number;
  keyspace?: string;
  table?: string;
  user?: string;
  permission?: string;
  /** On what the permission is wanted, as Cassandra writes it. */
  resource?: string;
}

export interface ConsoleError {
  readonly code: ConsoleErrorCode;
  readonly params: ErrorParams;
  /** In the words of the server, or of whoever threw it; without the statement's passwords. */
  readonly message: string;
  /** Number of the native protocol's error. */
  readonly serverCode?: number;
  /** Where in the statement, if the message says so. */
  readonly at?: Range;
  /** What to do about it is known: a clause is missing, or a keyspace. */
  readonly hint?: 'allowFiltering' | 'noKeyspace';
}

/** Section 9 of the native protocol's specification, v5, and its later additions. */
const SERVER_CODES: ReadonlyMap<number | undefined, ConsoleErrorCode> = new Map<number | undefined, ConsoleErrorCode>([
  [0x0000, 'server'],
  [0x000a, 'protocol'],
  [0x0100, 'credentials'],
  [0x1000, 'unavailable'],
  [0x1001, 'overloaded'],
  [0x1002, 'bootstrapping'],
  [0x1003, 'truncate'],
  [0x1100, 'writeTimeout'],
  [0x1200, 'readTimeout'],
  [0x1300, 'readFailure'],
  [0x1400, 'functionFailure'],
  [0x1500, 'writeFailure'],
  [0x1600, 'cdcWriteFailure'],
  [0x1700, 'casUnknown'],
  [0x2000, 'syntax'],
  [0x2100, 'unauthorized'],
  [0x2200, 'invalid'],
  [0x2300, 'configuration'],
  [0x2400, 'alreadyExists'],
  [0x2500, 'unprepared'],
]);

/** Nobody has heard the end: what was to be written may be, or may come to be. */
const OPEN_ENDED: ReadonlySet<ConsoleErrorCode> = new Set<ConsoleErrorCode>([
  'writeTimeout', 'writeFailure', 'cdcWriteFailure', 'casUnknown', 'truncate', 'server', 'timeout', 'aborted', 'unreachable', 'closed', 'unknown',
]);

/** Messages of Cassandra, and of cassandra-driver, which says some of them in its own words. Each may tell a part. */
const COUNTS: readonly RegExp[] = [
  /(?<required>\d+) required but only (?<alive>\d+) alive/,
  /(?<received>\d+) (?:peer|replica)\(s\) (?:acknowledged the write|responded) over (?<required>\d+) required/,
  /(?<required>\d+) responses were required but only (?<received>\d+) replicas responded, (?<failed>\d+) failed/,
  /received (?:only )?(?<received>\d+) responses(?: and (?<failed>\d+) failures)?/,
];
const LEVEL = /consistency (?:level )?(?<consistency>ANY|ONE|TWO|THREE|QUORUM|ALL|LOCAL_QUORUM|EACH_QUORUM|SERIAL|LOCAL_SERIAL|LOCAL_ONE)\b(?: in DC (?<datacenter>\S+))?/;
const EXISTS = /already existing table "(?<table>.+)" to keyspace "(?<keyspace>.+)"|existing keyspace "(?<ofItself>.+)"/;
const FORBIDDEN = /User (?<user>.+) has no (?<permission>[A-Z_]+) permission on (?<resource><[^>]+>|.+?)(?: or any of its parents|$)/;

/** A shorter one may be a part of any word. */
const LEAST_PASSWORD = 3;

/**
 * What an error says, in parts.
 *
 * @param thrown whatever was thrown
 * @param statement the text that was sent, if one was
 * @param passwords where they stand in it: servers repeat what they do not understand
 */
export function consoleErrorOf(thrown: unknown, statement?: string, passwords: readonly Range[] = []): ConsoleError {
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  const message = statement === undefined ? words : withoutPasswords(words, passwords.map(({ start, end }) => statement.slice(start, end)));

  if (!(thrown instanceof CqlError)) {
    return { code: 'unknown', params: {}, message };
  }
  const { serverCode } = thrown;
  const code = thrown.code === 'refused' ? SERVER_CODES.get(serverCode) ?? 'refused' : thrown.code;
  const at = statement !== undefined && code === 'syntax' ? refusedAt(statement, words) : undefined;
  const hint = code === 'invalid' ? hintOf(words) : undefined;

  return { code, params: paramsOf(code, words), message, ...(serverCode !== undefined && { serverCode }), ...(at && { at }), ...(hint && { hint }) };
}

/** Whether what was to be changed may have been changed all the same. */
export function mayHaveHappened({ code }: ConsoleError): boolean {
  return OPEN_ENDED.has(code);
}

function paramsOf(code: ConsoleErrorCode, message: string): ErrorParams {
  switch (code) {
  case 'unavailable':
  case 'readTimeout':
  case 'writeTimeout':
  case 'readFailure':
  case 'writeFailure':
  case 'casUnknown': return { ...levelOf(message), ...countsOf(message) };
  case 'alreadyExists': {
    const { table, keyspace, ofItself } = EXISTS.exec(message)?.groups ?? {};

    return { ...(table !== undefined && { table }), ...((keyspace ?? ofItself) !== undefined && { keyspace: keyspace ?? ofItself }) };
  }
  case 'unauthorized': {
    const { user, permission, resource } = FORBIDDEN.exec(message)?.groups ?? {};

    return { ...(user !== undefined && { user, permission, resource }) };
  }
  default: return {};
  }
}

function levelOf(message: string): ErrorParams {
  const { consistency, datacenter } = LEVEL.exec(message)?.groups ?? {};
  const level = CONSISTENCIES.find((each) => each === consistency);

  return { ...(level && { consistency: level }), ...(datacenter !== undefined && { datacenter }) };
}

function countsOf(message: string): ErrorParams {
  const groups = COUNTS.map((pattern) => pattern.exec(message)?.groups).find((each) => each !== undefined) ?? {};

  return Object.fromEntries(Object.entries(groups).filter(([, count]) => count !== undefined).map(([name, count]) => [name, Number(count)]));
}

function hintOf(message: string): ConsoleError['hint'] {
  if (/\buse ALLOW FILTERING\b/.test(message)) {
    return 'allowFiltering';
  }

  return /^No keyspace has been specified\b/.test(message) ? 'noKeyspace' : undefined;
}

/** @param written as they stand in the statement, in quotes or not */
function withoutPasswords(message: string, written: readonly string[]): string {
  return [...written, ...written.flatMap(partsOf)].filter(({ length }) => length >= LEAST_PASSWORD).reduce((hidden, text) => hidden.split(text).join(CONCEALED), message);
}

/** What may be a part of a password: strings, and if something is glued to one, whose quotes are then wrong, all there is. */
function partsOf(written: string): string[] {
  const tokens = lex(written).filter(isSignificant);
  const isGlued = tokens[0]?.kind !== 'string' || tokens[0].end === tokens[1]?.start;
  const strings = tokens.filter(({ kind }) => kind === 'string').map((token) => unquote(written, token));

  // As they are meant, and as they are written.
  return [...strings, ...strings.map((meant) => meant.split(`'`).join(`''`)), ...(isGlued ? written.split(/['"$\s]+/) : [])];
}

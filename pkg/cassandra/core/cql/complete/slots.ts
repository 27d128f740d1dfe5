import { CONSISTENCIES, SERIAL_CONSISTENCIES } from '../commands';
import { lex } from '../lexer';
import { isTypeName } from '../keywords';
import { nameOf, unquote } from '../names';
import type { Keyspace, Schema, SchemaColumn, Table } from '../schema/model';
import { SCALARS } from '../session';
import type { Word } from './expect';
import { nativeFunctions } from './functions';
import type { Candidate, ItemKind } from './items';
import { INDEX_CLASSES, KEYSPACE_OPTIONS, MAP_KEYS, OPTION_VALUES, TABLE_OPTIONS } from './options';
import type { StatementPlace } from './place-in-statement';

/** What is known where something is to be completed. */
export interface Surroundings {
  readonly schema: Schema;
  /** That the session is in. */
  readonly keyspace: string | undefined;
  readonly place: StatementPlace;
}

type Source = (surroundings: Surroundings) => Iterable<Candidate>;

/** What a name of the grammar can be. What is not here, such as a new name, only the person knows. */
const SOURCES: Readonly<Record<string, Source>> = {
  keyspace:          ({ schema }) => keyspaces(schema),
  table:             (known) => [...tablesIn(current(known)), ...viewsIn(current(known))],
  tableIn:           (known) => [...tablesIn(qualifier(known)), ...viewsIn(qualifier(known))],
  base:              (known) => tablesIn(current(known)),
  baseIn:            (known) => tablesIn(qualifier(known)),
  view:              (known) => viewsIn(current(known)),
  viewIn:            (known) => viewsIn(qualifier(known)),
  index:             (known) => indexesIn(current(known)),
  indexIn:           (known) => indexesIn(qualifier(known)),
  udt:               (known) => typesIn(current(known)),
  typeIn:            (known) => typesIn(qualifier(known)),
  userFunction:      (known) => userFunctions(current(known)),
  userFunctionIn:    (known) => userFunctions(qualifier(known)),
  userAggregate:     (known) => userAggregates(current(known)),
  userAggregateIn:   (known) => userAggregates(qualifier(known)),
  stateFunction:     (known) => userFunctions(own(known) ?? current(known)),
  column:            (known) => columnsOf(known).map(columnCandidate),
  insertColumn:      (known) => unlisted(known).map(columnCandidate),
  field:             (known) => fields(known),
  typeField:         (known) => typeFields(known),
  defined:           (known) => defined(known),
  function:          (known) => [...userCalls(own(known) ?? current(known), known), ...nativeCalls(known)],
  functionIn:        (known) => userCalls(qualifier(known), known),
  rowFunction:       (known) => nativeCalls(known).filter(({ name }) => name === 'token'),
  scalar:            () => scalars(),
  type:              (known) => [...scalars(), ...collections(), ...typesIn(own(known) ?? current(known))],
  tableOption:       ({ place }) => TABLE_OPTIONS.map((name) => option(name, place)),
  keyspaceOption:    ({ place }) => KEYSPACE_OPTIONS.map((name) => option(name, place)),
  mapKey:            (known) => mapKeys(known),
  mapValue:          ({ place }) => (OPTION_VALUES.get(mapValueName(place.words)) ?? []).map((name) => string(name, isClass(place.words) ? 'class' : 'value')),
  optionValue:       ({ place: { words } }) => (OPTION_VALUES.get(words[words.length - 2]?.text.toLowerCase() ?? '') ?? []).map((name) => string(name, 'value')),
  indexClass:        () => INDEX_CLASSES.map((name) => string(name, 'class')),
  datacenter:        ({ schema }) => datacenters(schema).map((name) => string(name, 'datacenter')),
  consistency:       () => CONSISTENCIES.map((name) => plain(name, 'consistency')),
  serialConsistency: () => SERIAL_CONSISTENCIES.map((name) => plain(name, 'consistency')),
};

/** What of the schema and of Cassandra's own can stand in a place of the grammar. */
export function candidatesFor(slot: string, surroundings: Surroundings): Iterable<Candidate> {
  return SOURCES[slot]?.(surroundings) ?? [];
}

/** The columns of what the statement is about. */
function columnsOf(known: Surroundings): readonly SchemaColumn[] {
  return tableOf(known)?.columns ?? [];
}

function tableOf({ schema, keyspace, place: { table } }: Surroundings): Table | undefined {
  const within = schema.keyspaces.get(table?.keyspace ?? keyspace ?? '');

  return table && (within?.tables.get(table.name) ?? within?.views.get(table.name));
}

function current({ schema, keyspace }: Surroundings): Keyspace | undefined {
  return schema.keyspaces.get(keyspace ?? '');
}

/** The keyspace of what the statement is about, which decides what its types and functions are. */
function own({ schema, place: { table, words } }: Surroundings): Keyspace | undefined {
  // What is being made is in no schema yet; its keyspace stands before the first point.
  const point = words.findIndex(({ text }) => text === '.');

  return schema.keyspaces.get(table?.keyspace ?? (words[0]?.upper === 'CREATE' && point > 0 ? wordName(words[point - 1]) : '') ?? '');
}

/** The keyspace that has been typed before the point. */
function qualifier({ schema, place: { words } }: Surroundings): Keyspace | undefined {
  return schema.keyspaces.get(wordName(words[words.length - 2]) ?? '');
}

function wordName(word: Word | undefined): string | undefined {
  return word && nameOf(word.text, { kind: word.kind, start: 0, end: word.text.length });
}

function named(name: string, kind: ItemKind, detail?: string): Candidate {
  return { name, form: 'name', kind, ...(detail !== undefined && { detail }) };
}

function plain(name: string, kind: ItemKind): Candidate {
  return { name, form: 'word', kind };
}

function string(name: string, kind: ItemKind): Candidate {
  return { name, form: 'string', kind };
}

function option(name: string, { rest }: StatementPlace): Candidate {
  return { name, form: 'word', ...(!/^\s*=/.test(rest) && { suffix: ' = ' }), kind: 'option' };
}

/** With its bracket, if none follows. */
function call(candidate: Candidate, { rest }: StatementPlace): Candidate {
  const isClosed = candidate.detail?.startsWith('()');

  return /^\s*\(/.test(rest) ? candidate : { ...candidate, suffix: isClosed ? '()' : '(' };
}

/** Those of people before Cassandra's own. */
function keyspaces(schema: Schema): Candidate[] {
  const all = [...schema.keyspaces.values()];

  return [...all.filter(({ system }) => !system), ...all.filter(({ system }) => system)].map(({ name, replication }) => named(name, 'keyspace', replication.strategy || undefined));
}

function* tablesIn(keyspace: Keyspace | undefined): Iterable<Candidate> {
  for (const name of keyspace?.tables.keys() ?? []) {
    yield named(name, 'table');
  }
}

function* viewsIn(keyspace: Keyspace | undefined): Iterable<Candidate> {
  for (const { name, base } of keyspace?.views.values() ?? []) {
    yield named(name, 'view', base);
  }
}

function indexesIn(keyspace: Keyspace | undefined): Candidate[] {
  return [...keyspace?.tables.values() ?? []].flatMap((table) => table.indexes.map((index) => named(index.name, 'index', `${ table.name } (${ index.target })`)));
}

function typesIn(keyspace: Keyspace | undefined): Candidate[] {
  return [...keyspace?.types.keys() ?? []].map((name) => named(name, 'type'));
}

function userFunctions(keyspace: Keyspace | undefined): Candidate[] {
  return unique((keyspace?.functions ?? []).map(({ name, args, returns }) => named(name, 'function', `(${ args.map(({ type }) => type).join(', ') }) → ${ returns }`)));
}

function userAggregates(keyspace: Keyspace | undefined): Candidate[] {
  return unique((keyspace?.aggregates ?? []).map(({ name, args, returns }) => named(name, 'aggregate', `(${ args.join(', ') }) → ${ returns }`)));
}

function userCalls(keyspace: Keyspace | undefined, { place }: Surroundings): Candidate[] {
  return [...userFunctions(keyspace), ...userAggregates(keyspace)].map((candidate) => call(candidate, place));
}

function nativeCalls({ schema, place }: Surroundings): Candidate[] {
  return nativeFunctions(schema.release).map(({ name, signature }) => call({ name, form: 'word', kind: 'function', detail: signature }, place));
}

function columnCandidate({ name, type }: SchemaColumn): Candidate {
  return named(name, 'column', type);
}

/** Without those that stand in the brackets already. */
function unlisted(known: Surroundings): readonly SchemaColumn[] {
  const { words } = known.place;
  const open = words.map(({ text }) => text).lastIndexOf('(');
  const listed = new Set(words.slice(open + 1).map(wordName));

  return columnsOf(known).filter(({ name }) => !listed.has(name));
}

/** Of the user-defined type that the column before the point has. */
function fields(known: Surroundings): Candidate[] {
  const { schema, keyspace, place: { table, words } } = known;
  const name = wordName(words[words.length - 2]);
  const type = columnsOf(known).find((column) => column.name === name)?.type ?? '';
  const types = schema.keyspaces.get(table?.keyspace ?? keyspace ?? '')?.types;
  const [found] = lex(type).map((token) => nameOf(type, token)).flatMap((written) => types?.get(written ?? '') ?? []);

  return (found?.fields ?? []).map((field) => named(field.name, 'field', field.type));
}

/** Of the type that `ALTER TYPE` names. */
function typeFields({ schema, keyspace, place: { words } }: Surroundings): Candidate[] {
  const at = words[2]?.upper === 'IF' ? 4 : 2;
  const isQualified = words[at + 1]?.text === '.';
  const type = schema.keyspaces.get((isQualified ? wordName(words[at]) : keyspace) ?? '')?.types.get(wordName(words[isQualified ? at + 2 : at]) ?? '');

  return (type?.fields ?? []).map((field) => named(field.name, 'field', field.type));
}

/** Columns that `CREATE TABLE` has defined so far: the names after the first bracket and after the commas beside it. */
function defined({ place: { words } }: Surroundings): Candidate[] {
  const names: Candidate[] = [];
  let depth = 0;

  for (const [index, { text, upper }] of words.entries()) {
    const next = words[index + 1];
    const name = wordName(next);

    depth += text === '(' || text === '<' ? 1 : 0;
    depth -= text === ')' || text === '>' ? 1 : 0;
    if (depth === 1 && (text === '(' || text === ',') && upper === '' && name !== undefined && next?.upper !== 'PRIMARY') {
      names.push(named(name, 'column'));
    }
  }

  return names;
}

function scalars(): Candidate[] {
  return [...SCALARS, 'varchar'].filter(isTypeName).map((name) => plain(name, 'type'));
}

function collections(): Candidate[] {
  return ['list', 'set', 'map', 'tuple', 'frozen', 'vector'].map((name) => ({ name, label: `${ name }<>`, form: 'word', suffix: '<', kind: 'type' }));
}

function mapKeys({ schema, place }: Surroundings): Candidate[] {
  const name = mapName(place.words);
  const keys = [...MAP_KEYS.get(name) ?? []].map((key): Candidate => string(key, 'option'));
  const all = [...keys, ...(name === 'replication' ? datacenters(schema).map((each) => string(each, 'datacenter')) : [])];

  return /^\s*:/.test(place.rest) ? all : all.map((candidate) => ({ ...candidate, suffix: ': ' }));
}

/** Those that any keyspace names: the schema knows no others. */
function datacenters(schema: Schema): string[] {
  const named = [...schema.keyspaces.values()].filter(({ replication }) => replication.strategy === 'NetworkTopologyStrategy').flatMap(({ replication }) => Object.keys(replication.options));

  return [...new Set(named)].filter((name) => name !== 'replication_factor').sort();
}

/** Of what option the map is that is open. */
function mapName(words: readonly Word[]): string {
  const open = words.map(({ text }) => text).lastIndexOf('{');

  return words[open - 2]?.text.toLowerCase() ?? '';
}

function mapKeyBefore(words: readonly Word[]): string {
  const key = words[words.length - 2];

  return key?.kind === 'string' ? unquote(key.text, { kind: 'string', start: 0, end: key.text.length }).toLowerCase() : '';
}

function mapValueName(words: readonly Word[]): string {
  return `${ mapName(words) }.${ mapKeyBefore(words) }`;
}

function isClass(words: readonly Word[]): boolean {
  return mapKeyBefore(words) === 'class';
}

/** Functions may share a name. */
function unique(candidates: readonly Candidate[]): Candidate[] {
  return [...new Map(candidates.map((candidate) => [candidate.name, candidate])).values()];
}

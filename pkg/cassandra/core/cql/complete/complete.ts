import { commandKind } from '../command-words';
import { keywords } from '../keywords';
import type { Schema } from '../schema/model';
import { expectedAfter, type Expected } from './expect';
import { itemOf, type Candidate, type CompletionItem } from './items';
import { rankOf, RANKS } from './match';
import { placeIn, type StatementPlace } from './place-in-statement';
import { candidatesFor, type Surroundings } from './slots';

export type { CompletionItem, ItemKind } from './items';

export interface Completion {
  /** Offsets of what an item replaces. */
  readonly from: number;
  readonly to: number;
  /** Best first. */
  readonly items: readonly CompletionItem[];
  /** Whether there are more than anybody would look through: they come as more is typed. */
  readonly isCut: boolean;
}

/** Nobody reads a longer list, and editors take their time to show one. */
const MOST_ITEMS = 200;

/** What is most likely meant comes first. */
const SLOT_ORDER: readonly string[] = ['column', 'insertColumn', 'field', 'defined', 'table', 'tableIn', 'base', 'baseIn', 'view', 'keyspace'];

/**
 * What could be written where the cursor stands, by the grammar and by the schema. In comments and strings there is nothing,
 * but for the names and classes that maps of options have in quotes.
 *
 * @param keyspace that the session is in
 */
export function complete(text: string, offset: number, schema: Schema, keyspace?: string): Completion {
  const at = Math.min(Math.max(0, Math.trunc(offset)), text.length);
  const place = placeIn(text, at);

  if (!place) {
    return { from: at, to: at, items: [], isCut: false };
  }
  const { from, to, prefix } = place;
  const expected = expectedAfter(place.words, place.rule);
  const surroundings: Surroundings = { schema, keyspace, place };
  const names = ranked(prefix, fitting(expected.length ? ofSlots(expected, surroundings) : ofAnything(surroundings), place));
  const words = place.quote === '' ? ofKeywords(expected, place).filter(({ name }) => name.toLowerCase().startsWith(prefix.toLowerCase())) : [];
  const items = [...names.slice(0, MOST_ITEMS), ...words].map(itemOf);

  return { from, to, items: isAllTyped(items, text.slice(from, to)) ? [] : items, isCut: names.length > MOST_ITEMS };
}

/** By how well they fit, and then as they come: columns as the table has them. Of very many, one more than are shown. */
function ranked(prefix: string, candidates: Iterable<Candidate>): Candidate[] {
  const typed = prefix.toLowerCase();
  const byRank = RANKS.map((): Candidate[] => []);
  const best = new Map<string, Candidate>();

  for (const candidate of candidates) {
    const rank = rankOf(typed, candidate.name);

    if (rank !== undefined) {
      byRank[rank]?.push(candidate);
    }
  }
  for (const candidate of byRank.flat()) {
    const key = `${ candidate.kind } ${ candidate.name }`;

    best.set(key, best.get(key) ?? candidate);
    if (best.size > MOST_ITEMS) {
      break;
    }
  }

  return [...best.values()];
}

function* ofSlots(expected: readonly Expected[], surroundings: Surroundings): Iterable<Candidate> {
  const slots = expected.filter(({ terminal }) => terminal.kind === 'slot').map(({ terminal }) => terminal.value);

  for (const slot of slots.sort((one, other) => orderOf(one) - orderOf(other))) {
    yield * candidatesFor(slot, surroundings);
  }
}

function orderOf(slot: string): number {
  const order = SLOT_ORDER.indexOf(slot);

  return order < 0 ? SLOT_ORDER.length : order;
}

/** Where the grammar is at its end: what is meant is known to Cassandra only, and may still be a name. */
function* ofAnything(surroundings: Surroundings): Iterable<Candidate> {
  if (surroundings.place.prefix !== '') {
    for (const slot of ['column', 'table', 'keyspace', 'function']) {
      yield * candidatesFor(slot, surroundings);
    }
  }
}

/** In quotes stands what is written so: names in the ones, strings in the others. */
function* fitting(candidates: Iterable<Candidate>, { quote }: StatementPlace): Iterable<Candidate> {
  for (const candidate of candidates) {
    if (quote === '' || candidate.form === (quote === '"' ? 'name' : 'string')) {
      yield candidate;
    }
  }
}

function ofKeywords(expected: readonly Expected[], { words, prefix, isLower }: StatementPlace): Candidate[] {
  const phrases = expected.length ? expected.flatMap(({ terminal, phrase }) => terminal.kind === 'keyword' && !terminal.silent ? [phrase] : []) : prefix === '' ? [] : keywords();

  return [...new Set(phrases)].map((phrase) => ({
    name: isLower ? phrase.toLowerCase() : phrase,
    form: 'word',
    kind: words.length === 0 && commandKind(phrase.split(' ', 1)[0] ?? '') ? 'command' : 'keyword',
  }));
}

/** Whether the only item is there already. */
function isAllTyped(items: readonly CompletionItem[], typed: string): boolean {
  return items.length === 1 && items[0]?.insert === typed;
}

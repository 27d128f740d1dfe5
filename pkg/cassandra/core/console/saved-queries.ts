import { hidePasswords } from '../cql/passwords';
import { isMap, parseJson } from '../object/json';
import { readText, writeText, type TextStorage } from './storage';

/** A text with a name. */
export interface SavedQuery {
  /** No other has it, whatever its capitals. */
  readonly name: string;
  /** Without its passwords. */
  readonly text: string;
}

export type SaveRefusal = 'noName' | 'longName' | 'nameTaken' | 'empty' | 'tooLong' | 'tooMany' | 'notKept';
export type ImportRefusal = 'tooLong' | 'notJson' | 'notQueries' | 'notKept';

/** What became of a query that was to be saved. `isHidden`: a password was taken out of it. */
export type Saved = { readonly query: SavedQuery; readonly isHidden: boolean; readonly refusal?: undefined } | { readonly refusal: SaveRefusal };

/** What became of queries that were to be imported, by their names. */
export interface Imported {
  readonly added: readonly string[];
  /** With the names that they have now, since theirs were taken. */
  readonly renamed: readonly string[];
  /** They were there. */
  readonly same: readonly string[];
  /** A password was taken out of them. */
  readonly hidden: readonly string[];
  /** How many were none, or too many. */
  readonly leftOut: number;
}

export const MOST_QUERIES = 200;
/** In characters. */
export const MOST_NAME = 100;
export const MOST_QUERY = 65_536;
const MOST_IMPORT = 4 * 1024 * 1024;

const FORMAT = 'cassandra-for-rancher/queries';

/** What a text has, whoever wrote it. What is no query is left out, and counted. */
export function parseQueries(text: string): { queries: SavedQuery[]; leftOut: number } | 'notJson' | 'notQueries' {
  const value = parseJson(text);
  const list = isMap(value) && value['format'] === FORMAT ? value['queries'] : undefined;

  if (!Array.isArray(list)) {
    return value === undefined ? 'notJson' : 'notQueries';
  }
  const queries = list.filter(isQuery).map((query) => ({ name: query.name.trim(), text: query.text }));

  return { queries, leftOut: list.length - queries.length };
}

/** What {@link parseQueries} reads: what is kept, and what is exported. */
export function formatQueries(queries: readonly SavedQuery[]): string {
  return JSON.stringify({ format: FORMAT, queries }, undefined, 2);
}

/**
 * The queries that this browser keeps. Each change is made to what is kept at that moment, so that tabs do not take each
 * other's away.
 */
export class SavedQueries {
  constructor(private readonly storage: TextStorage, private readonly key: string) {}

  /** By name. */
  list(): SavedQuery[] {
    const kept = parseQueries(readText(this.storage, this.key) ?? '');
    const queries = typeof kept === 'string' ? [] : kept.queries.slice(0, MOST_QUERIES);

    return [...new Map(queries.map((query) => [keyOf(query.name), query])).values()].sort((a, b) => a.name.localeCompare(b.name));
  }

  /** @param replaces whether a query of this name may be there already, and is another one then */
  save(name: string, text: string, replaces = false): Saved {
    const queries = this.list();
    const others = queries.filter((query) => keyOf(query.name) !== keyOf(name));
    const refusal = refusalOf(name, text) ?? (others.length < queries.length && !replaces ? 'nameTaken' : others.length >= MOST_QUERIES ? 'tooMany' : undefined);

    if (refusal) {
      return { refusal };
    }
    const query = { name: name.trim(), text: hidePasswords(text) };

    return this.write([...others, query]) ? { query, isHidden: query.text !== text } : { refusal: 'notKept' };
  }

  /** @returns whether it is gone */
  remove(name: string): boolean {
    return this.write(this.list().filter((query) => keyOf(query.name) !== keyOf(name)));
  }

  /** What {@link import} reads. */
  export(): string {
    return formatQueries(this.list());
  }

  /** Adds the queries in a text. Nothing that is there is changed: where a name is taken, another one is found. */
  import(text: string): Imported | ImportRefusal {
    if (text.length > MOST_IMPORT) {
      return 'tooLong';
    }
    const found = parseQueries(text);

    if (typeof found === 'string') {
      return found;
    }
    const merging = new Merging(this.list(), found.leftOut);

    found.queries.forEach((query) => merging.add(query));

    return this.write(merging.queries) ? merging.imported : 'notKept';
  }

  private write(queries: readonly SavedQuery[]): boolean {
    return writeText(this.storage, this.key, formatQueries(queries));
  }
}

/** Queries that come to those that are there. */
class Merging {
  private readonly byKey: Map<string, SavedQuery>;
  private readonly added: string[] = [];
  private readonly renamed: string[] = [];
  private readonly same: string[] = [];
  private readonly hidden: string[] = [];

  constructor(queries: readonly SavedQuery[], private leftOut: number) {
    this.byKey = new Map(queries.map((query) => [keyOf(query.name), query]));
  }

  get queries(): SavedQuery[] {
    return [...this.byKey.values()];
  }

  get imported(): Imported {
    const { added, renamed, same, hidden, leftOut } = this;

    return { added, renamed, same, hidden, leftOut };
  }

  add(query: SavedQuery): void {
    const text = hidePasswords(query.text);
    const name = this.freeName(query.name, text);

    if (name === undefined) {
      this.same.push(query.name);

      return;
    }
    if (this.byKey.size >= MOST_QUERIES) {
      this.leftOut++;

      return;
    }
    this.byKey.set(keyOf(name), { name, text });
    (name === query.name ? this.added : this.renamed).push(name);
    if (text !== query.text) {
      this.hidden.push(name);
    }
  }

  /** The name, or with the first number that makes it free; nothing if the same query has one of them. */
  private freeName(name: string, text: string): string | undefined {
    for (let count = 1; ; count++) {
      const suffix = count === 1 ? '' : ` (${ count })`;
      const tried = name.slice(0, MOST_NAME - suffix.length) + suffix;
      const taken = this.byKey.get(keyOf(tried));

      if (!taken) {
        return tried;
      }
      if (taken.text === text) {
        return undefined;
      }
    }
  }
}

function refusalOf(name: string, text: string): SaveRefusal | undefined {
  if (name.trim() === '') {
    return 'noName';
  }
  if (name.trim().length > MOST_NAME) {
    return 'longName';
  }
  if (text.trim() === '') {
    return 'empty';
  }

  return text.length > MOST_QUERY ? 'tooLong' : undefined;
}

function isQuery(value: unknown): value is SavedQuery {
  return isMap(value) && typeof value['name'] === 'string' && typeof value['text'] === 'string' && refusalOf(value['name'], value['text']) === undefined;
}

function keyOf(name: string): string {
  return name.trim().normalize('NFC').toLowerCase();
}

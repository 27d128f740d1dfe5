import { hidePasswords } from '../cql/passwords';
import { isMap, parseJson } from '../object/json';
import { MOST_TEXT } from './refusal';
import { readText, writeText, type TextStorage } from './storage';

/** A text that was run. Never what it answered. */
export interface HistoryEntry {
  /** Without its passwords. */
  readonly text: string;
  /** When it was run, in milliseconds since the epoch. */
  readonly at: number;
  /** That the session was in. */
  readonly keyspace?: string;
  /**
   * In characters, of all the text, if it was too long to be kept. What is kept ends in a comment that is not closed, so
   * that nobody runs a half of a statement.
   */
  readonly length?: number;
}

/** What a browser keeps for one cluster, of the 5 MiB that it has for all of Rancher. */
const MOST_ENTRIES = 200;
const MOST_STORED = 131_072;

/** In characters, of one entry. */
const MOST_KEPT = 8_192;

const CUT = '\n/* …';

/**
 * The entry of a text. Passwords are taken out of all of it before it is cut, since where they end may show only later.
 *
 * @param at milliseconds since the epoch
 * @returns nothing for a text that is never run: none at all, or one that is too long
 */
export function historyEntryOf(text: string, at: number, keyspace?: string): HistoryEntry | undefined {
  if (text.length > MOST_TEXT || text.trim() === '') {
    return undefined;
  }
  const hidden = hidePasswords(text.trim());
  const isCut = hidden.length > MOST_KEPT;

  return { text: isCut ? withoutHalf(hidden.slice(0, MOST_KEPT)) + CUT : hidden, at, ...(keyspace !== undefined && { keyspace }), ...(isCut && { length: hidden.length }) };
}

/**
 * What was kept, the newest first.
 *
 * @param text which anybody may have written: what is no entry is left out
 */
export function parseHistory(text: string | undefined): HistoryEntry[] {
  const value = text === undefined || text.length > 2 * MOST_STORED ? undefined : parseJson(text);

  return Array.isArray(value) ? bounded(value.filter(isEntry).map(readEntry)) : [];
}

/** With one more entry, before all others. The same text in the same keyspace is not kept twice in a row. */
export function addToHistory(history: readonly HistoryEntry[], entry: HistoryEntry): HistoryEntry[] {
  const [newest, ...older] = history;
  const isRepeated = newest?.text === entry.text && newest.keyspace === entry.keyspace && newest.length === entry.length;

  return bounded([entry, ...(newest && !isRepeated ? [newest] : []), ...older]);
}

/**
 * What was run on one cluster from this browser. Each change is made to what is kept at that moment, so that tabs do not
 * take each other's entries away.
 */
export class History {
  /** @param key of this cluster */
  constructor(private readonly storage: TextStorage, private readonly key: string) {}

  entries(): HistoryEntry[] {
    return parseHistory(readText(this.storage, this.key));
  }

  /** Where there is no room, the older half goes. @returns whether it is kept */
  add(text: string, at: number, keyspace?: string): boolean {
    const entry = historyEntryOf(text, at, keyspace);

    if (!entry) {
      return false;
    }
    const history = addToHistory(this.entries(), entry);
    let isKept = this.write(history);

    for (let count = Math.floor(history.length / 2); count > 0 && !isKept; count = Math.floor(count / 2)) {
      isKept = this.write(history.slice(0, count));
    }

    return isKept;
  }

  /** @returns whether it is gone */
  remove({ text, at }: HistoryEntry): boolean {
    return this.write(this.entries().filter((entry) => entry.text !== text || entry.at !== at));
  }

  /** @returns whether all of it is gone */
  clear(): boolean {
    return writeText(this.storage, this.key, undefined);
  }

  private write(history: readonly HistoryEntry[]): boolean {
    return writeText(this.storage, this.key, JSON.stringify(history));
  }
}

/** As many as there is room for, from the first on. */
function bounded(history: readonly HistoryEntry[]): HistoryEntry[] {
  let stored = 2;
  const count = history.slice(0, MOST_ENTRIES).findIndex((entry) => {
    stored += JSON.stringify(entry).length + 1;

    return stored > MOST_STORED;
  });

  return history.slice(0, count < 0 ? MOST_ENTRIES : count);
}

function isEntry(value: unknown): value is HistoryEntry {
  if (!isMap(value)) {
    return false;
  }
  const { text, at, keyspace, length } = value;

  return typeof text === 'string' && text !== '' && text.length <= MOST_KEPT + CUT.length && isAmount(at) && ['string', 'undefined'].includes(typeof keyspace) && (length === undefined || isAmount(length));
}

/** And nothing else that may stand there. */
function readEntry({ text, at, keyspace, length }: HistoryEntry): HistoryEntry {
  return { text, at, ...(keyspace !== undefined && { keyspace }), ...(length !== undefined && { length }) };
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value);
}

/** A character of which only the first half is left is none. */
function withoutHalf(text: string): string {
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
}

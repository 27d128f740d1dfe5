import { releaseOfVersion } from '../cluster/releases';
import { DEPRECATED, KINDS, RENAMED } from './table';

/** The release lines in the table. */
const LINES = ['4.0', '4.1', '5.0'];

const TYPES = ['flag', 'integer', 'number', 'text', 'choice', 'duration', 'size', 'rate', 'list', 'map', 'class'] as const;

/** What values a setting may have. */
export interface SettingKind {
  type: typeof TYPES[number];
  /** The values to choose from, or the units that may follow the number, smallest first. */
  of: readonly string[];
  /** A plain number (duration) or a plain name (class) does too. */
  orPlain: boolean;
}

/** A setting of cassandra.yaml. */
export interface Setting {
  /** Those in a map have its name and a dot before their own. */
  key: string;
  /** Left out if nothing is known of it. */
  kind?: SettingKind;
  /** The name to use instead: this one is an old one that is still read. */
  renamedTo?: string;
  /** Read, but of no use any more. */
  deprecated: boolean;
}

/** Units of each type, smallest first. */
const UNITS: Readonly<Record<string, readonly string[]>> = {
  duration: ['ns', 'us', 'ms', 's', 'm', 'h', 'd'],
  size:     ['B', 'KiB', 'MiB', 'GiB'],
  rate:     ['B/s', 'KiB/s', 'MiB/s'],
};

/** How many letters a name may be off and still be meant. */
const MAX_DISTANCE = 4;

const read = new Map<string, ReadonlyMap<string, Setting>>();

/**
 * The settings that cassandra.yaml may have, by key.
 *
 * @param version of Cassandra; all settings of all known versions if it is none of them
 */
export function settingsOf(version: string | undefined): ReadonlyMap<string, Setting> {
  const release = releaseOfVersion(version)?.line;
  const line = LINES.find((known) => known === release) ?? '';
  const settings = read.get(line) ?? readTable(line);

  read.set(line, settings);

  return settings;
}

/** What values a setting may have; `undefined` if that version does not know it. */
export function settingKind(version: string | undefined, key: string): SettingKind | undefined {
  return settingsOf(version).get(key)?.kind;
}

/** The setting that an unknown key most likely means: what a later version has renamed to it, or what it is a typing mistake for. */
export function nearest(version: string | undefined, key: string): string | undefined {
  const settings = settingsOf(version);
  const before = words(RENAMED, '').map((rename) => rename.split('=')).find(([old = '', renamedTo]) => renamedTo === key && settings.has(old))?.[0];
  let best: string | undefined;
  let least = Math.min(MAX_DISTANCE, Math.floor(key.length / 3)) + 1;

  if (before !== undefined) {
    return before;
  }
  for (const known of settings.keys()) {
    const off = Math.abs(known.length - key.length) < least ? distance(known, key) : least;

    if (off < least) {
      best = known;
      least = off;
    }
  }

  return best;
}

function readTable(line: string): ReadonlyMap<string, Setting> {
  const settings = new Map<string, Setting>();
  const deprecated = new Set(words(DEPRECATED, line));
  const ever = kindsOf('');

  for (const rename of words(RENAMED, line)) {
    const [key = '', renamedTo] = rename.split('=');

    // An old name takes what it took when it was no old one.
    settings.set(key, { key, kind: ever.get(key), renamedTo, deprecated: false });
  }
  for (const [key, kind] of kindsOf(line)) {
    settings.set(key, { key, kind, deprecated: deprecated.has(key) });
  }

  return settings;
}

function kindsOf(line: string): Map<string, SettingKind> {
  return new Map(Object.entries(KINDS).flatMap(([text, keys]) => {
    const kind = parseKind(text);

    return words(keys, line).map((key): [string, SettingKind] => [key, kind]);
  }));
}

/** The words of a text that hold for a line; all if it is empty. */
function words(text: string, line: string): string[] {
  return text.trim().split(/\s+/).flatMap((word) => {
    const [name = '', lines] = word.split('@');

    return line === '' || lines === undefined || lines.split(',').includes(line) ? name : [];
  });
}

/** Such as `choice a|b`, `duration ms or integer`, `class or name`. */
function parseKind(text: string): SettingKind {
  const [what = '', plain] = text.split(' or ');
  const [name = '', detail = ''] = what.split(' ');
  const units = UNITS[name];
  const of = units ? units.slice(Math.max(0, units.indexOf(detail))) : detail.split('|').filter(Boolean);

  return { type: TYPES.find((type) => type === name) ?? 'text', of, orPlain: plain !== undefined };
}

/** Levenshtein's: how many letters to add, take away or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);

  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];

    for (const [j, other] of [...b].entries()) {
      next.push(Math.min((row[j] ?? 0) + Number(letter !== other), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }

  return row[b.length] ?? 0;
}

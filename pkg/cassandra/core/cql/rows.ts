import type { Reader } from './reader';
import { targetsOf, type Shape, type Target, type Traits } from './shape';

/** With these, and nowhere else, statements in a batch begin: they are reserved. */
const CHANGES: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE']);

/** What follows `SELECT`. */
export function readSelect(reader: Reader): Shape {
  const json = isSelectJson(reader);

  reader.takeUntil('FROM');

  return { kind: 'select', effect: 'read', json, targets: targetsOf('table', reader.qualifiedName(), false), ...readClauses(reader) };
}

/** A change of rows that stands by itself, from its first word on. */
export function readChange(reader: Reader): Shape {
  switch (reader.raw()?.toUpperCase()) {
  case 'INSERT': return readInsert(reader);
  case 'UPDATE': return { kind: 'update', effect: 'write', targets: targetsOf('table', reader.qualifiedName(), true), ...readClauses(reader) };
  default:
    reader.takeUntil('FROM');

    return { kind: 'delete', effect: 'write', targets: targetsOf('table', reader.qualifiedName(), true), ...readClauses(reader) };
  }
}

/** What follows `TRUNCATE`. */
export function readTruncate(reader: Reader): Shape {
  reader.take('TABLE') || reader.take('COLUMNFAMILY');

  return { kind: 'truncate', effect: 'write', destroys: true, targets: targetsOf('table', reader.qualifiedName(), true) };
}

/** What follows `BEGIN`. */
export function readBlock(reader: Reader): Shape {
  if (reader.take('TRANSACTION')) {
    return { effect: 'write', ...readChanges(reader), kind: 'transaction' };
  }
  reader.take('UNLOGGED') || reader.take('COUNTER');

  return reader.take('BATCH') ? { effect: 'write', ...readChanges(reader), kind: 'batch' } : { kind: 'unknown', effect: 'write', targets: [] };
}

/** All changes up to the end, and what was said before the first. */
function readChanges(reader: Reader): Partial<Traits> & { targets: Target[] } {
  const traits: Partial<Traits> = readClauses(reader);
  const targets = new Map<string, Target>();

  while (!reader.ended) {
    const change = readChange(reader);

    for (const target of change.targets) {
      targets.set(JSON.stringify([target.keyspace, target.name]), target);
    }
    traits.json ||= change.json;
    traits.conditional ||= change.conditional;
    traits.ttl ||= change.ttl;
    traits.timestamp ||= change.timestamp;
  }

  return { ...traits, targets: [...targets.values()] };
}

function readInsert(reader: Reader): Shape {
  reader.take('INTO');
  const targets = targetsOf('table', reader.qualifiedName(), true);

  return { kind: 'insert', effect: 'write', targets, json: reader.take('JSON'), ...readClauses(reader) };
}

/** `json` is a name too: of a column that is selected alone, under another name, a part of it, or reckoned with. */
function isSelectJson(reader: Reader): boolean {
  return reader.word() === 'JSON' && !['FROM', 'AS', ',', '.', '+', '-', '/', '%'].includes(reader.word(1) || reader.symbol(1));
}

/** What is said up to the next change or the end. `IF`, `USING` and `ALLOW` are reserved, and so never names. */
function readClauses(reader: Reader): Partial<Traits> {
  const traits: Partial<Traits> = {};

  while (!reader.ended && !CHANGES.has(reader.word())) {
    if (reader.take('IF')) {
      traits.conditional = true;
    } else if (reader.take('ALLOW', 'FILTERING')) {
      traits.allowFiltering = true;
    } else if (reader.take('USING')) {
      readUsing(reader, traits);
    } else {
      reader.skip();
    }
  }

  return traits;
}

function readUsing(reader: Reader, traits: Partial<Traits>): void {
  do {
    if (reader.take('TTL')) {
      traits.ttl = true;
    } else if (reader.take('TIMESTAMP')) {
      traits.timestamp = true;
    } else {
      return;
    }
    reader.takeSymbol('-');
    reader.skip();
  } while (reader.take('AND'));
}

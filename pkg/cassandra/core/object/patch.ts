import { identityOf } from './identity';
import { isMap } from './json';

/** What turns one JSON value into another. Plain data itself, so that it can be kept, sent and shown. */
export type Patch =
  | { set: unknown }
  | { remove: true }
  /** Of a map: what becomes of some of its fields. */
  | { fields: Record<string, Patch> }
  /** Of a list whose items have an identity: what becomes of some of them; the order of all, where it is not kept. */
  | { items: Record<string, Patch>; order?: string[] };

interface Item {
  identity: string | undefined;
  value: unknown;
}

/**
 * Applies a patch. It may have been made from another value than `target`: what the patch does not speak of stays, and
 * what it would change inside something that is not there is passed over.
 *
 * @param target stays as it is
 * @returns `undefined` if nothing is left
 */
export function patch(target: unknown, change: Patch): unknown {
  if ('set' in change) {
    return change.set;
  }
  if ('remove' in change) {
    return undefined;
  }

  return 'fields' in change ? patchFields(target, change.fields) : patchItems(target, change.items, change.order);
}

function patchFields(target: unknown, fields: Record<string, Patch>): unknown {
  if (target !== undefined && !isMap(target)) {
    return target;
  }
  const result = new Map(Object.entries(target ?? {}));

  for (const [key, change] of Object.entries(fields)) {
    const value = patch(result.get(key), change);

    if (value === undefined) {
      result.delete(key);
    } else {
      result.set(key, value);
    }
  }

  return target === undefined && result.size === 0 ? undefined : Object.fromEntries(result);
}

function patchItems(target: unknown, items: Record<string, Patch>, order: string[] | undefined): unknown {
  if (target !== undefined && !Array.isArray(target)) {
    return target;
  }
  const changes = new Map(Object.entries(items));
  const before: Item[] = (target ?? []).map((value: unknown) => ({ identity: identityOf(value), value }));
  const known = new Set(before.map(({ identity }) => identity));
  const kept = before.flatMap(({ identity, value }) => {
    const change = identity === undefined ? undefined : changes.get(identity);
    const changed = change ? patch(value, change) : value;

    return changed === undefined ? [] : [{ identity, value: changed }];
  });
  // A change of something that is not there would make half an item; only whole ones can be added.
  const added = [...changes].flatMap(([identity, change]) => 'set' in change && !known.has(identity) ? [{ identity, value: change.set }] : []);
  const result = arrange([...kept, ...added], order);

  return target === undefined && result.length === 0 ? undefined : result.map(({ value }) => value);
}

/** Puts items in the given order; those that it does not name stay behind what they stood behind. */
function arrange(items: Item[], order: string[] = []): Item[] {
  const ranks = new Map(order.map((identity, index) => [identity, index]));
  const rankOf = ({ identity = '' }: Item) => ranks.get(identity) ?? -1;
  const runs: Item[][] = [];

  for (const item of items) {
    const run = runs[runs.length - 1];

    if (run && rankOf(item) < 0) {
      run.push(item);
    } else {
      runs.push([item]);
    }
  }

  return runs.map((run) => ({ run, rank: run[0] ? rankOf(run[0]) : -1 })).sort((a, b) => a.rank - b.rank).flatMap(({ run }) => run);
}

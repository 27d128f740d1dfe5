import { byIdentity } from './identity';
import { isMap } from './json';
import type { Patch } from './patch';

/**
 * Finds what turns one JSON value into another: `patch(from, diff(from, to))` is `to`, up to the order of the fields
 * of maps. Lists are compared item by item where the items have identities, and as a whole where not.
 *
 * @returns `undefined` if there is no difference
 */
export function diff(from: unknown, to: unknown): Patch | undefined {
  if (from === to) {
    return undefined;
  }
  if (to === undefined) {
    return { remove: true };
  }
  if (isMap(from) && isMap(to)) {
    const fields = changes(new Map(Object.entries(from)), new Map(Object.entries(to)));

    return Object.keys(fields).length > 0 ? { fields } : undefined;
  }
  const itemsFrom = byIdentity(from);
  const itemsTo = byIdentity(to);

  if (itemsFrom && itemsTo) {
    return diffItems(itemsFrom, itemsTo);
  }

  return equalLists(from, to) ? undefined : { set: to };
}

function diffItems(from: Map<string, unknown>, to: Map<string, unknown>): Patch | undefined {
  const items = changes(from, to);
  // Where patch puts them if it is not told: what stays stays in order, what is new comes last.
  const unordered = [...[...from.keys()].filter((key) => to.has(key)), ...Object.keys(items).filter((key) => !from.has(key))];
  const order = [...to.keys()];

  if (!equalLists(unordered, order)) {
    return { items, order };
  }

  return Object.keys(items).length > 0 ? { items } : undefined;
}

function changes(from: Map<string, unknown>, to: Map<string, unknown>): Record<string, Patch> {
  return Object.fromEntries([...new Set([...from.keys(), ...to.keys()])].flatMap((key) => {
    const change = diff(from.get(key), to.get(key));

    return change ? [[key, change]] : [];
  }));
}

function equalLists(a: unknown, b: unknown): boolean {
  return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, index) => diff(item, b[index]) === undefined);
}

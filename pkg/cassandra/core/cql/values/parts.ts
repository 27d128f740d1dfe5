import type { Cell, CqlType } from '../session';
import { Cursor } from './bytes';
import { fixedWidth } from './type';

type NestedType = Extract<CqlType, { readonly kind: 'list' | 'set' | 'map' | 'tuple' | 'udt' | 'vector' }>;

/** The cells that stand in a nested one, in their order; of a map, keys and values by turns. */
export interface Parts {
  readonly count: number;
  /** May be gone through as often as one likes. Holds nothing but the bytes. */
  readonly cells: Iterable<Cell>;
}

/** Reads how long the next part is: below 0 if it is null, `undefined` if that cannot be read. */
type Size = (cursor: Cursor) => number | undefined;

const int32Size: Size = (cursor) => cursor.int32();
const vintSize: Size = (cursor) => {
  const size = cursor.unsignedVint();

  return size === undefined ? undefined : Number(size);
};

/**
 * Takes one level of nested bytes apart.
 *
 * @returns `undefined` if they are not as the type wants them: cut off, with lengths that do not hold, or with more at the
 * end. What is in the parts is not looked at. A tuple or user-defined type may have fewer parts than its type, since
 * fields are added to types.
 */
export function partsOf(type: NestedType, bytes: Uint8Array): Parts | undefined {
  switch (type.kind) {
  case 'tuple':
  case 'udt': return walk(bytes, 0, int32Size, (type.kind === 'udt' ? type.fields : type.of).length);
  case 'vector': return vectorParts(type.of, type.dimension, bytes);
  default: return collectionParts(bytes, type.kind === 'map' ? 2 : 1);
  }
}

function collectionParts(bytes: Uint8Array, partsPerEntry: number): Parts | undefined {
  const entries = new Cursor(bytes).int32();

  return entries === undefined || entries < 0 ? undefined : exactly(entries * partsPerEntry, walk(bytes, 4, int32Size, entries * partsPerEntry));
}

function vectorParts(of: CqlType, dimension: number, bytes: Uint8Array): Parts | undefined {
  const width = fixedWidth(of);

  if (width === undefined) {
    return exactly(dimension, walk(bytes, 0, vintSize, dimension));
  }

  return bytes.length === width * dimension ? { count: dimension, cells: again(() => cells(bytes, 0, () => width)) } : undefined;
}

function exactly(count: number, parts: Parts | undefined): Parts | undefined {
  return parts?.count === count ? parts : undefined;
}

/** Each part takes bytes, if only for its length, so that this ends with them whatever `most` claims. */
function walk(bytes: Uint8Array, start: number, size: Size, most: number): Parts | undefined {
  const cursor = new Cursor(bytes, start);
  let count = 0;

  for (; count < most && cursor.left > 0; count++) {
    const length = size(cursor);

    if (length === undefined || !cursor.skip(Math.max(length, 0))) {
      return undefined;
    }
  }

  return cursor.left === 0 ? { count, cells: again(() => cells(bytes, start, size)) } : undefined;
}

/** Up to the end of bytes that have been walked before. */
function *cells(bytes: Uint8Array, start: number, size: Size): Generator<Cell> {
  const cursor = new Cursor(bytes, start);

  while (cursor.left > 0) {
    const length = size(cursor) ?? -1;

    yield length < 0 ? null : cursor.take(length) ?? null;
  }
}

/** Something that begins anew each time it is gone through. */
export function again<Item>(iterate: () => Iterator<Item>): Iterable<Item> {
  return { [Symbol.iterator]: iterate };
}

import { Buffer } from 'buffer';
import streams from 'cassandra-driver/lib/streams.js';
import type { Decoder, ParsedItem, ResultMeta } from 'cassandra-driver/lib/streams.js';
import type { Cell } from '../../core/cql/session';

/**
 * The driver decodes every cell and keeps nothing of what came: columns of the same name overwrite each other, large
 * numbers and old dates lose what JavaScript cannot hold, and one value that it does not understand fails the whole
 * result. So while it takes rows apart, cells are kept as they came and decoded only where the driver itself looks at
 * one, which it does in its own few queries.
 */
const CELLS = Symbol.for('cassandra-for-rancher/cells');
const KEEPING = Symbol.for('cassandra-for-rancher/keeps-cells');

interface RawRow {
  [CELLS]?: readonly Cell[];
}

/** The cells of a row of the driver, in the order of the columns. */
export function cellsOf(row: object): readonly Cell[] {
  return (row as RawRow)[CELLS] ?? [];
}

/** From now on the driver's rows have their cells; once for all sessions. */
export function keepCells(): void {
  const { prototype } = streams.Parser as { prototype: typeof streams.Parser.prototype & { [KEEPING]?: true } };
  const { parseRows } = prototype;

  if (prototype[KEEPING]) {
    return;
  }
  prototype[KEEPING] = true;
  prototype.parseRows = function(frame, reader) {
    const { encoder, push } = this;
    let cells: (Buffer | null)[] = [];

    // What came is kept as it is, in views of the messages: rows of a page live and go together. Nothing here asks for rows
    // one by one.
    this.encoder = { decode: (bytes) => cells.push(bytes) };
    this.push = (item) => {
      if (!item?.row || !item.meta) {
        nameTables(item);

        return push.call(this, item);
      }
      const { header, meta, flags, length } = item;
      const rows = rowsOf.get(frame) ?? [];

      rows.push(rowOf(meta, encoder, cells));
      cells = [];
      if (rows.length === 1) {
        rowsOf.set(frame, rows);
        nameTables(item);
      }

      // The driver sends each row through two streams and gathers them at the end. This is what it has then.
      return rows.length < (length ?? 0) || push.call(this, { header, result: { rows, meta, flags } });
    };
    try {
      parseRows.call(this, frame, reader);
    } finally {
      this.encoder = encoder;
      this.push = push;
    }
  };
}

/** Of an answer that has not come whole. */
const rowsOf = new WeakMap<object, object[]>();

/** What the protocol says once for all columns is lost with the rest of the message. */
function nameTables(item: ParsedItem | null): void {
  const meta = item?.meta ?? item?.result?.meta;

  if (meta?.keyspace !== undefined) {
    for (const column of meta.columns ?? []) {
      column.ksname ??= meta.keyspace;
      column.tablename ??= meta.table;
    }
  }
}

const prototypes = new WeakMap<ResultMeta, object>();

function rowOf(meta: ResultMeta, encoder: Decoder, cells: readonly Cell[]): object {
  const prototype = prototypes.get(meta) ?? decodingPrototype(meta, encoder);

  prototypes.set(meta, prototype);

  const row = Object.create(prototype) as RawRow;

  row[CELLS] = cells;

  return row;
}

/** Columns by their names, decoded when asked for. */
function decodingPrototype({ columns = [] }: ResultMeta, encoder: Decoder): object {
  const prototype = {};

  columns.forEach(({ name, type }, i) => Object.defineProperty(prototype, name, {
    configurable: true,
    enumerable:   true,
    get(this: RawRow) {
      const cell = this[CELLS]?.[i] ?? null;

      return encoder.decode(cell && Buffer.from(cell.buffer, cell.byteOffset, cell.length), type);
    },
  }));

  return prototype;
}

import type { NodetoolError } from './error';
import { malformed } from './output';
import type { NodeStatus } from './status';
import { decimal, parseSize, splitAddress } from './values';

/**
 * What the header line of a status table says about its columns.
 * Offsets are counted in characters from the start of the line.
 */
export interface StatusHeader {
  /** Whether Owns takes replication into account. */
  effective: boolean;
  /** `vnodes` has a Tokens column, `single` has a Token column behind the host ID. */
  layout: 'vnodes' | 'single';
  /** Where the column behind the host ID begins: Rack, or Token in the single-token layout. */
  afterHostId: number;
  /** Where the rack column begins. */
  rack: number;
  /** How long the header line is; from 4.0 on it is padded to the width of the longest row. */
  width: number;
}

const HEADER = /^--\s+Address\s+Load\s+(Tokens\s+)?Owns(\s+\(effective\))?\s+Host ID\s+(Token\s+)?Rack\s*$/;

const STATES: Readonly<Record<string, NodeStatus['state']>> = { N: 'normal', L: 'leaving', J: 'joining', M: 'moving' };
const UP: Readonly<Record<string, boolean>> = { U: true, D: false };

/** Reads the column header, or returns `undefined` if the line is not one that `nodetool status` prints. */
export function parseHeader(line: string): StatusHeader | undefined {
  const match = HEADER.exec(line);

  if (!match || (match[1] !== undefined) === (match[3] !== undefined)) {
    return undefined;
  }
  const rack = line.lastIndexOf('Rack');

  return {
    effective:   match[2] !== undefined,
    layout:      match[1] !== undefined ? 'vnodes' : 'single',
    afterHostId: match[3] !== undefined ? line.lastIndexOf('Token') : rack,
    rack,
    width:       line.length,
  };
}

/**
 * Reads one row of a status table.
 *
 * Cells are recognised by what they look like, not by position: up to 3.11 a value that is wider than its column
 * pushes the rest of the row to the right. Position decides only where a cell may be blank.
 *
 * @throws NodetoolError `malformed`, naming the line, if any cell is missing or cannot be read
 */
export function parseRow(line: string, header: StatusHeader): NodeStatus {
  const row = new RowScanner(line);
  const [, letter = '', stateLetter = ''] = row.take(/([UD?])([NLJM])\s+/y);
  const [, where = ''] = row.take(/(\S+)\s+/y);
  const [, size = ''] = row.take(/(?:\?|((?:\d+(?:[.,]\d+)?|[.,]\d+) (?:bytes|[KMGTPE]i?B)))\s+/y);
  const tokens = header.layout === 'vnodes' ? Number(row.take(/(\d+)\s+/y)[1]) : undefined;
  const [, owns = ''] = row.take(/(?:\?|NaN%?|\uFFFD%?|(\d+(?:[.,]\d+)?|[.,]\d+)%)(?:\s+|$)/y);
  const hostId = takeHostId(row, header);
  const token = header.layout === 'single' ? row.take(/(\S+)\s+/y)[1] : undefined;
  const rack = row.rest();
  const state = STATES[stateLetter];

  if (rack === '' || state === undefined) {
    throw row.malformed();
  }

  return {
    up:        UP[letter],
    state,
    ...splitAddress(where),
    load:      parseSize(size),
    ...(tokens === undefined ? {} : { tokens }),
    ...(token === undefined ? {} : { token }),
    owns:      owns === '' ? undefined : decimal(owns, -2),
    effective: header.effective,
    hostId,
    rack,
  };
}

/**
 * Takes the host ID. A node that has not announced one yet shows `null` up to 3.11 and a blank cell from 4.0 on.
 * Half a host ID is what is left of a row that was cut there, and must not pass for a rack.
 */
function takeHostId(row: RowScanner, header: StatusHeader): string | undefined {
  const id = row.takeIf(/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|null)(?:\s+|$)/iy);

  if (id) {
    return id[1] === 'null' ? undefined : id[1];
  }
  if (row.position < header.afterHostId && /^[0-9a-f]{1,8}$|^[0-9a-f]{8}-[0-9a-f-]{0,27}$/i.test(row.rest())) {
    throw row.malformed();
  }

  return undefined;
}

/** Takes cells off a line from left to right; every pattern must be sticky. */
class RowScanner {
  position = 0;

  constructor(private readonly line: string) {}

  takeIf(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.line);

    if (match) {
      this.position = pattern.lastIndex;
    }

    return match ?? undefined;
  }

  take(pattern: RegExp): RegExpExecArray {
    const match = this.takeIf(pattern);

    if (!match) {
      throw this.malformed();
    }

    return match;
  }

  rest(): string {
    return this.line.slice(this.position).trim();
  }

  malformed(): NodetoolError {
    return malformed('nodetool status', this.line);
  }
}

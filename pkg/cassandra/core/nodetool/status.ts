import { NodetoolError } from './error';
import { isFailure, isNoise, notTheOutput } from './failure';
import { parseHeader, parseRow, type StatusHeader } from './status-row';

/** The ring as one node sees it. Which node that was, and when, is known only to the caller. */
export interface RingStatus {
  datacenters: { name: string; nodes: NodeStatus[] }[];
  /** What nodetool remarks under the tables, without the leading `Note: `. */
  notes: string[];
}

/** One row of `nodetool status`. */
export interface NodeStatus {
  /** U, D, or `undefined` for `?`: the node is known, but neither live nor unreachable. */
  up: boolean | undefined;
  /** Up still, but silent for longer than usual. Heartbeats tell it, nodetool does not. */
  suspect?: boolean;
  state: 'normal' | 'leaving' | 'joining' | 'moving';
  /** IP address, or host name when asked for with -r. */
  address: string;
  /** Storage port, only when asked for with -pp. */
  port?: number;
  /** Bytes on disk, rounded as nodetool rounds; `undefined` for `?`. */
  load: number | undefined;
  /** Number of tokens (vnodes layout). */
  tokens?: number;
  /** The only token, in the partitioner's notation (single-token layout). */
  token?: string;
  /** Share of the data, 0..1; `undefined` for `?`. */
  owns: number | undefined;
  /** Whether `owns` takes replication into account. */
  effective: boolean;
  /** `undefined` while the node has not announced one. */
  hostId: string | undefined;
  rack: string;
}

type Datacenter = RingStatus['datacenters'][number];

/** A datacenter whose table is being read; `header` is missing until its line has come. */
interface Table { datacenter: Datacenter; header?: StatusHeader }

const DATACENTER = /^Datacenter: ?(.*)$/;
const LEGEND = /^(?:=+|Status=Up\/Down|\|\/ State=Normal\/Leaving\/Joining\/Moving)$/;
const NOTE = 'Note: ';

/**
 * Reads what `nodetool status` prints, in every layout from Cassandra 2.2 to 6.0, with or without a keyspace,
 * -r, -pp, and 6.0's sorting. Warnings of the JVM around it are passed over.
 *
 * @param text standard output, or standard output and error together
 * @returns the datacenters and their nodes in the order printed
 * @throws NodetoolError if the text is not a whole status: with nodetool's own message if it gave one, and naming
 *   the line if one cannot be read. A row is either complete in the result or an error.
 */
export function parseStatus(text: string): RingStatus {
  const lines = text.split(/\r?\n/);
  const failure = lines.find((line) => isFailure(line.trimStart()));

  if (failure !== undefined || !lines.some((line) => DATACENTER.test(line))) {
    throw notTheOutput(lines, 'nodetool status');
  }
  const tables: Table[] = [];
  const notes: string[] = [];

  for (const line of lines) {
    readLine(line, tables, notes);
  }
  tables.forEach(requireRows);
  requireEnd(lines, tables);

  return { datacenters: tables.map((table) => table.datacenter), notes };
}

function readLine(line: string, tables: Table[], notes: string[]): void {
  const name = DATACENTER.exec(line)?.[1];
  const current = tables.at(-1);

  if (name !== undefined) {
    tables.push({ datacenter: { name: name.trim(), nodes: [] } });
  } else if (line.startsWith(NOTE)) {
    notes.push(line.slice(NOTE.length).trim());
  } else if (!current || line.trim() === '' || isNoise(line)) {
    // Before the first table anything may have been printed by wrappers around nodetool.
  } else if (current.header) {
    current.datacenter.nodes.push(parseRow(line, current.header));
  } else if (!LEGEND.test(line.trimEnd())) {
    current.header = parseHeader(line);
    if (!current.header) {
      throw new NodetoolError('unrecognised', `not the output of nodetool status: ${ line.trim() }`, line);
    }
  }
}

/** nodetool lists a datacenter because it has nodes, so a table without rows was cut. */
function requireRows({ datacenter }: Table): void {
  if (datacenter.nodes.length === 0) {
    throw new NodetoolError('truncated', `the output of nodetool status ends before the nodes of datacenter ${ datacenter.name }`);
  }
}

/**
 * A text that ends inside the last rack's name still reads as a row. It gives itself away when the line was not
 * ended and either another rack's name goes on where this one stops, or the header (padded to the widest row from
 * 4.0 on) shows that some row must be longer than all that came.
 */
function requireEnd(lines: readonly string[], tables: readonly Table[]): void {
  const last = lines.at(-1) ?? '';
  const table = tables.at(-1);
  const node = table?.datacenter.nodes.at(-1);

  if (!table?.header || !node || last.trim() === '' || last.startsWith(NOTE) || isNoise(last)) {
    return;
  }
  const racks = tables.flatMap(({ datacenter }) => datacenter.nodes.map(({ rack }) => rack));
  const widest = racks.reduce((width, rack) => Math.max(width, rack.length), 'Rack'.length);
  const continued = racks.some((rack) => rack.length > node.rack.length && rack.startsWith(node.rack));

  if (continued || widest < table.header.width - table.header.rack) {
    throw new NodetoolError('truncated', `the output of nodetool status ends inside a line: ${ last.trim() }`, last);
  }
}

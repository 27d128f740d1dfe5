import { groupBy } from '../group-by';
import { shownCode, stateCode } from '../nodetool/state-code';
import type { RingNode, RingRow } from './ring';

/** A part of a circle, in turns (0..1) from the top, clockwise. */
export interface Arc {
  start: number;
  end: number;
}

/** How much is in a part of the ring. */
export interface RingAmount {
  nodes: number;
  /** Nodes that are UN. */
  up: number;
  /** Bytes; `undefined` if it is known of no node. */
  load: number | undefined;
  /** Sum of the shares, where 1 is all data once; `undefined` if it is known of no node. */
  owns: number | undefined;
}

/** A node, or in a large datacenter all nodes of a rack that are in one state. */
export interface NodeArc extends Arc, RingAmount {
  key: string;
  rack: string;
  /** `UN`, `DN`, `UJ` …, with `?` behind it for a suspect. */
  code: string;
  /** Where it stands for one node. */
  row: RingRow | undefined;
  /** Load of a node, as a share (0..1) of the largest in the datacenter. */
  reach: number;
}

export interface RackArc extends Arc, RingAmount {
  name: string;
}

export interface DrawnDatacenter extends RingAmount {
  name: string;
  /** By name. */
  racks: RackArc[];
  /** Rack after rack, in each in the order of the rows. */
  arcs: NodeArc[];
}

/** More than these cannot be told apart in a drawing, and are drawn together. */
const MOST_DRAWN = 240;

/** Space between racks, in turns, all of it together at most. */
const GAP = 0.012;
const MOST_GAPS = 0.2;

/** A node that owns (next to) nothing is drawn as if it owned this share of what the others own on average. */
const LEAST_SHARE = 0.25;

type ListedRow = RingRow & { status: RingNode };
type Group = Omit<NodeArc, keyof Arc | 'reach'>;

/**
 * Lays the nodes that the ring lists around one circle per datacenter, rack by rack. The length of an arc is the share
 * of the data that its node owns; its place says nothing, since a node with many tokens is everywhere.
 *
 * @returns by name of the datacenter
 */
export function drawRing(rows: readonly RingRow[]): DrawnDatacenter[] {
  const listed = rows.filter((row): row is ListedRow => row.status !== undefined);

  return [...groupBy(listed, ({ status }) => status.datacenter)].sort(byName).map(([name, nodes]) => drawDatacenter(name, nodes));
}

function drawDatacenter(name: string, rows: readonly ListedRow[]): DrawnDatacenter {
  const racks = [...groupBy(rows, ({ status }) => status.rack)].sort(byName);
  const groups = racks.flatMap(([rack, nodes]) => groupsOf(rack, nodes, rows.length > MOST_DRAWN));
  const average = mean(groups.flatMap(({ owns, nodes }) => owns === undefined ? [] : owns / nodes)) || 1;
  const weight = ({ owns, nodes }: Group) => Math.max(owns ?? average * nodes, average * nodes * LEAST_SHARE);
  const total = groups.reduce((sum, group) => sum + weight(group), 0);
  const most = Math.max(...groups.map(loadPerNode)) || 1;
  const gap = racks.length === 1 ? 0 : Math.min(GAP, MOST_GAPS / racks.length);
  const turns = (1 - gap * racks.length) / total;
  let at = 0;

  const drawnRacks = racks.map(([rack, nodes]): [RackArc, NodeArc[]] => {
    const start = at;
    const arcs = groups.filter((group) => group.rack === rack).map((group): NodeArc => {
      const from = at;

      at += weight(group) * turns;

      return {
        ...group, start: from, end: at, reach: loadPerNode(group) / most
      };
    });
    const end = at;

    at += gap;

    return [{ name: rack, start, end, ...amountOf(nodes) }, arcs];
  });

  return {
    name, ...amountOf(rows), racks: drawnRacks.map(([rack]) => rack), arcs: drawnRacks.flatMap(([, arcs]) => arcs)
  };
}

function groupsOf(rack: string, rows: readonly ListedRow[], together: boolean): Group[] {
  if (!together) {
    return rows.map((row) => ({
      key: row.key, rack, code: shownCode(row.status), row, ...amountOf([row])
    }));
  }

  return [...groupBy(rows, ({ status }) => shownCode(status))].map(([code, nodes]) => ({
    key: `${ rack }/${ code }`, rack, code, row: undefined, ...amountOf(nodes)
  }));
}

function amountOf(rows: readonly ListedRow[]): RingAmount {
  return {
    nodes: rows.length,
    up:    rows.filter(({ status }) => stateCode(status) === 'UN').length,
    load:  sum(rows.map(({ status }) => status.load)),
    owns:  sum(rows.map(({ status }) => status.owns)),
  };
}

function loadPerNode({ load = 0, nodes }: Group): number {
  return load / nodes;
}

function sum(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);

  return known.length ? known.reduce((total, value) => total + value, 0) : undefined;
}

function mean(values: readonly number[]): number {
  return (sum(values) ?? 0) / (values.length || 1);
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : Number(a > b);
}

/**
 * The outline of a piece of a ring around the origin, as the `d` of an SVG path.
 *
 * @param inner radius of its inner edge, `outer` of its outer one
 */
export function sectorPath({ start, end }: Arc, inner: number, outer: number): string {
  // An arc whose ends meet would be none.
  const stop = Math.min(end, start + 0.9999);
  const large = Number(stop - start > 0.5);
  const [a, b, c, d] = [pointAt(start, outer), pointAt(stop, outer), pointAt(stop, inner), pointAt(start, inner)].map(({ x, y }) => `${ x } ${ y }`);

  return `M ${ a } A ${ outer } ${ outer } 0 ${ large } 1 ${ b } L ${ c } A ${ inner } ${ inner } 0 ${ large } 0 ${ d } Z`;
}

/** The point of a circle around the origin, `turn` turns from its top. */
export function pointAt(turn: number, radius: number): { x: number; y: number } {
  const angle = 2 * Math.PI * turn;

  return { x: round(radius * Math.sin(angle)), y: round(-radius * Math.cos(angle)) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

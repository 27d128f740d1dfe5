import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { joinRing, type RingRow } from '../../../../pkg/cassandra/core/cluster/ring';
import { drawRing, pointAt, sectorPath, type Arc } from '../../../../pkg/cassandra/core/cluster/ring-drawing';
import type { NodeStatus } from '../../../../pkg/cassandra/core/nodetool/status';
import { node } from './objects';

const rowsOf = (datacenters: Record<string, NodeStatus[]>): RingRow[] => joinRing({
  members: [], pods: [], claims: [], ring: { datacenters: Object.entries(datacenters).map(([name, nodes]) => ({ name, nodes })), notes: [] }
}).rows;
const draw = (...nodes: NodeStatus[]) => drawRing(rowsOf({ dc1: nodes }))[0]!;
const length = ({ start, end }: Arc) => end - start;

/** A node at the `index`th address. */
const anyNode = (index: number) => fc.record({
  up:    fc.constantFrom(true, true, true, false, undefined),
  state: fc.constantFrom('normal' as const, 'joining' as const, 'leaving' as const),
  load:  fc.option(fc.integer({ min: 0, max: 1e12 }), { nil: undefined }),
  owns:  fc.option(fc.integer({ min: 0, max: 1000 }).map((perMille) => perMille / 1000), { nil: undefined }),
  rack:  fc.constantFrom('a', 'b', 'c'),
}).map((rest) => node(`10.0.${ index >> 8 }.${ index & 255 }`, rest));

const anyRing = (max: number) => fc.integer({ min: 1, max }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => anyNode(index))));

describe('drawRing', () => {
  it.each([['one by one', 30, 50], ['together', 400, 5]])('puts every node into the circle once, rack by rack, with none on top of another (%s)', (_, max, numRuns) => {
    fc.assert(fc.property(anyRing(max), (nodes) => {
      const { arcs, racks } = draw(...nodes);

      expect(arcs.reduce((sum, arc) => sum + arc.nodes, 0)).toBe(nodes.length);
      expect(racks.reduce((sum, rack) => sum + rack.nodes, 0)).toBe(nodes.length);
      expect(racks.map(({ name }) => name)).toStrictEqual([...new Set(nodes.map(({ rack }) => rack))].sort());
      for (const [index, arc] of arcs.entries()) {
        const rack = racks.find(({ name }) => name === arc.rack)!;

        expect(length(arc)).toBeGreaterThan(0);
        expect(arc.start).toBeGreaterThanOrEqual(arcs[index - 1]?.end ?? 0);
        expect(arc.start).toBeGreaterThanOrEqual(rack.start);
        expect(arc.end).toBeLessThanOrEqual(rack.end);
        expect(arc.reach).toBeGreaterThanOrEqual(0);
        expect(arc.reach).toBeLessThanOrEqual(1);
      }
      expect(arcs.at(-1)!.end).toBeLessThanOrEqual(1 + 1e-9);
    }), { numRuns });
  });

  it('makes an arc as long as its share of the data, and as thick as its load', () => {
    const { arcs } = draw(node('10.0.0.1', { owns: 0.6, load: 100 }), node('10.0.0.2', { owns: 0.3, load: 50 }), node('10.0.0.3', { owns: 0.1, load: 0 }));

    expect(arcs.map(length).map((share) => Math.round(share * 100))).toEqual([60, 30, 10]);
    expect(arcs.map(({ reach }) => reach)).toEqual([1, 0.5, 0]);
  });

  it('shows nodes that own nothing, and those of which it is not known', () => {
    const [joining, unknown, settled] = draw(node('10.0.0.1', { owns: 0, state: 'joining' }), node('10.0.0.2', { owns: undefined, load: undefined }), node('10.0.0.3', { owns: 1 })).arcs;

    expect(length(joining!)).toBeGreaterThan(0.05);
    expect(length(unknown!)).toBeGreaterThan(length(joining!));
    expect(length(settled!)).toBeGreaterThan(length(unknown!));
    expect(unknown).toMatchObject({ owns: undefined, load: undefined, reach: 0 });
  });

  it('says what is in each rack and datacenter', () => {
    const datacenters = drawRing(rowsOf({
      dc2: [node('10.0.1.1')],
      dc1: [node('10.0.0.1', { rack: 'b', load: 1, owns: 0.5 }), node('10.0.0.2', { rack: 'a', up: false, load: undefined, owns: 0.25 }), node('10.0.0.3', { rack: 'b', load: 2, owns: 0.25 })],
    }));

    expect(datacenters.map(({ name, nodes, up }) => [name, nodes, up])).toEqual([['dc1', 3, 2], ['dc2', 1, 1]]);
    expect(datacenters[0]!.racks).toMatchObject([{ name: 'a', nodes: 1, up: 0, load: undefined, owns: 0.25 }, { name: 'b', nodes: 2, up: 2, load: 3, owns: 0.75 }]);
    expect(datacenters[0]!.arcs.map(({ row, code }) => [row?.status?.address, code])).toEqual([['10.0.0.2', 'DN'], ['10.0.0.1', 'UN'], ['10.0.0.3', 'UN']]);
  });

  it('draws a thousand nodes as what they have in common', () => {
    const nodes = Array.from({ length: 1000 }, (_, index) => node(`10.0.${ index >> 8 }.${ index & 255 }`, { rack: `r${ index % 3 }`, up: index !== 500, load: 10 }));

    expect(draw(...nodes).arcs.map(({ key, nodes: count, load }) => [key, count, load])).toEqual([['r0/UN', 334, 3340], ['r1/UN', 333, 3330], ['r2/UN', 332, 3320], ['r2/DN', 1, 10]]);
  });

  it('leaves out pods that the ring does not list', () => {
    expect(drawRing([{ key: 'pod:db-0', pod: 'db-0', ready: true, terminating: false, restarts: 0 }])).toEqual([]);
  });
});

describe('sectorPath', () => {
  it('goes around clockwise from the top, and back on the inner edge', () => {
    expect(sectorPath({ start: 0, end: 0.25 }, 5, 10)).toBe('M 0 -10 A 10 10 0 0 1 10 0 L 5 0 A 5 5 0 0 0 0 -5 Z');
    expect(pointAt(0.5, 10)).toEqual({ x: 0, y: 10 });
  });

  it('takes the long way for more than half, and does not vanish for a whole circle', () => {
    expect(sectorPath({ start: 0, end: 0.75 }, 5, 10)).toContain('A 10 10 0 1 1 -10 0');
    const [from, to] = [...sectorPath({ start: 0, end: 1 }, 50, 100).matchAll(/(?:^M|1 1) (\S+ \S+)/g)].map(([, point]) => point);

    expect(to).toBeDefined();
    expect(to).not.toBe(from);
  });
});

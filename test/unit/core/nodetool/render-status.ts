import type { NodeStatus, RingStatus } from '../../../../pkg/cassandra/core/nodetool/status';

/** How the versions differ in what they print; see the table of layouts in the reference. */
export interface Layout {
  /** `printf`: fixed widths that long values overflow (2.2 to 3.11); `table`: true widths, padded (4.0 on). */
  columns: 'printf' | 'table';
  units: 'KB' | 'KiB';
  /** What stands for a host ID that is not there. */
  missingHostId: 'null' | '';
  blankBetweenDatacenters: boolean;
  decimalSign: '.' | ',';
  lineEnd: '\n' | '\r\n';
}

export const LAYOUTS: Record<string, Layout> = {
  2.2:  { columns: 'printf', units: 'KB', missingHostId: 'null', blankBetweenDatacenters: false, decimalSign: '.', lineEnd: '\n' },
  3.11: { columns: 'printf', units: 'KiB', missingHostId: 'null', blankBetweenDatacenters: false, decimalSign: '.', lineEnd: '\n' },
  '4.0':  { columns: 'table', units: 'KiB', missingHostId: '', blankBetweenDatacenters: true, decimalSign: '.', lineEnd: '\n' },
  '5.0, German, through Windows': { columns: 'table', units: 'KiB', missingHostId: '', blankBetweenDatacenters: true, decimalSign: ',', lineEnd: '\r\n' },
};

/** Prints a ring as nodetool of that layout does. All nodes must be of one kind: with Tokens, or with a Token. */
export function renderStatus(ring: RingStatus, layout: Layout): string {
  const nodes = ring.datacenters.flatMap((datacenter) => datacenter.nodes);
  const single = nodes.some(({ token }) => token !== undefined);
  const effective = nodes.some((node) => node.effective);
  const header = ['--', 'Address', 'Load', ...(single ? [] : ['Tokens']), effective ? 'Owns (effective)' : 'Owns', 'Host ID', ...(single ? ['Token'] : []), 'Rack'];
  const rows = ring.datacenters.map((datacenter) => [header, ...datacenter.nodes.map((node) => cells(node, layout))]);
  const widths = layout.columns === 'table' ? header.map((_, column) => Math.max(...rows.flat().map((row) => row[column]!.length))) : [
    2, Math.max(...nodes.map((node) => addressOf(node).length)), 9, ...(single ? [] : [11]), effective ? 16 : 6, 36, ...(single ? [39] : []), 0,
  ];
  const tables = ring.datacenters.map(({ name }, index) => [
    `Datacenter: ${ name }`, '='.repeat(12 + name.length), 'Status=Up/Down', '|/ State=Normal/Leaving/Joining/Moving',
    ...rows[index]!.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')),
  ]);
  const lines = tables.flatMap((table, index) => index > 0 && layout.blankBetweenDatacenters ? ['', ...table] : table);

  return [...lines, '', ...ring.notes.map((note) => `Note: ${ note }`), ''].join(layout.lineEnd);
}

function cells(node: NodeStatus, { units, missingHostId, decimalSign }: Layout): string[] {
  const owns = node.owns === undefined ? '?' : `${ (node.owns * 100).toFixed(1).replace('.', decimalSign) }%`;

  return [
    (node.up === undefined ? '?' : node.up ? 'U' : 'D') + node.state.charAt(0).toUpperCase(),
    addressOf(node), sizeOf(node.load, units, decimalSign), ...(node.tokens === undefined ? [] : [String(node.tokens)]),
    owns, node.hostId ?? missingHostId, ...(node.token === undefined ? [] : [node.token]), node.rack,
  ];
}

function addressOf({ address, port }: NodeStatus): string {
  return port === undefined ? address : `${ address.includes(':') ? `[${ address }]` : address }:${ port }`;
}

/** As FileUtils.stringifyFileSize: powers of 1024, at most two decimals, no trailing zeros. */
function sizeOf(load: number | undefined, units: Layout['units'], decimalSign: string): string {
  if (load === undefined) {
    return '?';
  }
  const exponent = Math.min(4, Math.floor(Math.log2(Math.max(load, 1)) / 10));
  const value = String(Number((load / 1024 ** exponent).toFixed(2))).replace('.', decimalSign);

  return exponent === 0 ? `${ value } bytes` : `${ value } ${ 'KMGT'.charAt(exponent - 1) }${ units.slice(1) }`;
}

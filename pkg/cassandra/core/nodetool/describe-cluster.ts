import { isNoise } from './failure';
import { answerLines, malformed, matchLine, truncated } from './output';
import { splitAddress } from './values';

/** What `nodetool describecluster` says. All but name, snitch, partitioner and schemas came with Cassandra 4.0. */
export interface ClusterDescription {
  name: string;
  /** Class name without its package. */
  snitch: string;
  partitioner: string;
  /** One when all reachable nodes agree. */
  schemas: { version: string; nodes: string[] }[];
  /** Nodes whose schema could not be asked for. */
  unreachable: string[];
  counts?: { live: number; joining: number; moving: number; leaving: number; unreachable: number };
  datacenters?: { name: string; nodes: number; down: number }[];
  versions?: { release: string; nodes: string[] }[];
  keyspaces?: KeyspaceReplication[];
}

export interface KeyspaceReplication {
  name: string;
  /** Class name without its package: `SimpleStrategy`, `NetworkTopologyStrategy`, `LocalStrategy` … */
  strategy: string;
  /** As the strategy has it: by datacenter, or `replication_factor`. */
  options: Readonly<Record<string, string>>;
}

const COMMAND = 'nodetool describecluster';
const HEADINGS = ['Cluster Information:', 'Stats for all nodes:', 'Data Centers:', 'Database versions:', 'Keyspaces:'] as const;
const UNREACHABLE = 'UNREACHABLE';
/** How 4.0 and 4.1 remark that nobody can say who owns how much. It is no failure: the rest of the answer follows. */
const REMARK = /^Error: .*\r?\n(?=\r?\nData Centers:)/m;
const GROUP = /^\t{1,2}(\S+): \[(.*)\]$/;

type Sections = ReadonlyMap<string, readonly string[]>;

/**
 * Reads what `nodetool describecluster` prints, from Cassandra 3.11 to 6.0.
 *
 * @param text standard output, or standard output and error together
 * @throws NodetoolError if the text is not a whole answer
 */
export function parseDescribeCluster(text: string): ClusterDescription {
  const lines = answerLines(text.replace(REMARK, ''), COMMAND, /^Cluster Information:$/);
  const sections = split(lines);
  const cluster = section(sections, 'Cluster Information:');
  const schemas = cluster.filter((line) => line.startsWith('\t\t')).map((line) => readGroup(line));

  // 3.11 ends here, with a blank line behind the last version of the schema.
  const modern = sections.size > 1;

  if (schemas.length === 0 || (!modern && lines.at(-1) !== '')) {
    throw truncated(COMMAND);
  }

  return {
    name:        valueOf(cluster, 'Name'),
    snitch:      className(valueOf(cluster, 'Snitch')),
    partitioner: className(valueOf(cluster, 'Partitioner')),
    schemas:     schemas.filter(({ key }) => key !== UNREACHABLE).map(({ key, nodes }) => ({ version: key, nodes })),
    unreachable: schemas.filter(({ key }) => key === UNREACHABLE).flatMap(({ nodes }) => nodes),
    ...(modern ? readModern(sections) : {}),
  };
}

function readModern(sections: Sections): Omit<ClusterDescription, 'name' | 'snitch' | 'partitioner' | 'schemas' | 'unreachable'> {
  const stats = section(sections, 'Stats for all nodes:');
  const count = (name: string) => Number(matchLine(COMMAND, `${ name }: ${ valueOf(stats, name) }`, /: (\d+)$/)[1]);
  const keyspaces = section(sections, 'Keyspaces:').map(readKeyspace);

  // Every node has this keyspace, and names the local ones last.
  if (!keyspaces.some(({ name }) => name === 'system')) {
    throw truncated(COMMAND);
  }

  return {
    counts: {
      live: count('Live'), joining: count('Joining'), moving: count('Moving'), leaving: count('Leaving'), unreachable: count('Unreachable')
    },
    datacenters: section(sections, 'Data Centers:').map((line) => {
      const [, name = '', nodes, down] = matchLine(COMMAND, line, /^\t(\S.*) #Nodes: (\d+) #Down: (\d+)$/);

      return { name, nodes: Number(nodes), down: Number(down) };
    }),
    versions: section(sections, 'Database versions:').map(readGroup).map(({ key, nodes }) => ({ release: key, nodes })),
    keyspaces,
  };
}

/** The lines under each heading, without blank ones, notes at the end and what the JVM says in between. */
function split(lines: readonly string[]): Sections {
  const sections = new Map<string, string[]>();
  let current: string[] = [];

  for (const line of lines) {
    const heading = HEADINGS.find((each) => line.trimEnd() === each);

    if (heading) {
      current = [];
      sections.set(heading, current);
    } else if (line.startsWith('\t')) {
      current.push(line);
    } else if (line !== '' && !/^(?:Note: |something went wrong for keyspace: )/.test(line) && !isNoise(line)) {
      throw malformed(COMMAND, line);
    }
  }

  return sections;
}

function section(sections: Sections, heading: (typeof HEADINGS)[number]): readonly string[] {
  const lines = sections.get(heading);

  if (!lines) {
    throw truncated(COMMAND);
  }

  return lines;
}

/** The value of a line `<tab>Name: value`. */
function valueOf(lines: readonly string[], name: string): string {
  const start = `\t${ name }: `;
  const line = lines.find((each) => each.startsWith(start));

  if (line === undefined) {
    throw truncated(COMMAND);
  }

  return line.slice(start.length);
}

/** `4.1.10: [10.0.0.1:7000, 10.0.0.2:7000]`; addresses are given without their ports. */
function readGroup(line: string): { key: string; nodes: string[] } {
  const [, key = '', nodes = ''] = matchLine(COMMAND, line, GROUP);

  return { key, nodes: nodes.split(', ').filter(Boolean).map((node) => splitAddress(node).address) };
}

/** `shop -> Replication class: NetworkTopologyStrategy {dc1=3, dc2=2}` */
function readKeyspace(line: string): KeyspaceReplication {
  const [, name = '', strategy = '', options = ''] = matchLine(COMMAND, line, /^\t(\w+) -> Replication class: (\S+) \{(.*)\}$/);
  const pairs = options.split(', ').filter(Boolean).map((option) => {
    const [, key = '', value = ''] = matchLine(COMMAND, option, /^(.+)=([^=]+)$/);

    return [key, value] as const;
  });

  return { name, strategy: className(strategy), options: Object.fromEntries(pairs) };
}

function className(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

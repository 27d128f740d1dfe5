import { isNoise } from './failure';
import { answerLines, malformed, truncated } from './output';
import { splitAddress } from './values';

/** What one node has heard of another, or says of itself. `undefined` is what was not announced. */
export interface GossipEndpoint {
  address: string;
  /** Seconds since the epoch at which the node began to gossip. */
  generation: number;
  /** Goes up by about one a second while the node lives; 2147483647 when it said that it shuts down. */
  heartbeat: number;
  /** `NORMAL`, `BOOT`, `BOOT_REPLACE`, `LEAVING`, `LEFT`, `MOVING`, `REMOVING`, `REMOVED`, `HIBERNATE`, `SHUTDOWN`. */
  status: string | undefined;
  /** Bytes on disk. */
  load: number | undefined;
  schema: string | undefined;
  datacenter: string | undefined;
  rack: string | undefined;
  /** Version of Cassandra. */
  release: string | undefined;
  hostId: string | undefined;
  /** Where other nodes of the datacenter may reach it. */
  internalAddress: string | undefined;
  /** Where clients may reach it, with the port since 4.0. */
  nativeAddress: string | undefined;
  /** Whether it takes clients. */
  nativeReady: boolean | undefined;
  /** Formats of the SSTables that it has: `big-nb`. Since 4.0. */
  sstableVersions: string | undefined;
}

const COMMAND = 'nodetool gossipinfo';
const ENDPOINT = /^\S*\/\S+$/;
/** Name, version and value; generation and heartbeat have no version. */
const STATE = /^ {2}([A-Za-z_0-9]+):(?:\d+:)?(.*)$/;
const FIRST = new RegExp(`${ ENDPOINT.source }|${ STATE.source }`);
const TOKENS = 'TOKENS';

/**
 * Reads what `nodetool gossipinfo` prints, from Cassandra 3.11 to 6.0.
 *
 * @param text standard output, or standard output and error together
 * @throws NodetoolError if the text is not a whole answer
 */
export function parseGossipInfo(text: string): GossipEndpoint[] {
  const lines = answerLines(text, COMMAND, FIRST).filter((line) => !isNoise(line));
  const endpoints: { place: string; states: Map<string, string> }[] = [];

  // An empty line is the very last.
  if (lines.pop() !== '') {
    throw truncated(COMMAND);
  }
  for (const line of lines) {
    const endpoint = endpoints.at(-1);
    const [, name, value = ''] = STATE.exec(line) ?? [];

    if (ENDPOINT.test(line)) {
      endpoints.push({ place: line, states: new Map() });
    } else if (endpoint && name !== undefined) {
      endpoint.states.set(name, value);
    } else {
      throw malformed(COMMAND, line);
    }
  }

  return endpoints.map(({ place, states }) => readEndpoint(place, states));
}

function readEndpoint(place: string, states: ReadonlyMap<string, string>): GossipEndpoint {
  const number = (name: string) => {
    const value = states.get(name);

    if (value === undefined || !/^\d+(?:\.\d+(?:E\d+)?)?$/.test(value)) {
      throw malformed(COMMAND, `${ place } ${ name }: ${ value ?? '' }`);
    }

    return Number(value);
  };
  const internal = states.get('INTERNAL_ADDRESS_AND_PORT') ?? states.get('INTERNAL_IP');

  // The last line of every endpoint, with or without tokens.
  if (!states.has(TOKENS)) {
    throw truncated(COMMAND, place);
  }

  return {
    address:         splitAddress(place).address,
    generation:      number('generation'),
    heartbeat:       number('heartbeat'),
    status:          (states.get('STATUS_WITH_PORT') ?? states.get('STATUS'))?.split(',')[0]?.toUpperCase(),
    load:            states.has('LOAD') ? Math.round(number('LOAD')) : undefined,
    schema:          states.get('SCHEMA'),
    datacenter:      states.get('DC'),
    rack:            states.get('RACK'),
    release:         states.get('RELEASE_VERSION'),
    hostId:          states.get('HOST_ID'),
    internalAddress: internal === undefined ? undefined : splitAddress(internal).address,
    nativeAddress:   states.get('NATIVE_ADDRESS_AND_PORT') ?? states.get('RPC_ADDRESS'),
    nativeReady:     states.has('RPC_READY') ? states.get('RPC_READY') === 'true' : undefined,
    sstableVersions: states.get('SSTABLE_VERSIONS'),
  };
}

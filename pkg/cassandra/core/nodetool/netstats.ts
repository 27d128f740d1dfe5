import { isNoise } from './failure';
import { answerLines, malformed, truncated } from './output';
import { parseSize, splitAddress } from './values';

/** What a node does in the ring and what it streams. */
export interface NetStats {
  mode: NodeMode;
  streams: StreamPlan[];
  /** Counts since the start; absent while the node is starting. */
  readRepair?: { attempted: number; mismatchBlocking: number; mismatchBackground: number };
  /** Messages to other nodes, counted since the start; absent while the node is starting. */
  messages?: { large: MessageCounts; small: MessageCounts; gossip: MessageCounts };
}

/** In the order in which a node may go through them. The failures came with 5.0 and 6.0. */
const MODES = [
  'STARTING', 'JOINING', 'JOINING_FAILED', 'NORMAL', 'MOVING', 'MOVE_FAILED', 'LEAVING', 'DECOMMISSION_FAILED', 'DECOMMISSIONED', 'DRAINING', 'DRAINED',
] as const;

export type NodeMode = (typeof MODES)[number];

/** Everything that is streamed for one purpose. */
export interface StreamPlan {
  id: string;
  /** `Bootstrap`, `Unbootstrap` (decommission), `Rebuild`, `Repair`, `Restore replica count` (removenode) … */
  operation: string;
  /** A peer may have several. */
  sessions: StreamSession[];
}

/** What is streamed from and to one peer; neither is there while they still agree on it. */
export interface StreamSession {
  peer: string;
  receiving?: Transfer;
  sending?: Transfer;
}

export interface Transfer {
  files: { done: number; total: number };
  bytes: { done: number; total: number };
  /** The files that have begun, in bytes. While one is being received, it has its table's name and a number. */
  progress: { file: string; done: number; total: number }[];
}

export interface MessageCounts { pending: number; completed: number; dropped: number }

const COMMAND = 'nodetool netstats';
const IDLE = 'Not sending any streams.';
const PLAN = /^(\S.*) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const SESSION = /^ {4}(\S+)(?: \(using \S+\))?$/;
// The percentages came with 4.0.
const TRANSFER = /^ {8}(Receiving|Sending) (\d+) files, (\S+ \S+) total\. Already (?:received|sent) (\d+) files(?: \(\S+%\))?, (\S+ \S+) total(?: \(\S+%\))?$/;
const FILE = /^ {12}(\S.*) (\d+)\/(\d+) bytes ?\(\d+%\) (?:sent to|received from) idx:\d+\S+$/;
const REPAIR = /^(Attempted|Mismatch \(Blocking\)|Mismatch \(Background\)): (\d+)$/;
const POOL = /^(Large|Small|Gossip) messages +\S+ +(\d+) +(\d+) +(\d+)$/;
const HEADINGS = /^(?:Read Repair Statistics:|Pool Name +Active +Pending +Completed +Dropped)$/;

/**
 * Reads what `nodetool netstats` prints, from Cassandra 3.11 to 6.0, with or without -H and -pp.
 *
 * @param text standard output, or standard output and error together
 * @throws NodetoolError if the text is not a whole answer
 */
export function parseNetstats(text: string): NetStats {
  const [first = '', ...lines] = answerLines(text, COMMAND, /^Mode: /);
  const mode = MODES.find((each) => first === `Mode: ${ each }`);
  const reader = new Reader();

  if (!mode) {
    throw malformed(COMMAND, first);
  }
  lines.forEach((line) => reader.read(line));
  if (!reader.idle && reader.streams.length === 0) {
    throw truncated(COMMAND);
  }
  if (mode === 'STARTING') {
    return { mode, streams: reader.streams };
  }

  return {
    mode,
    streams:    reader.streams,
    readRepair: { attempted: reader.count('Attempted'), mismatchBlocking: reader.count('Mismatch (Blocking)'), mismatchBackground: reader.count('Mismatch (Background)') },
    messages:   { large: reader.pool('Large'), small: reader.pool('Small'), gossip: reader.pool('Gossip') },
  };
}

class Reader {
  readonly streams: StreamPlan[] = [];
  idle = false;
  private readonly counts = new Map<string, readonly number[]>();

  read(line: string): void {
    const [, label, ...counts] = REPAIR.exec(line) ?? POOL.exec(line) ?? [];

    if (label !== undefined) {
      this.counts.set(label, counts.map(Number));
    } else if (line === IDLE) {
      this.idle = true;
    } else if (!this.readStream(line) && !HEADINGS.test(line) && !isNoise(line)) {
      throw malformed(COMMAND, line);
    }
  }

  count(label: string): number {
    return this.numbers(label)[0] ?? 0;
  }

  pool(label: string): MessageCounts {
    const [pending = 0, completed = 0, dropped = 0] = this.numbers(label);

    return { pending, completed, dropped };
  }

  private numbers(label: string): readonly number[] {
    const numbers = this.counts.get(label);

    if (!numbers) {
      throw truncated(COMMAND);
    }

    return numbers;
  }

  /** Every line belongs to the last one that is indented less. */
  private readStream(line: string): boolean {
    const plan = this.streams.at(-1);
    const session = plan?.sessions.at(-1);
    const transfer = session?.sending ?? session?.receiving;
    const [, operation, id = ''] = PLAN.exec(line) ?? [];
    const [, peer] = SESSION.exec(line) ?? [];
    const [, file, done, total] = FILE.exec(line) ?? [];

    if (operation !== undefined) {
      this.streams.push({ id, operation, sessions: [] });
    } else if (plan && peer !== undefined) {
      plan.sessions.push({ peer: splitAddress(peer).address });
    } else if (transfer && file !== undefined) {
      transfer.progress.push({ file, done: Number(done), total: Number(total) });
    } else {
      return session !== undefined && readTransfer(line, session);
    }

    return true;
  }
}

function readTransfer(line: string, session: StreamSession): boolean {
  const [, direction, files, size = '', filesDone, sizeDone = ''] = TRANSFER.exec(line) ?? [];
  const total = parseSize(size);
  const done = parseSize(sizeDone);

  if (total === undefined || done === undefined) {
    return false;
  }
  session[direction === 'Sending' ? 'sending' : 'receiving'] = { files: { done: Number(filesDone), total: Number(files) }, bytes: { done, total }, progress: [] };

  return true;
}

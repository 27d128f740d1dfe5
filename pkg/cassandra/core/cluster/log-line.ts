/** Where Cassandra's start has come to, as far as its log tells. */
export type StartStage = 'loading' | 'replaying' | 'gossip' | 'joining' | 'streaming';

/** Cassandra begins an entry with its level and thread: `ERROR [main] 2026-11-23 10:47:13,216 File.java:887 - …`. */
const ENTRY = /^(TRACE|DEBUG|INFO|WARN|ERROR|FATAL) +\[.*?\] \S+ \S+ (\S+) - (.*)$/;

/** The head of a stack trace, or of a part of it. */
const THROWABLE = /^(?:Caused by: )?((?:\w+\.)+\w*(?:Exception|Error))(?:: (.*))?$/;

/** What the Java VM says of itself, most telling first. Beside the second and third stands the reason. */
const OUT_OF_MEMORY = /java\.lang\.OutOfMemoryError|insufficient memory for the Java Runtime/;
const NO_VM = /^Error: Could not create the Java Virtual Machine/;
const VM_INITIALISATION = /^Error occurred during initialization of VM/;

/** Entries of these are what ends a start; errors after them come from what is shut down. */
const DAEMON = /^CassandraDaemon\.java/;

const STAGES: readonly (readonly [StartStage, RegExp])[] = [
  ['streaming', /Starting to bootstrap|\[Stream #/],
  ['joining', /JOINING: /],
  ['gossip', /Starting up server gossip|Waiting for gossip to settle/],
  ['replaying', /Replaying .*commitlog/i],
];

/** More than this is no line that anyone reads. */
const LONGEST = 400;

interface Entry {
  level: string;
  source: string;
  message: string;
  /** Lines that belong to it, such as a stack trace. */
  rest: string[];
}

/**
 * Picks from a container's log what explains why it ended: of Cassandra the error that ended it with its deepest
 * cause, of Java what it says of itself, of a script its last words.
 *
 * @returns one line, or `undefined` if nothing in the log explains anything (a process that was killed says nothing)
 */
export function explainingLine(log: string): string | undefined {
  const lines = log.split('\n').map((line) => line.trimEnd()).filter(Boolean);
  const entries = parseEntries(lines);
  const line = virtualMachine(lines) ?? fatalError(entries) ?? (entries.length ? undefined : lines[lines.length - 1]?.trim());

  return line && line.length > LONGEST ? `${ line.slice(0, LONGEST - 1) }…` : line;
}

/** How far a start has come that goes on. */
export function startStage(log: string): StartStage {
  for (const line of log.split('\n').reverse()) {
    const stage = STAGES.find(([, words]) => words.test(line));

    if (stage) {
      return stage[0];
    }
  }

  return 'loading';
}

function parseEntries(lines: readonly string[]): Entry[] {
  const entries: Entry[] = [];

  for (const line of lines) {
    const [, level = '', source = '', message = ''] = ENTRY.exec(line) ?? [];

    if (level) {
      entries.push({ level, source, message, rest: [] });
    } else {
      entries[entries.length - 1]?.rest.push(line);
    }
  }

  return entries;
}

function virtualMachine(lines: readonly string[]): string | undefined {
  const noVm = lines.findIndex((line) => NO_VM.test(line));
  const initialisation = lines.findIndex((line) => VM_INITIALISATION.test(line));

  return lines.find((line) => OUT_OF_MEMORY.test(line)) ?? lines[noVm - 1] ?? (initialisation < 0 ? undefined : lines[initialisation + 1]);
}

function fatalError(entries: readonly Entry[]): string | undefined {
  const errors = entries.filter(({ level }) => level === 'ERROR' || level === 'FATAL').reverse();
  const entry = errors.find(({ source }) => DAEMON.test(source)) ?? errors[0];

  return entry && describe(entry);
}

/** What the thrown things say, from the outermost in; they tell more than the entry, which often says just that it is fatal. */
function describe({ message, rest }: Entry): string {
  const texts = throwables(rest);
  const distinct = texts.filter((text, index) => !texts.slice(0, index).some((earlier) => earlier.includes(text)));

  return distinct.length ? distinct.join(': ') : message.replace(/^Exception encountered during startup: /, '');
}

/** The message of each throwable of a stack trace, or its class if it has none. */
function throwables(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const [, name, message] = THROWABLE.exec(line.trim()) ?? [];

    return name === undefined ? [] : [message || name.replace(/^.*\./, '')];
  });
}

import { failureMessage } from './failure';

/** A command that was begun in a container and goes on by itself. */
export interface DetachedRun {
  /** Given to it when it was begun. */
  id: string;
  /** `died`: it ended and did not come to say how. */
  state: 'running' | 'finished' | 'failed' | 'died';
  /** The line in which it says why, when it failed. */
  said?: string;
}

/** What is run so, one at a time of each in a container. */
export type DetachedName = 'decommission' | 'cleanup' | 'drain';

/** Lost with the container, as the run is. */
const DIRECTORY = '/tmp/cassandra-for-rancher-';

/** The end of what was printed; a failure with its stack trace fits. */
const MOST_OUTPUT_BYTES = 16_384;

/**
 * Whether the run of a directory goes on. Its number alone does not tell: the first process of the container waits for
 * no children of others, so that they stay as zombies, and numbers are given again. A zombie has no arguments.
 */
const ALIVE = `
alive() {
  [ ! -e "$1/exit" ] && pid=$(cat "$1/pid" 2>/dev/null) || return 1
  case $(tr '\\0' ' ' 2>/dev/null < "/proc/$pid/cmdline") in *"$1 "*) return 0 ;; esac
  return 1
}`;

/**
 * Who asks in the middle of this finds no id yet, and so no run. What is begun does not hold the streams of the caller.
 * The colon keeps bash from becoming mv, whose arguments are others.
 */
const START = `${ ALIVE }
dir=$1 id=$2; shift 2
umask 077
mkdir -p "$dir" || exit 1
if alive "$dir"; then echo running; exit 0; fi
rm -f "$dir/id" "$dir/exit" || exit 1
( "$@"; echo $? > "$dir/exit.new"; mv "$dir/exit.new" "$dir/exit"; : ) > "$dir/output" 2>&1 < /dev/null &
echo $! > "$dir/pid"
printf '%s\\n' "$id" > "$dir/id"
echo started`;

/** The end itself costs nothing to look for, so that is done between the looks at the process; not every sleep knows parts of a second. */
const READ = `${ ALIVE }
dir=$1
[ -e "$dir/id" ] || exit 0
left=$3
while [ "$left" -gt 0 ] && alive "$dir"; do
  for fifth in 1 2 3 4 5; do [ -e "$dir/exit" ] || sleep 0.2 2>/dev/null || { sleep 1; break; }; done
  left=$((left - 1))
done
cat "$dir/id"
if alive "$dir"; then echo running; elif [ -e "$dir/exit" ]; then cat "$dir/exit"; else echo died; fi
tail -c "$2" "$dir/output"`;

/**
 * The argument vector that begins a command in a container and ends at once. What it began goes on whatever becomes of
 * the connection, the browser and Rancher; one of that name that still runs is left alone.
 *
 * The shell's own text is always the same: what varies comes to it as arguments and is never read as code.
 *
 * @param id of whoever asks for it, of one line
 */
export function detached(name: DetachedName, id: string, command: readonly string[]): string[] {
  return ['sh', '-c', START, 'sh', DIRECTORY + name, id, ...command];
}

/**
 * The argument vector that asks for the last run of a name in a container; {@link parseDetached} reads the answer. No JVM
 * is started.
 *
 * @param seconds to wait for its end while it goes on; whole
 */
export function lastDetached(name: DetachedName, seconds = 0): string[] {
  return ['sh', '-c', READ, 'sh', DIRECTORY + name, String(MOST_OUTPUT_BYTES), String(seconds)];
}

/**
 * @param text standard output of {@link lastDetached}
 * @returns `undefined` if nothing was begun since the container started
 */
export function parseDetached(text: string): DetachedRun | undefined {
  const [id = '', state = '', ...lines] = text.split('\n');

  if (state === 'running' || state === 'died') {
    return { id, state };
  }
  if (!/^\d+$/.test(state)) {
    return undefined;
  }

  return state === '0' ? { id, state: 'finished' } : { id, state: 'failed', said: failureMessage(lines) ?? `exit ${ state }` };
}

import { NodetoolError } from './error';
import { isFailure, notTheOutput } from './failure';

/**
 * The lines of what a command printed, from the first line of its answer on. nodetool ends every line, so a last line
 * without an end was cut; which line must be the last is for the parser of the command to know.
 *
 * @param text standard output, or standard output and error together
 * @param command for messages: `nodetool info`
 * @param begins recognises the first line of the answer; before it, wrappers around nodetool may have printed anything
 * @throws NodetoolError if nodetool reported a failure, or printed something else, or not all of it
 */
export function answerLines(text: string, command: string, begins: RegExp): string[] {
  const lines = text.split(/\r?\n/);
  const first = lines.findIndex((line) => begins.test(line));

  if (first < 0 || lines.some((line) => isFailure(line.trimStart()))) {
    throw notTheOutput(lines, command);
  }
  const last = lines.pop();

  if (last !== '') {
    throw truncated(command, last);
  }

  return lines.slice(first);
}

/**
 * What a pattern finds in a line.
 *
 * @throws NodetoolError `malformed` if it finds nothing
 */
export function matchLine(command: string, line: string, pattern: RegExp): RegExpExecArray {
  const found = pattern.exec(line);

  if (!found) {
    throw malformed(command, line);
  }

  return found;
}

/** The error for a line that is not what the command prints there. */
export function malformed(command: string, line: string): NodetoolError {
  return new NodetoolError('malformed', `${ command } printed a line that cannot be read: ${ line.trim() }`, line);
}

/** The error for an output whose end is missing. */
export function truncated(command: string, line?: string): NodetoolError {
  return new NodetoolError('truncated', `the output of ${ command } is cut off${ line === undefined ? '' : `: ${ line.trim() }` }`, line);
}

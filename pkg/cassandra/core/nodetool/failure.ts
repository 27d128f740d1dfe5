import { NodetoolError } from './error';

/** Longest message handed on; a stray dump of text must not fill the screen. */
const MAX_MESSAGE = 400;

/**
 * Lines that the JVM, logging libraries and the shell write around any nodetool output. They say nothing about the
 * command, e.g. `OpenJDK 64-Bit Server VM warning: …`, `Picked up JAVA_TOOL_OPTIONS: …`, `WARN  10:00:00,000 …`,
 * `bash: warning: setlocale: …`.
 */
const NOISE = /^(?:(?:OpenJDK|Java HotSpot\(TM\)|Eclipse OpenJ9|GraalVM) .*warning:|NOTE: Picked up |Picked up |WARN(?:ING)?[ :]|SLF4J[:(]|log4j:|\[\d+[.,]\d+s\]\[warning\]|\S+: (?:line \d+: )?warning: )/i;

/** How nodetool and the JVM's launcher begin the line that says what went wrong. */
const FAILURE = /^(?:nodetool: |error: |Exception in thread ")/i;

const STACK_TRACE = '-- StackTrace --';

/** Whether the JVM or a library wrote this line on its own account. */
export function isNoise(line: string): boolean {
  return NOISE.test(line);
}

/** Whether this line reports that the command failed. */
export function isFailure(line: string): boolean {
  return FAILURE.test(line);
}

/**
 * The one line in which a failed command says why: without stack traces, usage hints and JVM warnings.
 *
 * @param lines the output, split into lines
 * @returns `undefined` if nothing but noise was printed
 */
export function failureMessage(lines: readonly string[]): string | undefined {
  const said = lines.map((line) => line.trim()).filter((line) => line !== '' && !isNoise(line));
  const trace = said.indexOf(STACK_TRACE);
  // 6.0 prints the reason twice, the second time followed by the stack trace. The message itself may have several
  // lines; where a stack trace follows, it shows where they end.
  const start = trace < 0 ? said.findIndex(isFailure) : said.slice(0, trace).findLastIndex(isFailure);
  const words = start >= 0 && trace > start ? said.slice(start, trace) : said.slice(Math.max(start, 0), Math.max(start, 0) + 1);
  const message = withoutExceptionClass(words.join(' '));

  if (message === '') {
    return undefined;
  }

  return message.length > MAX_MESSAGE ? `${ message.slice(0, MAX_MESSAGE) }…` : message;
}

/** The error for an output in which no part of the expected answer was found. */
export function notTheOutput(lines: readonly string[], command: string): NodetoolError {
  const message = failureMessage(lines);

  if (message === undefined) {
    return new NodetoolError('empty', `${ command } printed nothing`);
  }

  return lines.some((line) => isFailure(line.trim())) ? new NodetoolError('reported', message) : new NodetoolError('unrecognised', message);
}

/** `Exception in thread "main" java.lang.Foo: words` says its words only. */
function withoutExceptionClass(line: string): string {
  return line.replace(/^Exception in thread "[^"]*" (?:[\w.$]+: )?/, '');
}

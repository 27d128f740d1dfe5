/** What cqlsh understands itself. `describe` is also a statement from 4.0 on. */
export type CommandKind =
  | 'capture' | 'clear' | 'consistency' | 'copy' | 'debug' | 'describe' | 'exit' | 'expand' | 'help' | 'history' | 'login' | 'paging'
  | 'serialConsistency' | 'show' | 'source' | 'tracing';

const KINDS: ReadonlyMap<string, CommandKind> = new Map<string, CommandKind>([
  ['?', 'help'],
  ['CAPTURE', 'capture'],
  ['CLEAR', 'clear'],
  ['CLS', 'clear'],
  ['CONSISTENCY', 'consistency'],
  ['COPY', 'copy'],
  ['DEBUG', 'debug'],
  ['DESC', 'describe'],
  ['DESCRIBE', 'describe'],
  ['EXIT', 'exit'],
  ['EXPAND', 'expand'],
  ['HELP', 'help'],
  ['HISTORY', 'history'],
  ['LOGIN', 'login'],
  ['PAGING', 'paging'],
  ['QUIT', 'exit'],
  ['SERIAL', 'serialConsistency'],
  ['SHOW', 'show'],
  ['SOURCE', 'source'],
  ['TRACING', 'tracing'],
]);

/**
 * The command of cqlsh that begins with a word, if one does.
 *
 * @param word in capitals, or `?`
 */
export function commandKind(word: string): CommandKind | undefined {
  return KINDS.get(word);
}

/** Whether a command ends with its line. All but one do; that one ends with `;` as statements do. */
export function endsWithLine(kind: CommandKind): boolean {
  return kind !== 'copy';
}

import type { CommandKind } from '../cql/command-words';
import type { Expected } from '../cql/commands';
import type { UnfinishedReason } from '../cql/split';
import type { TextRange } from './step';

/**
 * In characters. Where every character is a token, a million of them take more than a second to read, and the page stands
 * still meanwhile.
 */
export const MOST_TEXT = 1_048_576;

/** A longer list of what was run is read by nobody; cqlsh is there for such scripts. */
export const MOST_STEPS = 2_000;

/** Why nothing of a text is run. */
export type Refusal =
  | { code: 'empty' }
  /** In characters, with what `SOURCE` names. */
  | { code: 'tooLong'; length: number; most: number }
  | { code: 'tooMany'; most: number }
  | { code: 'unfinished'; reason: UnfinishedReason; where: TextRange }
  /** The switch is on, and this writes. */
  | { code: 'readOnly'; where: TextRange }
  /** cqlsh can, this cannot. `replicas`: `SHOW REPLICAS`; `login`: the console has its own. */
  | { code: 'notHere'; kind: 'copy' | 'capture' | 'debug' | 'login' | 'replicas'; where: TextRange }
  | { code: 'expected'; kind: CommandKind; expected: Expected; where: TextRange }
  /** Files cannot be read here: what is in it has to be given. */
  | { code: 'source'; file: string; where: TextRange }
  /** A file that names itself, or one that names it. */
  | { code: 'sourceLoop'; file: string; where: TextRange };

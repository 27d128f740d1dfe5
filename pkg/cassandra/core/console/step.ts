import type { Classified } from '../cql/classify';
import type { Command } from '../cql/commands';
import type { Place, Range } from '../cql/place';
import type { ConsoleSettings } from './settings';

/** A part of the text in the editor, or of one that `SOURCE` names. */
export interface TextRange extends Range {
  /** The file that `SOURCE` names; absent for the editor. */
  source?: string;
}

/** With its beginning as people say it. */
export interface Spot extends TextRange, Place {}

/** One statement or command, in its turn. */
export interface Step {
  readonly index: number;
  /** Without its semicolon: what is sent. */
  readonly statement: string;
  readonly where: TextRange;
  readonly classified: Classified;
  /** What cqlsh would do itself; absent for a statement. */
  readonly command?: Command;
  /** How it is meant to be run: as they are after the commands and `USE` before it. */
  readonly settings: ConsoleSettings;
  /** Whether it is only a part of the statement that stands there. */
  readonly isPart: boolean;
}

/**
 * As much of CodeMirror 5 as is used here. The shell carries it with its completion list (addon show-hint), and its
 * component hands out the editor that it has made.
 */
export interface CodeMirror {
  /** `completionActive`: somebody looks at a list of completions. */
  readonly state: { readonly completionActive?: unknown };
  getValue(): string;
  setValue(text: string): void;
  setOption(name: string, value: unknown): void;
  /** `inputRead` tells only what a person has put in, and before `cursorActivity`. */
  on(event: 'change' | 'inputRead', listener: (editor: CodeMirror, change: Change) => void): void;
  on(event: 'cursorActivity', listener: () => void): void;
  getCursor(which?: 'from' | 'to'): Position;
  getRange(from: Position, to: Position): string;
  indexFromPos(position: Position): number;
  posFromIndex(index: number): Position;
  somethingSelected(): boolean;
  setSelection(anchor: Position, head: Position, options?: { scroll?: boolean }): void;
  replaceSelection(text: string): void;
  markText(from: Position, to: Position, options: { className: string }): { clear(): void };
  scrollIntoView(place: { from: Position; to: Position }, margin?: number): void;
  getInputField(): HTMLElement;
  /** In place of a list that is shown. */
  showHint(options: HintOptions): void;
  closeHint(): void;
  focus(): void;
}

export interface Change {
  /** `+input`: typed, `+delete`: deleted by a key. */
  readonly origin?: string;
  /** The lines that were put in. */
  readonly text: readonly string[];
}

/** Lines and characters are counted from zero. */
export interface Position {
  readonly line: number;
  readonly ch: number;
}

export interface CodeMirrorClass {
  defineMode<State>(name: string, make: () => Mode<State>): void;
  on(target: Hints, event: 'shown', listener: () => void): void;
}

/** Modes and signals are the class's, and the host hands out editors only. */
export function classOf(editor: CodeMirror): CodeMirrorClass {
  return editor.constructor as unknown as CodeMirrorClass;
}

/** How lines are coloured. A state is copied at the end of each line. */
export interface Mode<State> {
  startState(): State;
  copyState(state: State): State;
  blankLine(state: State): void;
  /** Reads one token, and moves the stream behind it. */
  token(stream: LineStream, state: State): string | null;
}

export interface LineStream {
  /** The whole line. */
  readonly string: string;
  pos: number;
  sol(): boolean;
}

export interface HintOptions {
  hint(): Hints;
  /** Whether the only one is taken without a question. */
  completeSingle: boolean;
  /** Whether the list follows the cursor by itself: a frame late, until when Enter is lost. */
  updateOnCursorActivity: boolean;
  /** What the list is drawn in; it is placed by where this is. */
  container: HTMLElement;
}

export interface Hints {
  readonly from: Position;
  readonly to: Position;
  readonly list: readonly Hint[];
}

export interface Hint {
  readonly text: string;
  render(element: HTMLElement): void;
}

import type { Change, CodeMirror, HintOptions, Position } from '../../../../../pkg/cassandra/rancher/code-mirror';

type Listener = (editor: CodeMirror, change: Change) => void;

/** As much of CodeMirror as needs no page: a text, a selection, and what was asked of it. */
export class FakeMirror implements CodeMirror {
  /** As CodeMirror does it, a list without anything in it is active too. */
  readonly state: { completionActive?: HintOptions } = {};
  readonly options = new Map<string, unknown>();
  readonly attributes = new Map<string, string>();
  readonly marks: { from: Position; to: Position; className: string; cleared: boolean }[] = [];
  readonly shownHints: HintOptions[] = [];
  focused = 0;
  private readonly listeners = new Map<string, Listener[]>();
  private selected: { from: number; to: number };

  static defineMode(): void {}
  static on(): void {}

  constructor(private text = '') {
    this.selected = { from: text.length, to: text.length };
  }

  /** What a person types at the cursor. */
  type(typed: string, origin = '+input'): void {
    this.put(typed, origin);
    this.tell('inputRead', { origin, text: typed.split('\n') });
    this.tell('cursorActivity');
  }

  /** The letter before the cursor. */
  backspace(): void {
    this.selected = { from: Math.max(0, this.selected.from - 1), to: this.selected.to };
    this.put('', '+delete');
    this.tell('cursorActivity');
  }

  /** What is in the list that is shown, if one is. */
  get list(): readonly string[] | undefined {
    return this.state.completionActive?.hint().list.map(({ text }) => text);
  }

  key(name: string): void {
    const keys = this.options.get('extraKeys') as Record<string, (() => void) | false>;
    const bound = keys[name];

    if (bound) {
      bound();
    }
  }

  getValue(): string {
    return this.text;
  }

  setValue(text: string): void {
    this.text = text;
    this.selected = { from: 0, to: 0 };
    this.tell('change', { origin: 'setValue', text: text.split('\n') });
    this.tell('cursorActivity');
  }

  setOption(name: string, value: unknown): void {
    this.options.set(name, value);
  }

  on(event: string, listener: Listener): void {
    this.listeners.set(event, [...this.listeners.get(event) ?? [], listener]);
  }

  getCursor(which: 'from' | 'to' = 'to'): Position {
    return this.posFromIndex(this.selected[which]);
  }

  getRange(from: Position, to: Position): string {
    return this.text.slice(this.indexFromPos(from), this.indexFromPos(to));
  }

  indexFromPos({ line, ch }: Position): number {
    return this.text.split('\n').slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + ch;
  }

  posFromIndex(index: number): Position {
    const lines = this.text.slice(0, Math.max(0, index)).split('\n');

    return { line: lines.length - 1, ch: lines[lines.length - 1]!.length };
  }

  somethingSelected(): boolean {
    return this.selected.from !== this.selected.to;
  }

  setSelection(anchor: Position, head: Position): void {
    this.selected = { from: this.indexFromPos(anchor), to: this.indexFromPos(head) };
    this.tell('cursorActivity');
  }

  replaceSelection(given: string): void {
    this.put(given);
    this.tell('cursorActivity');
  }

  markText(from: Position, to: Position, { className }: { className: string }): { clear(): void } {
    const mark = { from, to, className, cleared: false };

    this.marks.push(mark);

    return {
      clear() {
        mark.cleared = true;
      },
    };
  }

  scrollIntoView(): void {}

  getInputField(): HTMLElement {
    return { setAttribute: (name: string, value: string) => this.attributes.set(name, value) } as unknown as HTMLElement;
  }

  showHint(options: HintOptions): void {
    this.shownHints.push(options);
    this.state.completionActive = options;
  }

  closeHint(): void {
    this.state.completionActive = undefined;
  }

  focus(): void {
    this.focused++;
  }

  private put(given: string, origin?: string): void {
    const { from, to } = this.selected;

    this.text = this.text.slice(0, from) + given + this.text.slice(to);
    this.selected = { from: from + given.length, to: from + given.length };
    this.tell('change', { origin, text: given.split('\n') });
  }

  private tell(event: string, change: Change = { text: [] }): void {
    this.listeners.get(event)?.forEach((listener) => listener(this, change));
  }
}

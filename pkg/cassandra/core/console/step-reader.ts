import { classify } from '../cql/classify';
import { parseCommand, type Command, type CommandRefusal } from '../cql/commands';
import type { Range } from '../cql/place';
import { splitStatements, type Statement } from '../cql/split';
import { MOST_STEPS, MOST_TEXT, type Refusal } from './refusal';
import { changeSetting, changesOf, type ConsoleSettings } from './settings';
import type { Step, TextRange } from './step';

/** Reads texts into steps, each with the settings that those before it leave. */
export class StepReader {
  readonly steps: Step[] = [];
  readonly refusals: Refusal[] = [];
  private length = 0;
  private isFull = false;
  /** The files that are being read, each named by the one before. */
  private readonly open: string[] = [];

  constructor(private settings: ConsoleSettings, private readonly sources: ReadonlyMap<string, string>) {}

  /** @param whole the statements of all the text, if only a part of it is read */
  read(text: string, range: Range, whole?: readonly Range[]): void {
    const ends = whole && new Map(whole.map(({ start, end }) => [start, end]));

    this.length += range.end - range.start;
    if (this.length > MOST_TEXT) {
      return this.giveUp({ code: 'tooLong', length: this.length, most: MOST_TEXT });
    }
    for (const statement of splitStatements(text.slice(range.start, range.end))) {
      if (this.isFull) {
        return;
      }
      const start = range.start + statement.start;
      const end = range.start + statement.end;

      this.readStatement(statement, this.within({ start, end }), ends !== undefined && ends.get(start) !== end);
    }
  }

  private readStatement({ text, start, to, unfinished }: Statement, where: TextRange, isPart: boolean): void {
    if (unfinished) {
      const { reason } = unfinished;
      // The comment is no part of the statement, though it may hide one.
      const end = reason === 'comment' ? where.start + to - start : where.end;

      this.refusals.push({ code: 'unfinished', reason, where: { ...where, start: where.start + unfinished.start - start, end } });

      return;
    }
    const parsed = parseCommand(text);

    if (parsed?.refusal) {
      this.refuseCommand(parsed.refusal, where);
    } else if (parsed?.command.kind === 'source') {
      this.readSource(parsed.command.file, where);
    } else if (parsed?.command.kind === 'login') {
      this.refusals.push({ code: 'notHere', kind: 'login', where });
    } else if (parsed?.command.kind === 'show' && parsed.command.what === 'replicas') {
      this.refusals.push({ code: 'notHere', kind: 'replicas', where });
    } else {
      this.add(text, where, isPart, parsed?.command);
    }
  }

  private refuseCommand(refusal: CommandRefusal, where: TextRange): void {
    if (refusal.code === 'notHere') {
      this.refusals.push({ ...refusal, where });
    } else {
      const { code, kind, expected, at } = refusal;

      this.refusals.push({ code, kind, expected, where: { ...where, start: where.start + at.start, end: where.start + at.end } });
    }
  }

  private readSource(file: string, where: TextRange): void {
    const text = this.sources.get(file);

    if (text === undefined || this.open.includes(file)) {
      this.refusals.push({ code: text === undefined ? 'source' : 'sourceLoop', file, where });

      return;
    }
    this.open.push(file);
    this.read(text, { start: 0, end: text.length });
    this.open.pop();
  }

  private add(statement: string, where: TextRange, isPart: boolean, command: Command | undefined): void {
    if (this.steps.length === MOST_STEPS) {
      return this.giveUp({ code: 'tooMany', most: MOST_STEPS });
    }
    const { settings } = this;
    const classified = classify(statement, settings.keyspace);

    if (settings.readOnly && classified.guard !== 'none') {
      this.refusals.push({ code: 'readOnly', where });
    }
    this.steps.push({ index: this.steps.length, statement, where, classified, ...(command && { command }), settings, isPart });
    const entered = classified.kind === 'use' ? classified.targets[0]?.name : undefined;

    this.settings = (command ? changesOf(command) : []).reduce(changeSetting, entered === undefined ? settings : { ...settings, keyspace: entered });
  }

  private giveUp(refusal: Refusal): void {
    if (!this.isFull) {
      this.refusals.push(refusal);
      this.isFull = true;
    }
  }

  private within(range: Range): TextRange {
    const source = this.open[this.open.length - 1];

    return source === undefined ? range : { ...range, source };
  }
}

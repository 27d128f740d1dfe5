import { placeOf, type Range } from '../cql/place';
import { splitStatements, statementAt } from '../cql/split';
import { consentsOf, type Consent } from './consent';
import { noticesOf, type Notice } from './notice';
import { MOST_TEXT, type Refusal } from './refusal';
import type { ConsoleSettings } from './settings';
import type { Spot, Step, TextRange } from './step';
import { StepReader } from './step-reader';

/** What is going to be done with a text, before any of it is. */
export interface Plan {
  readonly steps: readonly Step[];
  /** If there is one, nothing is run. */
  readonly refusals: readonly Refusal[];
  /** What has to be asked before. */
  readonly consents: readonly Consent[];
  /** What is good to know before. */
  readonly notices: readonly Notice[];
  /** Those that it begins with. */
  readonly settings: ConsoleSettings;
  /** The texts of its ranges, by `source`; the editor's by nothing. */
  readonly texts: ReadonlyMap<string | undefined, string>;
}

/**
 * Plans what is run of a text.
 *
 * @param selection what is selected in it, as it is; where nothing is, the statement that the cursor means. All, if absent
 * @param sources the texts of files that `SOURCE` names
 */
export function planText(text: string, settings: ConsoleSettings, selection?: Range, sources: ReadonlyMap<string, string> = new Map()): Plan {
  const reader = new StepReader(settings, sources);

  if (text.length > MOST_TEXT) {
    reader.refusals.push({ code: 'tooLong', length: text.length, most: MOST_TEXT });
  } else if (selection) {
    const whole = splitStatements(text);
    const { start, end } = (selection.start === selection.end ? statementAt(text, whole, selection.start) : selection) ?? { start: 0, end: 0 };

    reader.read(text, { start, end }, whole);
  } else {
    reader.read(text, { start: 0, end: text.length });
  }
  const { steps, refusals } = reader;

  return {
    steps,
    refusals: steps.length + refusals.length > 0 ? refusals : [{ code: 'empty' }],
    consents: consentsOf(steps),
    notices: noticesOf(steps),
    settings,
    texts: new Map([[undefined, text], ...sources]),
  };
}

/** Where a range begins, as people say it. */
export function spotOf({ texts }: Pick<Plan, 'texts'>, where: TextRange): Spot {
  return { ...where, ...placeOf(texts.get(where.source) ?? '', where.start) };
}

import type { FindingArgs } from '../core/cluster/findings/finding';
import type { CheckResult } from '../core/operations/preflight';
import { useFormat } from './useFormat';
import { useText, type Text, type TextArgs } from './useText';

/** What is said about the result of a check. Commands stand between backticks in hints only. */
export interface CheckText {
  title(result: CheckResult): string;
  /** What was found, or what is not known and why. */
  sentence(result: CheckResult): string;
  /** What to do about it; nothing where it is as it should be, or where the sentence says it. */
  hint(result: CheckResult): string | undefined;
  /** What exactly is consented to; warnings have it, nothing else has. */
  consent(result: CheckResult): string | undefined;
}

/** What follows from the sentence itself. */
const PLAIN: readonly string[] = ['targets'];

/** Amounts of bytes among the arguments. */
const BYTES: Readonly<Record<string, readonly string[]>> = { space: ['load', 'free'] };

/** Names among the arguments, and what is between them. */
const LISTS: Readonly<Record<string, string>> = {
  budgets: ', ', claims: ' ', classes: ', ', keyspaces: ', ', nodes: ', ', places: ', ', pods: ', ', resources: ', ', rights: ', ', seeds: ', ', sets: ', ',
};

/** More names are not read; they are in the evidence. */
const NAMES = 12;

const byReason = ({ reason }: FindingArgs) => String(reason);

/** Which of the things that a check may find it is, where that is more than the outcome says. */
const CASES: Readonly<Record<string, (args: FindingArgs) => string>> = {
  budget:         byReason,
  claimRetention: byReason,
  cleanupDone:    ({ recorded }) => recorded === 'yes' ? 'pending' : 'unrecorded',
  dataKept:       ({ kept }) => kept === 'no' ? 'lost' : 'bound',
  // A release is known by its label alone where the annotation is missing.
  origin:         ({ origin, name }) => origin === 'helm' && name === '' ? 'chart' : String(origin),
  seedJoins:      byReason,
  seedsStay:      ({ seeds, leaving }) => seeds === 0 ? 'unseen' : leaving === 0 ? 'few' : 'leaving',
  settled:        ({ sets }) => sets === '' ? 'pods' : 'sets',
  space:          ({ known }) => known === undefined ? 'lacking' : known === 'yes' ? 'tight' : 'unsized',
  targets:        byReason,
  // A claim without a class is the empty one in the list.
  volumes:        ({ reason, classes }) => reason === 'noClass' && String(classes).split(', ').includes('') ? 'noDefault' : String(reason),
};

/**
 * The results of checks in words, made of nothing but the result.
 *
 * @param bytes writes an amount of bytes
 */
export function checkText(t: Text, bytes: (amount: number) => string): CheckText {
  const say = (key: string, result: CheckResult) => t(`cassandra.preflight.${ key }`, { ...argsOf(result), ...shortened(result.args) });
  // A command wants all names, and as they are.
  const advise = (key: string, result: CheckResult) => t(`cassandra.preflight.${ key }.hint`, argsOf(result));

  /** Amounts as they are read, and what is missing by its name. */
  function argsOf({ code, args }: CheckResult): TextArgs {
    const amounts = (BYTES[code] ?? []).flatMap((name) => typeof args[name] === 'number' ? [[name, bytes(args[name])]] : []);

    return { ...args, ...Object.fromEntries(amounts), ...(isUnknown(args) && { fact: t(`cassandra.preflight.fact.${ args['missing'] }`) }) };
  }

  return {
    title(result) {
      return say(`${ result.code }.title`, result);
    },
    sentence(result) {
      const { code, outcome, args } = result;

      if (outcome === 'passed') {
        return say(`${ code }.passed`, result);
      }

      return say(isUnknown(args) ? `unknown.${ args['why'] }` : `${ code }.${ caseOf(result) }.sentence`, result);
    },
    hint(result) {
      const { code, outcome, args } = result;

      if (outcome === 'passed' || PLAIN.includes(code)) {
        return undefined;
      }
      if (isUnknown(args)) {
        // What was refused says itself what is lacking.
        return args['why'] === 'refused' ? undefined : advise('unknown', result);
      }

      return advise(`${ code }.${ caseOf(result) }`, result);
    },
    consent(result) {
      return result.outcome === 'warning' ? say(`${ result.code }.${ isUnknown(result.args) ? 'unknown' : caseOf(result) }.consent`, result) : undefined;
    },
  };
}

export function useCheckText(): CheckText {
  return checkText(useText(), useFormat().bytes);
}

/** The names, as many as are read. */
function shortened(args: FindingArgs): TextArgs {
  return Object.fromEntries(Object.entries(args).flatMap(([name, value]) => {
    const separator = LISTS[name];

    if (separator === undefined || typeof value !== 'string') {
      return [];
    }
    const names = value.split(separator);

    return [[name, [...names.slice(0, NAMES), ...(names.length > NAMES ? ['…'] : [])].join(', ')]];
  }));
}

/** Something was not known: some warnings come of that, too. */
function isUnknown(args: FindingArgs): boolean {
  return 'missing' in args;
}

function caseOf({ code, outcome, args }: CheckResult): string {
  return CASES[code]?.(args) ?? outcome;
}

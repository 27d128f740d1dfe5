import type { Cluster } from './cluster';
import type { Verdict, VerdictLevel, VerdictWord } from './verdict';

/** A cluster and how it is. */
export interface Judged {
  cluster: Cluster;
  verdict: Verdict;
}

/** Many clusters at a glance. */
export interface Tally {
  /** How many clusters each word is said of; what asks for attention comes first. */
  counts: { word: VerdictWord; level: VerdictLevel; count: number }[];
  /** Those with which something is wrong, worst first. */
  troubled: Judged[];
}

const LEVELS: readonly VerdictLevel[] = ['error', 'warning', 'unknown', 'progress', 'off', 'ok'];
const TROUBLE: readonly VerdictLevel[] = ['error', 'warning', 'unknown'];

/** @param judged in the order in which equals are to be named */
export function tally(judged: readonly Judged[]): Tally {
  const sorted = [...judged].sort((a, b) => LEVELS.indexOf(a.verdict.level) - LEVELS.indexOf(b.verdict.level));
  const counts = new Map<VerdictWord, Tally['counts'][number]>();

  for (const { verdict: { word, level } } of sorted) {
    counts.set(word, { word, level, count: (counts.get(word)?.count ?? 0) + 1 });
  }

  return {
    counts:   [...counts.values()],
    // What a person is deleting is no surprise to anybody.
    troubled: sorted.filter(({ verdict: { word, level } }) => TROUBLE.includes(level) && word !== 'deleting'),
  };
}

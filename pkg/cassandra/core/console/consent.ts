import type { Step } from './step';

/**
 * What has to be asked before a plan is run.
 * - `destructive`, `protected`: the name has to be typed, once for each thing
 * - `allowFiltering`: the nodes may have to read much more than they answer with
 * - `partOfStatement`: what is selected is not all of a statement that writes, and may do more than all of it
 */
export type Consent =
  | { readonly code: 'destructive' | 'protected'; readonly key: string; readonly steps: readonly number[]; readonly confirm: string }
  | { readonly code: 'allowFiltering' | 'partOfStatement'; readonly key: string; readonly steps: readonly number[]; readonly confirm?: undefined };

/** What was answered, by the `key` of the question: what was typed, or `true` for a click. */
export type ConsentAnswers = Readonly<Record<string, string | true>>;

/** All questions of these steps, each once. */
export function consentsOf(steps: readonly Step[]): Consent[] {
  const consents = new Map<string, Consent>();

  for (const { index, classified, isPart } of steps) {
    const { guard, confirm, targets, kind, allowFiltering, system } = classified;

    if ((guard === 'destructive' || guard === 'protected') && confirm !== undefined) {
      const { kind: what, keyspace, name } = targets.find((target) => target.name === confirm) ?? {};
      const key = JSON.stringify([guard, confirm, keyspace, name === undefined ? kind : what]);

      consents.set(key, { code: guard, key, confirm, steps: [...consents.get(key)?.steps ?? [], index] });
    }
    // Cassandra's own tables are small.
    for (const code of [...(allowFiltering && !system ? ['allowFiltering' as const] : []), ...(isPart && guard !== 'none' ? ['partOfStatement' as const] : [])]) {
      consents.set(code, { code, key: code, steps: [...consents.get(code)?.steps ?? [], index] });
    }
  }

  return [...consents.values()];
}

/** Of these questions, those that are not answered, or wrongly. A typed name has to be the name, letter by letter. */
export function missingConsents(consents: readonly Consent[], answers: ConsentAnswers): Consent[] {
  return consents.filter(({ key, confirm }) => {
    const answer = answers[key];

    return confirm === undefined ? answer !== true : typeof answer !== 'string' || answer.trim() !== confirm.trim();
  });
}

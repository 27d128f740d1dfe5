import type { CheckResult } from './check';
import { FORCE } from './system-replication';

/** Whether an operation may begin, and why not. */
export interface PreflightVerdict {
  may: boolean;
  /** What no consent helps against: blocking, and not known. */
  against: readonly CheckResult[];
  /** Warnings that nobody has consented to yet. */
  open: readonly CheckResult[];
  /** Cassandra has to be forced, since its own keyspaces want more nodes, and that was consented to. */
  force: boolean;
}

/**
 * Weighs the results of a preflight.
 *
 * @param consents what was consented to, by {@link CheckResult.consent}; those that belong to no result mean nothing
 */
export function verdictOf(results: readonly CheckResult[], consents: Iterable<string>): PreflightVerdict {
  const given = new Set(consents);
  const isOpen = ({ consent }: CheckResult) => consent === undefined || !given.has(consent);
  const warnings = results.filter(({ outcome }) => outcome === 'warning');
  const against = results.filter(({ outcome }) => outcome === 'blocking' || outcome === 'unknown');
  const open = warnings.filter(isOpen);

  return {
    // Where nothing was looked at, nothing is known to be well.
    may:   results.length > 0 && against.length === 0 && open.length === 0,
    against,
    open,
    force: warnings.some((result) => result.code === FORCE && !isOpen(result)),
  };
}

import type { StatementKind } from '../cql/shape';
import type { Step } from './step';

/**
 * What is good to know of steps before they are run.
 * - `noKeyspace`: they name something without its keyspace, and none is in use
 * - `level`: the consistency level is none for what they do, so that Cassandra refuses them
 * - `unknown`: they begin with no word that is known here, and so count as writing
 */
export interface Notice {
  readonly code: 'noKeyspace' | 'level' | 'unknown';
  readonly steps: readonly number[];
}

const CHANGES: ReadonlySet<StatementKind> = new Set<StatementKind>(['insert', 'update', 'delete', 'batch']);

/** What there is to know of these steps. */
export function noticesOf(steps: readonly Step[]): Notice[] {
  const checks: readonly (readonly [Notice['code'], (step: Step) => boolean])[] = [
    ['noKeyspace', lacksKeyspace],
    ['level', hasWrongLevel],
    ['unknown', ({ classified }) => classified.kind === 'unknown'],
  ];

  return checks.map(([code, isSo]) => ({ code, steps: steps.filter(isSo).map(({ index }) => index) })).filter((notice) => notice.steps.length > 0);
}

function lacksKeyspace({ classified: { targets }, command }: Step): boolean {
  return !command && targets.some(({ kind, keyspace }) => keyspace === undefined && !['keyspace', 'role', 'user', 'identity'].includes(kind));
}

/** `ANY` is for writing only, and the serial levels are for reading: writes have a serial level of their own. */
function hasWrongLevel({ classified: { kind }, settings: { consistency } }: Step): boolean {
  return kind === 'select' ? consistency === 'ANY' : CHANGES.has(kind) && (consistency === 'SERIAL' || consistency === 'LOCAL_SERIAL');
}

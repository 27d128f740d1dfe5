import { computed, type ComputedRef } from 'vue';
import type { EntryState } from '../../core/console/entry';
import { useFormat } from '../useFormat';
import { useText } from '../useText';
import type { ConsoleRun } from './useConsoleRuns';

const STATES: readonly EntryState[] = ['running', 'done', 'failed', 'stopped', 'skipped', 'waiting'];

/** How many statements of a run are how far, in words. */
export function useRunCounts(run: () => ConsoleRun | undefined): ComputedRef<string> {
  const t = useText();
  const { number } = useFormat();

  return computed(() => {
    const entries = run()?.entries.value ?? [];
    const counted = STATES.map((state) => ({ state, count: entries.filter((entry) => entry.state === state).length }));

    return counted.filter(({ count }) => count > 0).map(({ state, count }) => t(`cassandra.cql.counts.${ state }`, { count: number(count) })).join(t('cassandra.cql.separator'));
  });
}

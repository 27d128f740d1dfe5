import { describe, expect, it } from 'vitest';

import { cleanupDone } from '../../../../../pkg/cassandra/core/operations/preflight/cleanup-done';
import { brief, input, NOW, outcomeOf } from './input';

const left = (...pending: string[]) => input({ to: 2, cleanup: { scaledUpAt: NOW, pending } });

describe('cleanupDone', () => {
  it('asks where nodes that stay have not been cleaned up', () => {
    expect(outcomeOf(cleanupDone, left())).toBe('passed');
    expect(brief(cleanupDone, left('db-0', 'db-1'))).toEqual({ outcome: 'warning', args: { recorded: 'yes', count: 2, nodes: 'db-0, db-1' } });
  });

  it('does not mind nodes that leave, or have left', () => {
    expect(outcomeOf(cleanupDone, left('db-2', 'db-7'))).toBe('passed');
  });

  it('asks where nothing is on record, and knows nothing where the record was not read', () => {
    expect(brief(cleanupDone, input({ to: 2, cleanup: null }))).toMatchObject({ outcome: 'warning', args: { recorded: 'no' } });
    expect(outcomeOf(cleanupDone, input({ to: 2, cleanup: undefined }))).toBe('unknown');
  });
});

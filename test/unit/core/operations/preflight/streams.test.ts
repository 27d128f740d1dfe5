import { describe, expect, it } from 'vitest';

import { streams } from '../../../../../pkg/cassandra/core/operations/preflight/streams';
import { brief, input, netstats, outcomeOf } from './input';

describe('streams', () => {
  it('waits for what is being streamed, and names it', () => {
    const given = input({ netstats: new Map([netstats('db-0', { streams: [{ id: 'a', operation: 'Repair', sessions: [] }] }), netstats('db-1', { streams: [{ id: 'a', operation: 'Repair', sessions: [] }, { id: 'b', operation: 'Rebuild', sessions: [] }] }), netstats('db-2')]) });

    expect(brief(streams, given)).toEqual({ outcome: 'blocking', args: { count: 2, operations: 'Repair, Rebuild' } });
    expect(streams.of(given).evidence).toEqual(['db-0: Repair a', 'db-1: Repair a', 'db-1: Rebuild b']);
  });

  it('passes when all say that there is nothing', () => {
    expect(outcomeOf(streams, input())).toBe('passed');
    expect(outcomeOf(streams, input({ netstats: new Map([netstats('db-0')]) }))).toBe('unknown');
    expect(outcomeOf(streams, input({ netstats: undefined }))).toBe('unknown');
  });
});

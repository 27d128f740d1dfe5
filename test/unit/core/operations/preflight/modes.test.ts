import { describe, expect, it } from 'vitest';

import { modes } from '../../../../../pkg/cassandra/core/operations/preflight/modes';
import { podAt } from '../../cluster/findings/facts';
import { brief, input, LONG_AGO, netstats, outcomeOf } from './input';

describe('modes', () => {
  it('finds nodes that are not at work by their own account', () => {
    const given = input({ netstats: new Map([netstats('db-0'), netstats('db-1'), netstats('db-2', { mode: 'DECOMMISSIONED' })]) });

    expect(brief(modes, given)).toEqual({ outcome: 'blocking', args: { count: 1, nodes: 'db-2 (DECOMMISSIONED)' } });
    expect(modes.of(given).evidence).toEqual(['db-2: Mode: DECOMMISSIONED']);
  });

  it('wants every pod to have been asked, just now', () => {
    expect(outcomeOf(modes, input())).toBe('passed');
    expect(brief(modes, input({ netstats: new Map([netstats('db-0'), netstats('db-1')]) }))).toEqual({ outcome: 'unknown', args: { missing: 'netstats', why: 'unread', reason: '' } });
    expect(brief(modes, input({ netstats: new Map([netstats('db-0'), netstats('db-1'), netstats('db-2', {}, LONG_AGO)]) })).args).toMatchObject({ why: 'stale' });
    expect(brief(modes, input({ netstats: undefined, unread: { netstats: 'no exec' } }))).toEqual({ outcome: 'unknown', args: { missing: 'netstats', why: 'refused', reason: 'no exec' } });
  });

  it('says what is wrong even where not all is known, and asks no pod that is going', () => {
    expect(outcomeOf(modes, input({ netstats: new Map([netstats('db-0', { mode: 'DRAINED' })]) }))).toBe('blocking');
    expect(outcomeOf(modes, input({ facts: { pods: [podAt(0), podAt(1), podAt(2, { going: true })] }, netstats: new Map([netstats('db-0'), netstats('db-1')]) }))).toBe('passed');
  });
});

import { describe, expect, it } from 'vitest';

import { singleCopy } from '../../../../../pkg/cassandra/core/operations/preflight/single-copy';
import { description } from '../../cluster/findings/facts';
import { brief, input, outcomeOf, simple, spread } from './input';

describe('singleCopy', () => {
  it('names keyspaces that are without a quorum while a node restarts', () => {
    expect(outcomeOf(singleCopy, input())).toBe('passed');
    expect(brief(singleCopy, input({ facts: { description: description({ keyspaces: [spread('shop', { dc1: 3 }), simple('logs', 1), spread('two', { dc1: 2 }), simple('system_auth', 1)] }) } }))).toEqual({ outcome: 'warning', args: { count: 2, keyspaces: 'logs, two' } });
  });

  it('may be tried where keyspaces are not known: no data are at stake', () => {
    expect(brief(singleCopy, input({ facts: { description: description() } }))).toMatchObject({ outcome: 'warning', args: { missing: 'keyspaces' } });
  });
});

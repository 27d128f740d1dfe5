import { describe, expect, it } from 'vitest';

import { rights } from '../../../../../pkg/cassandra/core/operations/preflight/rights';
import { brief, input } from './input';

describe('rights', () => {
  it('names what is refused, with the reason', () => {
    const given = input({ rights: [{ allowed: true, what: 'get pods' }, { allowed: false, what: 'create pods/exec', reason: 'You are not allowed to create pods/exec' }, { allowed: false, what: 'patch statefulsets.apps' }] });

    expect(brief(rights, given)).toEqual({ outcome: 'blocking', args: { count: 2, rights: 'create pods/exec, patch statefulsets.apps' } });
    expect(rights.of(given).evidence).toEqual(['You are not allowed to create pods/exec', 'patch statefulsets.apps']);
  });

  it('passes when all is allowed, and not before it was asked', () => {
    expect(brief(rights, input()).outcome).toBe('passed');
    expect(brief(rights, input({ rights: undefined }))).toEqual({ outcome: 'unknown', args: { missing: 'rights', why: 'unread', reason: '' } });
  });
});

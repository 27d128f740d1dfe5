import { describe, expect, it } from 'vitest';

import { schema } from '../../../../../pkg/cassandra/core/operations/preflight/schema';
import { description } from '../../cluster/findings/facts';
import { brief, input, outcomeOf } from './input';

describe('schema', () => {
  it('wants one version, and all to have been reached', () => {
    expect(outcomeOf(schema, input())).toBe('passed');
    expect(brief(schema, input({ facts: { description: description({ schemas: [{ version: 'a', nodes: ['1'] }, { version: 'b', nodes: ['2'] }] }) } }))).toEqual({ outcome: 'blocking', args: { count: 2, unreachable: 0, observer: 'db-0' } });
    expect(schema.of(input({ facts: { description: description({ unreachable: ['10.0.0.3'] }) } }))).toMatchObject({ outcome: 'blocking', evidence: ['a: 10.0.0.1, 10.0.0.2, 10.0.0.3', 'UNREACHABLE: 10.0.0.3'] });
  });

  it('does not want those to be reached who have left', () => {
    const left = description({ unreachable: ['10.0.0.9'] });

    expect(schema.of(input({ facts: { description: left } }))).toMatchObject({ outcome: 'passed', evidence: ['a: 10.0.0.1, 10.0.0.2, 10.0.0.3', 'UNREACHABLE: 10.0.0.9'] });
    expect(outcomeOf(schema, input({ facts: { description: left, ring: undefined } }))).toBe('blocking');
  });

  it('knows nothing without the answer', () => {
    expect(outcomeOf(schema, input({ facts: { description: undefined } }))).toBe('unknown');
  });
});

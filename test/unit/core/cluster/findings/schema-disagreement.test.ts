import { describe, expect, it } from 'vitest';

import { schemaDisagreement } from '../../../../../pkg/cassandra/core/cluster/findings/schema-disagreement';
import { description, facts } from './facts';

describe('schemaDisagreement', () => {
  it('lists who has which version', () => {
    const schemas = [{ version: 'a', nodes: ['10.0.0.1', '10.0.0.2'] }, { version: 'b', nodes: ['10.0.0.3'] }];

    expect(schemaDisagreement.find(facts({ description: description({ schemas }) }))).toEqual([{
      severity: 'warning', args: { count: 2, observer: 'db-0' }, evidence: ['a: 10.0.0.1, 10.0.0.2', 'b: 10.0.0.3']
    }]);
  });

  it('does not count nodes that were not reached', () => {
    expect(schemaDisagreement.find(facts({ description: description({ unreachable: ['10.0.0.3'] }) }))).toEqual([]);
    expect(schemaDisagreement.find(facts({ description: undefined }))).toEqual([]);
  });
});

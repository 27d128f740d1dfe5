import { describe, expect, it } from 'vitest';

import { maintenance } from '../../../../../pkg/cassandra/core/operations/preflight/maintenance';
import { brief, compactions, input, outcomeOf } from './input';

const running = (type: string) => input({ compactions: new Map([compactions('db-0'), compactions('db-1', [{ id: 'x', type, keyspace: 'shop', table: 'carts', done: 1, total: 2, unit: 'bytes' }]), compactions('db-2')]) });

describe('maintenance', () => {
  it('waits for repairs and clean-ups', () => {
    expect(brief(maintenance, running('Validation'))).toEqual({ outcome: 'blocking', args: { nodes: 'db-1', types: 'Validation' } });
    expect(outcomeOf(maintenance, running('Cleanup'))).toBe('blocking');
    expect(outcomeOf(maintenance, running('Anticompaction after repair'))).toBe('blocking');
    expect(maintenance.of(running('Cleanup')).evidence).toEqual(['db-1: Cleanup shop.carts x']);
  });

  it('does not mind compactions', () => {
    expect(outcomeOf(maintenance, running('Compaction'))).toBe('passed');
  });

  it('wants every pod to have been asked', () => {
    expect(outcomeOf(maintenance, input({ compactions: undefined }))).toBe('unknown');
  });
});

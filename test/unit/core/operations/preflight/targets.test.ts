import { describe, expect, it } from 'vitest';

import { targets } from '../../../../../pkg/cassandra/core/operations/preflight/targets';
import { input } from './input';

const judge = (direction: Parameters<typeof targets>[0], given: Parameters<typeof input>[0]) => {
  const { outcome, args } = targets(direction).of(input(given));

  return outcome === 'passed' ? outcome : args['reason'];
};

describe('targets', () => {
  it('takes numbers that go the right way', () => {
    expect(judge('up', { to: 5 })).toBe('passed');
    expect(judge('down', { to: 2 })).toBe('passed');
    expect(judge('zero', { to: 0 })).toBe('passed');
    expect(judge('same', {})).toBe('passed');
    expect(judge('up', { to: 2 })).toBe('direction');
    expect(judge('down', { to: 4 })).toBe('direction');
    expect(judge('zero', { to: 1 })).toBe('direction');
    expect(judge('same', { to: 2 })).toBe('direction');
    expect(judge('up', {})).toBe('unchanged');
    expect(judge('down', {})).toBe('unchanged');
  });

  it('refuses what is no number of nodes', () => {
    for (const to of [NaN, Infinity, -1, 3.5]) {
      expect(judge('up', { to })).toBe('noNumber');
    }
    expect(judge('up', { to: 1e9 })).toBe('tooMany');
  });

  it('starts from what is there', () => {
    expect(judge('up', { from: { db: 2 }, to: 4 })).toBe('changed');
    expect(judge('up', { from: {}, to: 4 })).toBe('missing');
    expect(judge('up', { targets: { db: 4, other: 1 } })).toBe('gone');
    expect(targets('up').of(input({ from: { db: 2 }, to: 4 })).evidence).toEqual(['StatefulSet db: spec.replicas: 3, asked from 2 to 4']);
  });
});

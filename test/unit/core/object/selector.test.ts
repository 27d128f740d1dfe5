import { describe, expect, it } from 'vitest';

import { selects } from '../../../../pkg/cassandra/core/object/selector';

const labels = { app: 'cassandra', tier: 'data' };

describe('selects', () => {
  it.each<[string, Parameters<typeof selects>[0], boolean]>([
    ['no selector', undefined, false],
    ['an empty one', {}, true],
    ['labels that are there', { matchLabels: { app: 'cassandra' } }, true],
    ['a label with another value', { matchLabels: { app: 'cassandra', tier: 'web' } }, false],
    ['In', { matchExpressions: [{ key: 'tier', operator: 'In', values: ['web', 'data'] }] }, true],
    ['In, of a label that is not there', { matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }, false],
    ['NotIn', { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['data'] }] }, false],
    ['NotIn, of a label that is not there', { matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['a'] }] }, true],
    ['Exists', { matchExpressions: [{ key: 'zone', operator: 'Exists' }] }, false],
    ['DoesNotExist', { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }, false],
    ['labels and expressions, which must both hold', { matchLabels: { app: 'cassandra' }, matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }, false],
    ['an operator that came later', { matchExpressions: [{ key: 'app', operator: 'Gt', values: ['1'] }] }, false],
  ])('%s', (_, selector, picked) => expect(selects(selector, labels)).toBe(picked));
});

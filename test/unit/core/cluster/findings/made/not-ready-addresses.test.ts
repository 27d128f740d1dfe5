import { expect, it } from 'vitest';

import { ours, SPEC, unchosen } from './facts';

it('finds that nodes have no name before they are ready', () => {
  expect(unchosen(ours(SPEC, [[/ +publishNotReadyAddresses: true\n/, '']]))).toEqual([
    { code: 'notReadyAddresses', severity: 'warning', args: { service: 'db' }, evidence: ['Service db: spec.publishNotReadyAddresses: false'] },
  ]);
});

import { expect, it } from 'vitest';

import { ours, RACKS, SPEC, unchosen } from './facts';

const found = { code: 'deleteOnScaleDown', severity: 'warning', args: {}, evidence: ['spec.persistentVolumeClaimRetentionPolicy.whenScaled: Delete'] };

it('finds claims that go with the replicas', () => {
  expect(unchosen(ours(SPEC, [['whenScaled: Retain', 'whenScaled: Delete']]))).toEqual([found]);
});

it('says once what holds for all racks, and else for which', () => {
  expect(unchosen(ours(RACKS, [[/whenScaled: Retain/g, 'whenScaled: Delete']]))).toEqual([found]);
  expect(unchosen(ours(RACKS, [['whenScaled: Retain', 'whenScaled: Delete']]))).toEqual([{ ...found, subject: 'db-a' }]);
});

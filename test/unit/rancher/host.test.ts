import { describe, expect, it } from 'vitest';
import { describeHost } from '../../../pkg/cassandra/rancher/host';

describe('describeHost', () => {
  it.each([
    ['v2.13.2', '2.13', true],
    ['v2.13.2', '2.13.2', true],
    ['v2.13.2', '2.13.3', false],
    ['2.9.12', '2.13', false],
    ['v2.15.0-rc1', '2.15', true],
    ['v2.14-2f9a1c-head', '2.14', true],
    ['v2.14-2f9a1c-head', '2.15', false],
    ['v3.0.0', '2.15', true],
  ])('%s is at least %s: %s', (version, wanted, expected) => {
    expect(describeHost({ version }).atLeast(wanted)).toBe(expected);
  });

  it.each(['head', 'dev', '2f9a1c', '3.x'])('takes %s, a build between releases, for the newest', (version) => {
    expect(describeHost({ version }).atLeast('2.99')).toBe(true);
  });

  it.each([undefined, {}])('takes a Rancher that does not say (%o) for one before 2.11', (environment) => {
    expect(describeHost(environment).atLeast('2.11')).toBe(false);
    expect(describeHost(environment).atLeast('2.10')).toBe(true);
  });

  it('does not compare with nonsense', () => {
    expect(() => describeHost({ version: 'v2.15.0' }).atLeast('latest')).toThrow('Not a version: latest');
  });
});


import { describe, expect, it } from 'vitest';

import { releaseOf, RELEASES } from '../../../../pkg/cassandra/core/cluster/releases';

describe('releaseOf', () => {
  it.each([
    ['cassandra:5.0', '5.0'],
    ['cassandra:5.0.9', '5.0'],
    ['cassandra:5.0-rc1', '5.0'],
    ['cassandra:5', '5.0'],
    ['cassandra:4', '4.1'],
    ['cassandra:4.1.10-jdk11', '4.1'],
    ['cassandra:3.11.19', '3.11'],
    ['cassandra:3.1', undefined],
    ['cassandra:5.10', undefined],
    ['cassandra:6.0-alpha2', undefined],
    ['cassandra:latest', undefined],
    ['cassandra', undefined],
    ['our/image:5.0', undefined],
  ])('%s', (image, line) => expect(releaseOf(image)?.line).toBe(line));

  it('knows each newest release by its own line', () => {
    expect(RELEASES.map(({ latest }) => releaseOf(`cassandra:${ latest }`))).toEqual(RELEASES);
  });
});

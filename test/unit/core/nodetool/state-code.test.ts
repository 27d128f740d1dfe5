import { describe, expect, it } from 'vitest';

import { endedAfter, nodetool } from '../../../../pkg/cassandra/core/nodetool/command';
import { stateCode } from '../../../../pkg/cassandra/core/nodetool/state-code';

describe('stateCode', () => {
  it.each([
    [true, 'normal', 'UN'],
    [false, 'normal', 'DN'],
    [true, 'joining', 'UJ'],
    [true, 'leaving', 'UL'],
    [false, 'moving', 'DM'],
    [undefined, 'normal', '?N'],
  ] as const)('of up %s and %s is %s%s', (up, state, code) => {
    expect(stateCode({ up, state })).toBe(code);
  });
});

describe('nodetool', () => {
  it('keeps the heap of the database away from the tool', () => {
    expect(nodetool('status', 'ks')).toStrictEqual(['env', 'MAX_HEAP_SIZE=128M', 'nodetool', 'status', 'ks']);
  });

  it('can be ended from inside of the container', () => {
    expect(endedAfter(30, nodetool('status')).slice(0, 4)).toStrictEqual(['timeout', '-k', '5', '30']);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { compose } from '../../../../../../pkg/cassandra/core/manifest';
import { clusterSpec } from '../../../manifest/arbitrary';
import { SPECS } from '../../../../manifest/specs';
import { codesOf, factsOf, madeFindings, objectsOf } from './facts';

/** What somebody who fills in the form decides, and is told. */
const CHOSEN: Readonly<Record<string, string[]>> = {
  authentication: [],
  everything:     ['deleteOnScaleDown'],
  default:        ['noLogins'],
};

describe('a ring of ours', () => {
  it.each(Object.keys(SPECS))('has no finding that nobody chose: %s', (name) => {
    const text = readFileSync(join(__dirname, `../../../../manifest/${ name }.yaml`), 'utf8');

    expect(codesOf(madeFindings(factsOf(objectsOf(text))))).toEqual(CHOSEN[name] ?? CHOSEN['default']);
  });

  it('has none whatever is typed', () => {
    fc.assert(fc.property(clusterSpec, (spec) => {
      const chosen = ['noLogins', 'oneSeed', 'deleteOnScaleDown'];

      expect(codesOf(madeFindings(factsOf(compose(spec)))).filter((code) => !chosen.includes(code))).toEqual([]);
    }), { numRuns: 50 });
  });
});

import { loadAll } from 'js-yaml';
import { describe, expect, it } from 'vitest';

import { compose, isAcceptable, toYaml, validate } from '../../../pkg/cassandra/core/manifest';
import { SPECS } from './specs';

// What changes here has been looked at by somebody: `npm run unit -- test/unit/manifest -u` writes, `git diff` shows.
describe.each(Object.entries(SPECS))('the YAML of %s', (name, spec) => {
  it('is as reviewed', async() => {
    await expect(toYaml(compose(spec))).toMatchFileSnapshot(`${ name }.yaml`);
  });

  it('is read back as the same objects', () => expect(loadAll(toYaml(compose(spec)))).toEqual(compose(spec)));

  it('is of a ring that the form lets people make', () => expect(isAcceptable(validate(spec))).toBe(true));
});

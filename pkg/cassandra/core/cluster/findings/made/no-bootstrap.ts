import { variable } from '../../../manifest/rules/ring';
import { flavourOf } from '../../official';
import type { Check } from '../finding';
import { configurationOf, eachMember } from './members';

const OFF = /^auto_bootstrap:\s*(?:false|no|off)\b/im;

/** A node that joins without data serves its share of the ring at once, with nothing to answer. */
export const noBootstrap: Check = {
  code: 'noBootstrap',
  find: (facts) => eachMember(facts, (member) => {
    // Of the known images, only that of the example has a variable for it.
    const isSet = flavourOf(member.container.image ?? '') === 'example' && variable(member, 'CASSANDRA_AUTO_BOOTSTRAP') === 'false';
    const evidence = [
      ...(isSet ? [`${ member.path }.env[CASSANDRA_AUTO_BOOTSTRAP]: false`] : []),
      ...(OFF.test(configurationOf(facts, member) ?? '') ? ['auto_bootstrap: false'] : []),
    ];

    return evidence.length === 0 ? undefined : { severity: 'critical', args: {}, evidence };
  }),
};

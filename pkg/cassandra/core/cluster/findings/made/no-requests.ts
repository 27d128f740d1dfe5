import { podsOf } from '../../cluster';
import type { Check } from '../finding';
import { eachMember, NONE } from './members';

/** What is not requested is not kept free: the pod gets processor time last, and is evicted first. */
export const noRequests: Check = {
  code: 'noRequests',
  find: (facts) => eachMember(facts, ({ container, path, set }) => {
    // A namespace may have defaults, which stand on the pods. A limit is a request where none is given.
    const containers = [container, ...podsOf(set, facts.pods).flatMap(({ spec }) => spec?.containers.filter(({ name }) => name === container.name) ?? [])];
    const missing = ['cpu', 'memory'].filter((name) => !containers.some(({ resources }) => resources?.requests?.[name] ?? resources?.limits?.[name]));

    return missing.length === 0 ? undefined : {
      severity: 'warning',
      args:     { missing: missing.join(', ') },
      evidence: missing.map((name) => `${ path }.resources.requests.${ name }: ${ NONE }`),
    };
  }),
};

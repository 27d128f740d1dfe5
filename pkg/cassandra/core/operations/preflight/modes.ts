import { blocking, check, passed, unknown } from './check';
import { saidBy } from './fresh';

/** Every node says of itself that it is at work: one that drained, or that left and still runs, looks to others like one that is down, or gone. */
export const modes = check('modes', (input) => {
  const { said, missing } = saidBy(input, input.netstats);
  const other = said.filter(({ value }) => value.mode !== 'NORMAL');

  // What is wrong with one node is worth more than what is not known of another.
  if (other.length > 0) {
    return blocking({ count: other.length, nodes: other.map(({ pod, value }) => `${ pod } (${ value.mode })`).join(', ') }, other.map(({ pod, value }) => `${ pod }: Mode: ${ value.mode }`));
  }

  return missing.length > 0 ? unknown(input, 'netstats', input.netstats?.get(missing[0] ?? ''), missing) : passed(said.map(({ pod, value }) => `${ pod }: Mode: ${ value.mode }`));
});

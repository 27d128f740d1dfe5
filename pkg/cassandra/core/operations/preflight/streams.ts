import { blocking, check, passed, unknown } from './check';
import { saidBy } from './fresh';

/** Nothing is streamed already: by a repair, a rebuild, a removal. Streams that ranges are moved under fail, or bring data to where it no longer belongs. */
export const streams = check('streams', (input) => {
  const { said, missing } = saidBy(input, input.netstats);
  const busy = said.filter(({ value }) => value.streams.length > 0);

  if (busy.length > 0) {
    const operations = [...new Set(busy.flatMap(({ value }) => value.streams.map(({ operation }) => operation)))];

    return blocking({ count: busy.length, operations: operations.join(', ') }, busy.flatMap(({ pod, value }) => value.streams.map(({ id, operation }) => `${ pod }: ${ operation } ${ id }`)));
  }

  return missing.length > 0 ? unknown(input, 'netstats', input.netstats?.get(missing[0] ?? ''), missing) : passed(said.map(({ pod }) => `${ pod }: Not sending any streams.`));
});

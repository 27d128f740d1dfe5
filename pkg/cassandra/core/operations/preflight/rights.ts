import { blocking, check, passed, unknown } from './check';

/** Whether this user may do all that the operation does: one that stops half-way for want of a right is worse than none. */
export const rights = check('rights', (input) => {
  const asked = input.rights;

  if (!asked) {
    return unknown(input, 'rights');
  }
  const refused = asked.filter(({ allowed }) => !allowed);

  return refused.length > 0
    ? blocking({ count: refused.length, rights: refused.map(({ what }) => what).join(', ') }, refused.map(({ what, reason }) => reason || what))
    : passed(asked.map(({ what }) => what));
});

function refuse(): never {
  throw new Error('There are no schedules in this extension');
}

/** Named as in `cron-validator`. */
export const isValidCron = refuse;

/** Called as `cronstrue` is. */
export default { toString: refuse };

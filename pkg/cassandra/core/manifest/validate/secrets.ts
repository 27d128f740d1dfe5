import { fieldError, type Field } from '../field-error';
import type { Surroundings } from '../surroundings';
import { checkObjectName, type Finding } from './text';

/**
 * Looks whether a Secret is there and has what is needed of it.
 *
 * @param need whether it must have all of the keys, or one of them
 */
export function checkSecret(field: Field, name: string, keys: readonly string[], { secrets, newNamespace }: Surroundings, need: 'all' | 'one' = 'all'): Finding {
  const malformed = checkObjectName(field, name);
  // In a namespace that is yet to be made there is none.
  const existing = newNamespace ? [] : secrets;

  if (malformed || !existing) {
    return malformed;
  }
  const secret = existing.find((candidate) => candidate.name === name);

  if (!secret) {
    return fieldError(field, 'secretMissing', { name });
  }
  const missing = keys.filter((key) => !secret.keys.includes(key));

  return missing.length > (need === 'all' ? 0 : keys.length - 1) ? fieldError(field, 'secretKeys', { name, keys: missing.join(', ') }) : undefined;
}

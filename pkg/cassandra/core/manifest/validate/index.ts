import { stepOf, STEPS, type Field, type FieldError } from '../field-error';
import type { ClusterSpec } from '../spec';
import type { Surroundings } from '../surroundings';
import { basics } from './basics';
import { collisions } from './collisions';
import { configuration } from './configuration';
import { networking } from './networking';
import { resources } from './resources';
import { storage } from './storage';
import { topology } from './topology';

/**
 * Finds what is wrong with a spec before anything is sent.
 *
 * @returns at most one message per field (warnings only where there is no error), step by step as in the form
 */
export function validate(spec: ClusterSpec, known: Surroundings = {}): FieldError[] {
  const found = [
    ...collisions(spec, known), ...basics(spec, known), ...topology(spec, known), ...storage(spec, known),
    ...resources(spec, known), ...configuration(spec, known), ...networking(spec, known),
  ].filter((finding) => finding !== undefined);
  const byField = new Map<Field, FieldError>();

  for (const error of found) {
    if (!byField.has(error.field) || (error.severity === 'error' && byField.get(error.field)?.severity === 'warning')) {
      byField.set(error.field, error);
    }
  }

  return [...byField.values()].sort((a, b) => STEPS.indexOf(stepOf(a.field)) - STEPS.indexOf(stepOf(b.field)));
}

/** Whether a spec can be made into a ring, warnings or not. */
export function isAcceptable(errors: readonly FieldError[]): boolean {
  return errors.every(({ severity }) => severity !== 'error');
}

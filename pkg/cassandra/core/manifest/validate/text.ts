import { parseQuantity } from '../../quantity';
import { fieldError, type Field, type FieldError } from '../field-error';

/** What a check has to say: nothing, or one thing. */
export type Finding = FieldError | undefined;

/** Longest name of a label, and value of one. */
export const MAX_LABEL = 63;
/** Longest name of most objects. */
const MAX_SUBDOMAIN = 253;

const GIB = 1024 ** 3;

/** Below these Cassandra does not start, or not for long. */
export const MIN_STORAGE = { text: '1Gi', amount: GIB };
export const MIN_MEMORY = { text: '1Gi', amount: GIB };
export const MIN_CPU = { text: '100m', amount: 0.1 };

const RFC1123_LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const RFC1035_LABEL = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;
const RFC1123_SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const LABEL_VALUE = /^[A-Za-z0-9](?:[-\w.]*[A-Za-z0-9])?$/;

/** The name of a Service and of all that has the name of one. */
export const isServiceName = (text: string): boolean => RFC1035_LABEL.test(text);
export const isNamespaceName = (text: string): boolean => RFC1123_LABEL.test(text);
export const isLabelValue = (text: string): boolean => LABEL_VALUE.test(text);
export const isSubdomain = (text: string): boolean => text.length <= MAX_SUBDOMAIN && RFC1123_SUBDOMAIN.test(text);

/** `prefix/name`, or only `name`. */
export function isQualifiedName(text: string): boolean {
  const [name = '', prefix, ...more] = text.split('/').reverse();

  return more.length === 0 && name.length <= MAX_LABEL && isLabelValue(name) && (prefix === undefined || isSubdomain(prefix));
}

export function checkText(field: Field, text: string, max: number, isValid: (text: string) => boolean, code: string): Finding {
  if (text.trim() === '') {
    return fieldError(field, 'required');
  }
  if (text.length > max) {
    return fieldError(field, 'tooLong', { max, length: text.length });
  }

  return isValid(text) ? undefined : fieldError(field, code);
}

/** The name of an object that is in no Service's name. */
export function checkObjectName(field: Field, text: string): Finding {
  return checkText(field, text, MAX_SUBDOMAIN, isSubdomain, 'invalidObjectName');
}

export function checkQuantity(field: Field, text: string, min?: { text: string; amount: number }): Finding {
  const amount = parseQuantity(text);

  if (text.trim() === '') {
    return fieldError(field, 'required');
  }
  if (amount === undefined) {
    return fieldError(field, 'invalidQuantity');
  }
  if (amount <= 0) {
    return fieldError(field, 'notPositive');
  }

  return min && amount < min.amount ? fieldError(field, 'tooSmall', { min: min.text }) : undefined;
}

export function checkInteger(field: Field, value: number, min: number, max: number): Finding {
  return Number.isInteger(value) && value >= min && value <= max ? undefined : fieldError(field, 'invalidNumber', { min, max });
}

export function warning(field: Field, code: string, params: FieldError['params'] = {}): FieldError {
  return fieldError(field, code, params, 'warning');
}

/** The first index of each value that was there before: `[undefined, 0, undefined]` for `a a b`; empty ones do not count. */
export function repeated(values: readonly (string | undefined)[]): (number | undefined)[] {
  return values.map((value, index) => {
    const first = value ? values.indexOf(value) : index;

    return first < index ? first : undefined;
  });
}

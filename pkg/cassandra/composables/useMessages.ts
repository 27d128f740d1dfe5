import { computed, type ComputedRef } from 'vue';
import type { Field, FieldError } from '../core/manifest/field-error';
import type { CreateForm } from './createForm';
import { useText } from './useText';

/** What is said about a field, under it. */
export interface FieldMessage {
  severity: 'error' | 'warning';
  text: string;
}

export interface Messages {
  /** What is shown at a field, in words. */
  of(field: Field): FieldMessage[];
  words(error: FieldError): FieldMessage;
  /** The labels of all fields that keep the form from being sent, as a list in words. */
  missing: ComputedRef<string>;
}

/** The label of a field: a dot would start a new level of keys, and what there are many of has one label for all. */
export function fieldKey(field: Field): string {
  const [first = '', ...rest] = field.split('.');
  const path = ['settings', 'jvmOptions'].includes(first) ? [first] : [first, ...rest.filter((part) => !/^\d+$/.test(part))];

  return `cassandra.create.field.${ path.join('-') }`;
}

/** The form's findings in the user's language. */
export function useMessages(form: CreateForm): Messages {
  const t = useText();
  const words = ({ code, severity, params }: FieldError): FieldMessage => ({ severity, text: t(`cassandra.create.error.${ code }`, params) });

  const missing = computed(() => {
    const labels = form.errors.value.filter(({ severity }) => severity === 'error').map(({ field }) => t(fieldKey(field)));

    return [...new Set(labels)].join(t('cassandra.create.separator'));
  });

  return { of: (field) => form.shown(field).map(words), words, missing };
}

import { computed, type ComputedRef } from 'vue';
import type { Field, FieldError } from '../core/manifest/field-error';
import type { CreateForm } from './useCreate';
import { useText } from './useText';

/** What is said about a field, under it. */
export interface FieldMessage {
  severity: 'error' | 'warning';
  text: string;
}

export interface Messages {
  /** What is shown at a field, in words. */
  of(field: Field): FieldMessage[];
  /** The labels of all fields that keep the form from being sent, as a list in words. */
  missing: ComputedRef<string>;
}

/** A field's path is no key, since its dot would start a new level. */
export function fieldKey(field: Field): string {
  return `cassandra.create.field.${ field.replace('.', '-') }`;
}

/** The form's findings in the user's language. */
export function useMessages(form: CreateForm): Messages {
  const t = useText();
  const { access } = form.surroundings;

  const words = ({ code, severity, params }: FieldError): FieldMessage => ({ severity, text: t(`cassandra.create.error.${ code }`, params) });

  function of(field: Field): FieldMessage[] {
    const messages = form.shown(field).map(words);
    const refused = access.value?.refused;

    // Shown at once: nothing that is typed into this form could be sent.
    if (field === 'namespace' && access.value?.allowed === false) {
      const text = refused ? t('cassandra.create.refused', { verb: refused.verb, resource: refused.resource, namespace: form.spec.namespace }) : access.value.reason;

      return [{ severity: 'error', text: text ?? '' }, ...messages];
    }

    return messages;
  }

  const missing = computed(() => {
    const fields = new Set(form.errors.value.filter(({ severity }) => severity === 'error').map(({ field }) => field));

    if (access.value?.allowed === false) {
      fields.add('namespace');
    }

    return [...fields].map((field) => t(fieldKey(field))).join(t('cassandra.create.separator'));
  });

  return { of, missing };
}

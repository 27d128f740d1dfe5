import type { EnvFromSource, EnvVar } from 'kubernetes-types/core/v1';

import { conceal, isSecretName } from '../conceal';
import type { ProbeFacts } from '../probe';

/** The value of a setting, as far as the objects tell; never a secret one. */
export type Value =
  | { kind: 'text'; text: string }
  | { kind: 'list'; items: string[] }
  /** Of a whole, 0 to 1. */
  | { kind: 'share'; share: number }
  | { kind: 'seconds'; seconds: number }
  | { kind: 'probe'; probe: ProbeFacts }
  /** Taken from elsewhere when the container starts. `key` is empty if all keys are taken. */
  | { kind: 'reference'; source: 'secret' | 'configMap' | 'field' | 'resource'; name: string; key: string }
  /** A secret that stands in the object itself. */
  | { kind: 'concealed' };

export const text = (value: string | number | undefined): Value | undefined => value === undefined || value === '' ? undefined : { kind: 'text', text: String(value) };

export const list = (items: readonly string[]): Value | undefined => items.length > 0 ? { kind: 'list', items: [...items] } : undefined;

export const seconds = (amount: number): Value => ({ kind: 'seconds', seconds: amount });

/** What a variable of a container holds, or where it comes from. */
export function ofVariable({ name, value = '', valueFrom }: EnvVar): Value {
  const { secretKeyRef, configMapKeyRef, fieldRef, resourceFieldRef } = valueFrom ?? {};

  if (secretKeyRef) {
    return { kind: 'reference', source: 'secret', name: secretKeyRef.name ?? '', key: secretKeyRef.key };
  }
  if (configMapKeyRef) {
    return { kind: 'reference', source: 'configMap', name: configMapKeyRef.name ?? '', key: configMapKeyRef.key };
  }
  if (fieldRef) {
    return { kind: 'reference', source: 'field', name: fieldRef.fieldPath, key: '' };
  }
  if (resourceFieldRef) {
    return { kind: 'reference', source: 'resource', name: resourceFieldRef.resource, key: '' };
  }

  return isSecretName(name) && value !== '' ? { kind: 'concealed' } : { kind: 'text', text: conceal(value) };
}

/** All variables of a ConfigMap or Secret, with the prefix that they get. */
export function ofSource({ configMapRef, secretRef, prefix = '' }: EnvFromSource): { name: string; value: Value } {
  const reference = configMapRef ?? secretRef;

  return { name: `${ prefix }* (${ reference?.name ?? '' })`, value: { kind: 'reference', source: secretRef ? 'secret' : 'configMap', name: reference?.name ?? '', key: '' } };
}

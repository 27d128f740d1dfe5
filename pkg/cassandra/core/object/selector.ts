import type { LabelSelector } from 'kubernetes-types/meta/v1';

/** Whether a selector picks an object with these labels. An empty selector picks all, as in policies; none picks nothing. */
export function selects(selector: LabelSelector | undefined, labels: Readonly<Record<string, string>> = {}): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};

  return selector !== undefined &&
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => meets(labels[key], operator, values));
}

function meets(value: string | undefined, operator: string, values: readonly string[]): boolean {
  switch (operator) {
  case 'In':
    return value !== undefined && values.includes(value);
  case 'NotIn':
    return value === undefined || !values.includes(value);
  case 'Exists':
    return value !== undefined;
  case 'DoesNotExist':
    return value === undefined;
  default:
    return false;
  }
}

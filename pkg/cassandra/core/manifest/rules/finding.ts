import type { AnyObject } from '../../object/object';

/** The rules, and how bad it is to break one: with an `error` the ring does not come up, or loses data or nodes. */
const RULES = {
  noStatefulSet:      'error',
  templateLabels:     'error',
  parallelStart:      'error', // fact 7
  noReplicas:         'warning',
  deleteOnScaleDown:  'warning', // fact 5
  membersDiffer:      'error',
  namespaceDiffers:   'warning',
  noService:          'error', // fact 13
  notHeadless:        'error',
  serviceSelector:    'error',
  notReadyAddresses:  'error', // fact 13
  noBudget:           'warning',
  wideBudget:         'warning',
  noSeeds:            'error', // fact 14
  allSeeds:           'error', // fact 9
  unknownSeed:        'error', // fact 13
  simpleSnitch:       'warning', // fact 20
  noHeap:             'error', // fact 22
  heapPair:           'error', // fact 22
  heapAboveLimit:     'error', // fact 22
  noDataVolume:       'error',
  readOnlyRoot:       'error', // fact 23
  readOnlyFiles:      'error', // fact 23
  killsJoin:          'error', // fact 18
  noReadiness:        'error', // facts 7 and 17
  looseReadiness:     'warning', // fact 18
  decommissionOnStop: 'error', // fact 1
  noDrain:            'warning', // fact 16
  shortGrace:         'warning', // fact 16
} as const;

export type Rule = keyof typeof RULES;

export const RULE_NAMES: readonly string[] = Object.keys(RULES);

/** A place in objects that breaks a rule: valid for Kubernetes, but not what Cassandra needs. */
export interface RuleFinding {
  /** The translated sentences: `cassandra.rule.<rule>.what`, and how to mend it, `cassandra.rule.<rule>.mend`. */
  rule: Rule;
  severity: 'error' | 'warning';
  /** `name` is empty if the object is missing. */
  object: { kind: string; name: string };
  /** The place in the object, as `kubectl explain` writes it. */
  path: string;
  /** What the translated sentences name. */
  params: Record<string, string | number>;
}

export function finding(rule: Rule, { kind = '', metadata }: AnyObject, path: string, params: RuleFinding['params'] = {}): RuleFinding {
  return { rule, severity: RULES[rule], object: { kind, name: metadata?.name ?? '' }, path, params };
}

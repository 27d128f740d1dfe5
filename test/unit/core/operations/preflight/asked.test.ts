import { describe, expect, it } from 'vitest';

import type { OperationKind } from '../../../../../pkg/cassandra/core/operations/intent';
import { preflight, type PreflightInput } from '../../../../../pkg/cassandra/core/operations/preflight';
import { ASKED, type Asked } from '../../../../../pkg/cassandra/core/operations/preflight/asked';
import { input } from './input';

const KINDS = Object.keys(ASKED) as OperationKind[];
const TO: Partial<Record<OperationKind, number>> = { scaleUp: 4, scaleDown: 2, stop: 0, start: 4 };

/** The same without what is not asked for. */
function without(given: PreflightInput, asked: readonly Asked[]): PreflightInput {
  const has = (name: Asked) => asked.includes(name);
  const { facts } = given;

  return {
    ...given,
    rights:       has('rights') ? given.rights : undefined,
    netstats:     has('netstats') ? given.netstats : undefined,
    compactions:  has('compactions') ? given.compactions : undefined,
    hosts:        has('hosts') ? given.hosts : undefined,
    quotas:       has('quotas') ? given.quotas : undefined,
    volumes:      has('volumes') ? given.volumes : undefined,
    classes:      has('classes') ? given.classes : undefined,
    defaultClass: has('classes') ? given.defaultClass : undefined,
    measured:     has('capacity') ? given.measured : undefined,
    facts:        {
      ...facts,
      ring:        has('ring') ? facts.ring : undefined,
      secondRing:  has('secondRing') ? facts.secondRing : undefined,
      description: has('description') ? facts.description : undefined,
      claims:      has('claims') ? facts.claims : undefined,
      services:    has('services') ? facts.services : undefined,
      budgets:     has('budgets') ? facts.budgets : undefined,
    },
  };
}

const known = (kind: OperationKind) => input({ to: TO[kind], hosts: [], volumes: [], classes: [{ name: 'fast', provisioner: 'kubernetes.io/no-provisioner', bindingMode: 'Immediate', reclaimPolicy: 'Delete', expandable: false }], defaultClass: 'fast', measured: new Map() });

describe('what is asked for', () => {
  it.each(KINDS)('is all that the checks of %s look at', (kind) => {
    const given = known(kind);

    expect(preflight(kind, without(given, ASKED[kind]))).toStrictEqual(preflight(kind, given));
  });

  it.each(KINDS)('is nothing that the checks of %s do not look at', (kind) => {
    const given = known(kind);
    // How large a volume is stands on its claim, too.
    const idle = ASKED[kind].filter((each) => each !== 'capacity').filter((each) => JSON.stringify(preflight(kind, without(given, ASKED[kind].filter((other) => other !== each)))) === JSON.stringify(preflight(kind, given)));

    expect(idle).toStrictEqual([]);
  });
});

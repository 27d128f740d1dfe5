import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';

import type { ConcernCode, ReplicationKind } from '../../../../pkg/cassandra/core/cql/schema/replication';
import type { ChangeCode, Due } from '../../../../pkg/cassandra/core/cql/schema/replication-change';
import type { CopiesFault, Unchangeable } from '../../../../pkg/cassandra/core/cql/schema/replication-draft';
import { ITEM_KINDS } from '../../../../pkg/cassandra/core/cql/schema/items';
import { SCHEMA_PARTS } from '../../../../pkg/cassandra/core/cql/schema/queries';

/** All codes of a type; leaving one out is an error of types. */
const all = <Code extends string>(codes: Readonly<Record<Code, true>>): string[] => Object.keys(codes);

const CODES: Readonly<Record<string, readonly string[]>> = {
  concern: all<ConcernCode>({
    singleCopy: true, singleCopyHere: true, aboveNodes: true, quorumLacking: true, noSpareAtQuorum: true, simpleAcrossDatacenters: true, simpleStrategy: true, unknownDatacenter: true,
    withoutCopies: true, unevenRacks: true, unequalRacks: true, authFew: true, transient: true,
  }),
  change: all<ChangeCode>({
    unchanged: true, noCopies: true, noneKept: true, unknownDatacenter: true, quorumLacking: true, unsettled: true, aboveNodes: true, quorumMisses: true, oneMisses: true, placementMoves: true,
    datacenterJoins: true, datacenterLeaves: true, authFew: true, authLowered: true, singleCopy: true,
  }),
  due:     all<Due['action']>({ repair: true, rebuild: true, cleanup: true }),
  meaning: all<Exclude<ReplicationKind, 'copies'>>({ local: true, everywhere: true, unknown: true }),
  fixed:   all<Exclude<Unchangeable, 'virtual'>>({ local: true, otherStrategy: true }),
  fault:   all<CopiesFault>({ empty: true, notWhole: true, tooMany: true }),
  kind:    ITEM_KINDS,
  part:    SCHEMA_PARTS,
};

describe.each(['en-us', 'zh-hans'])('the words of the schema, %s', (locale) => {
  const words: unknown = load(readFileSync(join(__dirname, `../../../../l10n/${ locale }.yaml`), 'utf8'));

  it.each(Object.entries(CODES).flatMap(([group, codes]) => codes.map((code) => [group, code])))('has %s.%s', (group, code) => {
    expect(words).toHaveProperty(['cassandra', 'schema', group, code], expect.any(String));
  });
});

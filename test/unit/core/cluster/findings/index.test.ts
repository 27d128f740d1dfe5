import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';

import { CHECKS, findAll, missingFacts } from '../../../../../pkg/cassandra/core/cluster/findings';
import { facts, nodeAt, ringOf } from './facts';

const sentences = load(readFileSync(join(__dirname, '../../../../../l10n/en-us.yaml'), 'utf8')) as { cassandra: { finding: Record<string, unknown> } };

describe('findAll', () => {
  it('puts the most severe first', () => {
    const found = findAll(facts({ ring: ringOf(nodeAt(0), nodeAt(1), nodeAt(2, { up: false }), nodeAt(8, { up: false }), nodeAt(9)) }));
    const order = found.map(({ severity }) => ['critical', 'warning', 'info'].indexOf(severity));

    expect(new Set(found.map(({ code }) => code))).toContain('lostNode');
    expect(order).toEqual([...order].sort());
    expect(new Set(order).size).toBeGreaterThan(1);
  });

  it('finds nothing where nothing could be read', () => {
    const { cluster, now } = facts();

    expect(() => findAll({ cluster, now, pods: [] })).not.toThrow();
  });

  it('has a code of its own and three sentences for each check', () => {
    expect(new Set(CHECKS.map(({ code }) => code)).size).toBe(CHECKS.length);
    for (const { code } of CHECKS) {
      expect(sentences.cassandra.finding[code], code).toMatchObject({ title: expect.any(String), means: expect.any(String), advice: expect.any(String) });
    }
  });
});

describe('missingFacts', () => {
  it('names what was not known, and takes an empty answer for an answer', () => {
    expect(missingFacts(facts())).toEqual([]);
    expect(missingFacts(facts({ ring: undefined, hosts: undefined }))).toEqual(['ring', 'hosts']);
  });
});

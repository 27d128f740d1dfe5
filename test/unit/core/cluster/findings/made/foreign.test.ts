import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';

import { factsOf, madeFindings, objectsOf, podOn, type Edit } from './facts';
import { ARTICLE, BITNAMI, BY_HAND, EXAMPLE, OPERATOR } from './foreign';

const found = (text: string, ...edits: Edit[]) => madeFindings(factsOf(objectsOf(text, ...edits))).map(({ code, severity }) => `${ severity } ${ code }`);

describe('the rings of others', () => {
  it('are told what they lack: the tutorial of Kubernetes', () => {
    expect(found(ARTICLE)).toEqual([
      'warning oneSeed', 'warning notReadyAddresses', 'warning looseReadiness', 'warning noBudget', 'warning endOfLife',
      'info nodetoolProbe', 'info noLogins',
    ]);
  });

  it('are told what copying them breaks', () => {
    expect(found(ARTICLE, [/namespace: default/g, 'namespace: shop'])[0]).toBe('critical seedNotFound');
  });

  it('are told what they lack: the example of Kubernetes', () => {
    expect(found(EXAMPLE)).toEqual([
      'critical noBootstrap',
      'warning oneSeed', 'warning notReadyAddresses', 'warning shortGrace', 'warning looseReadiness', 'warning noBudget',
      'info noDrain', 'info nodetoolProbe', 'info noLogins',
    ]);
  });

  it('are told what they lack: a release of Bitnami\'s chart', () => {
    expect(found(BITNAMI)).toEqual([
      'warning oneSeed', 'warning shortGrace', 'warning killsJoin', 'warning nodetoolProbe', 'warning looseReadiness',
      'info simpleSnitch',
    ]);
  });

  it('are told what they lack: a release without persistence, made before its chart knew heap sizes', () => {
    const edits: Edit[] = [
      ['nodetool drain', 'nodetool decommission'], [/ {2}volumeClaimTemplates:[^]*/, ''], [/( +)containers:\n/, '$1volumes: [{ name: data, emptyDir: {} }]\n$&'],
      [/ +- name: MAX_HEAP_SIZE\n.*\n.*\n.*\n/, ''],
    ];

    expect(found(BITNAMI, ...edits)).toEqual([
      'critical dataNotKept', 'critical decommissionOnStop',
      'warning oneSeed', 'warning shortGrace', 'warning killsJoin', 'warning nodetoolProbe', 'warning looseReadiness', 'warning noHeap',
      'info simpleSnitch',
    ]);
  });

  it('are told what they lack: the official image with habits of docker', () => {
    expect(found(BY_HAND)).toEqual([
      'critical serviceGivesNoNames', 'critical dataNotKept',
      'warning seedIsService', 'warning shortGrace', 'warning parallelStart', 'warning noReadiness', 'warning noBudget', 'warning noHeap', 'warning noRequests',
      'info noDrain', 'info simpleSnitch', 'info noLogins',
    ]);
  });

  it('are left to their operator, but for what no operator changes', () => {
    expect(found(OPERATOR)).toEqual([]);

    const pods = ['0', '1', '2'].map((ordinal) => podOn(`demo-dc1-default-sts-${ ordinal }`, 'one', 'k8ssandra'));

    expect(madeFindings(factsOf(objectsOf(OPERATOR, ['4.0.17-ubi', '3.11.17-ubi'], ['disruptionsAllowed: 1', 'disruptionsAllowed: 0']), { pods })).map(({ code }) => code)).toEqual(['sharedHost', 'blockingBudget', 'endOfLife']);
  });
});

describe('what is said of them', () => {
  const { cassandra: { finding } } = load(readFileSync(join(__dirname, '../../../../../../l10n/en-us.yaml'), 'utf8')) as { cassandra: { finding: Record<string, Record<string, string>> } };
  const all = [ARTICLE, EXAMPLE, BITNAMI, BY_HAND].flatMap((text) => madeFindings(factsOf(objectsOf(text), { budgets: [] })));

  it.each(all.map(({ code, args }) => [code, Object.keys(args)] as const))('%s knows all that its sentences name', (code, args) => {
    const named = [...Object.values(finding[code] ?? {}).join(' ').matchAll(/\{\s*(\w+)\s*[,}]/g)].map(([, name]) => name);

    expect(named.filter((name) => !args.includes(name ?? ''))).toEqual([]);
  });
});

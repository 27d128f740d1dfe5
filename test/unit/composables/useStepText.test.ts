import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { load } from 'js-yaml';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { useStepText } from '../../../pkg/cassandra/composables/useStepText';
import type { FindingArgs } from '../../../pkg/cassandra/core/cluster/findings/finding';
import type { OperationKind } from '../../../pkg/cassandra/core/operations/intent';
import type { PlanStep } from '../../../pkg/cassandra/core/operations/plan';
import { blocked, COMPLETE, wait, type Action, type BlockCode, type WaitCode } from '../../../pkg/cassandra/core/operations/step';

const { shown } = vi.hoisted(() => ({ shown: { locale: 'en-us', text: (key: string, _args?: Record<string, string | number>) => key } }));

vi.mock('../../../pkg/cassandra/composables/useText', () => ({ useText: () => (key: string, args?: Record<string, string | number>) => shown.text(key, args) }));
vi.mock('../../../pkg/cassandra/composables/useFormat', () => ({ useFormat: () => ({ bytes: (amount: number) => `${ amount } B`, percent: (share: number) => `${ share * 100 } %` }) }));

const LOCALES = ['en-us', 'zh-hans'];
const texts = new Map(LOCALES.map((locale) => [locale, load(readFileSync(join(__dirname, `../../../l10n/${ locale }.yaml`), 'utf8'))]));

/** As the shell does it, but strict: a key or an argument that is missing is an error. */
function translate(key: string, args: Record<string, string | number> = {}): string {
  const message = key.split('.').reduce<unknown>((inner, part) => typeof inner === 'object' && inner !== null ? Reflect.get(inner, part) : undefined, texts.get(shown.locale));

  if (typeof message !== 'string') {
    throw new Error(`${ shown.locale } has no ${ key }`);
  }

  return String(new IntlMessageFormat(message, shown.locale.slice(0, 2)).format(args));
}

/** What each step is made with, at the least. */
const WAITS: Record<WaitCode, FindingArgs> = {
  podMissing: { pod: 'db-0' }, podGoing: { pod: 'db-0' }, podStarting: { pod: 'db-0' }, joining: { pod: 'db-0', done: 0, total: 0 }, leaving: { pod: 'db-0', done: 0, total: 0 },
  gossip: { pod: 'db-0', by: 'db-1' }, ringMoving: { pod: 'db-0' }, noAnswer: { pod: 'db-0', said: '' }, noObserver: {}, rollingUpdate: { pod: 'db-0' }, claimGoing: { claim: 'data-db-0' },
  cleaning: { pod: 'db-0' }, draining: { pod: 'db-0' }, cancelling: {},
};
const BLOCKS: Record<BlockCode, FindingArgs> = {
  memberGone: { set: 'db' }, scaledBehind: { set: 'db', replicas: 7 }, execDenied: { pod: 'db-0', said: '' }, nodesDown: { pod: 'db-0', by: 'db-1' }, strayNodes: { node: '10.0.0.9', hostId: '', by: 'db-1' },
  podOutsideRing: { pod: 'db-0', by: 'db-1' }, podCrashing: { pod: 'db-0' }, podNotReady: { pod: 'db-0' }, joinFailed: { pod: 'db-0' }, leftRing: { pod: 'db-0' }, drained: { pod: 'db-0' }, moveFailed: { pod: 'db-0' },
  decommissionRefused: { pod: 'db-0', said: 'no' }, decommissionFailed: { pod: 'db-0', said: '' }, cleanupFailed: { pod: 'db-0', said: '' }, leftClaim: { pod: 'db-0', claim: 'data-db-0' },
  orphanedClaim: { pod: 'db-0', claim: 'data-db-0' }, claimMissing: { pod: 'db-0' }, claimsWouldGo: { set: 'db' }, dataNotKept: { pod: 'db-0' }, markedInUse: { pod: 'db-0' },
};
const ACTIONS: { [Kind in Action['kind']]: Extract<Action, { kind: Kind }> } = {
  setReplicas:  { kind: 'setReplicas', member: 'db', from: 3, to: 4 },
  decommission: { kind: 'decommission', pod: 'db-0', uid: 'u', force: false },
  deletePod:    { kind: 'deletePod', pod: 'db-0', uid: 'u' },
  deleteClaim:  { kind: 'deleteClaim', claim: 'data-db-0', uid: 'u' },
  markClaim:    { kind: 'markClaim', claim: 'data-db-0', uid: 'u' },
  cleanup:      { kind: 'cleanup', pod: 'db-0', uid: 'u', id: 'op' },
  drain:        { kind: 'drain', pod: 'db-0', uid: 'u' },
  record:       { kind: 'record', pod: 'db-0' },
  observe:      { kind: 'observe', modes: [], rings: [], cleanups: [] },
};
const PLAN: Record<PlanStep['code'], string> = {
  join: 'db-0', cleanup: 'db-0', decommission: 'db-0', removePod: 'db-0', deleteClaim: 'db-0', keepClaim: 'db-0', drain: 'db-0', restart: 'db-0', stop: 'db', start: 'db',
};
const KINDS: Record<OperationKind, true> = { scaleUp: true, scaleDown: true, cleanup: true, restart: true, stop: true, start: true };

const keys = <K extends string>(record: Record<K, unknown>) => Object.keys(record) as K[];
const about = { kind: 'scaleUp', namespace: 'ns' } as const;

beforeEach(() => {
  shown.locale = 'en-us';
  shown.text = translate;
});

describe.each(LOCALES)('in %s', (locale) => {
  beforeEach(() => {
    shown.locale = locale;
  });

  it.each(keys(WAITS))('says what %s waits for', (code) => {
    const words = useStepText().sentence(wait(code, WAITS[code]));

    expect(words).toContain(WAITS[code]['pod'] ?? WAITS[code]['claim'] ?? '');
    expect(useStepText().hint(wait(code, WAITS[code]), about)).toBeUndefined();
  });

  it.each(keys(BLOCKS))('says what %s is and what can be done about it', (code) => {
    for (const kind of keys(KINDS)) {
      const step = blocked(code, BLOCKS[code]);

      expect(useStepText().sentence(step)).toContain(BLOCKS[code]['set'] ?? BLOCKS[code]['node'] ?? BLOCKS[code]['claim'] ?? BLOCKS[code]['pod']);
      // Commands stand between backticks.
      expect((useStepText().hint(step, { kind, namespace: 'ns' }) ?? '').split('`').length % 2).toBe(1);
    }
  });

  it.each(keys(ACTIONS))('says what %s does', (kind) => {
    expect(useStepText().action(ACTIONS[kind])).not.toBe('');
    expect(useStepText().sentence({ kind: 'act', action: ACTIONS[kind] })).toBe(useStepText().action(ACTIONS[kind]));
    expect(useStepText().retry(ACTIONS[kind])).not.toBe('');
  });

  it.each(keys(PLAN))('names what is planned as %s', (code) => {
    expect(useStepText().plan({ code, member: 'db', ...(PLAN[code] !== 'db' && { pod: PLAN[code] }) })).toContain(PLAN[code]);
  });

  it('names each kind, and what it means to stop it', () => {
    for (const kind of keys(KINDS)) {
      expect(useStepText().kind(kind)).not.toBe('');
      expect(translate(`cassandra.operation.cancelMeans.${ kind }`)).not.toBe(translate(`cassandra.operation.abandonMeans.${ kind }`));
    }
  });

  it('tells times of what it does not know, too', () => {
    for (const code of [...keys(WAITS), 'somethingElse']) {
      expect(useStepText().took({ code, pod: 'db-0', seconds: 1 })).toContain('db-0');
    }
  });
});

describe('useStepText', () => {
  it('tells how much has been streamed once that is known', () => {
    const { streamed } = useStepText();

    expect(streamed(wait('leaving', { pod: 'db-0', done: 50, total: 200 }))).toEqual({ share: 0.25, words: '50 B of 200 B (25 %)' });
    expect(streamed(wait('leaving', { pod: 'db-0', done: 300, total: 200 }))?.share).toBe(1);
    expect(streamed(wait('leaving', { pod: 'db-0', done: 0, total: 0 }))).toBeUndefined();
    expect(streamed(wait('gossip', { pod: 'db-0' }))).toBeUndefined();
    expect(streamed(COMPLETE)).toBeUndefined();
  });

  it('hands on words of Cassandra if there are any', () => {
    const { said } = useStepText();

    expect(said(blocked('decommissionRefused', { pod: 'db-0', said: ' Not enough live nodes \n' }))).toBe('Not enough live nodes');
    expect(said(wait('noAnswer', { pod: 'db-0', said: ' ' }))).toBeUndefined();
    expect(said({ kind: 'act', action: ACTIONS.drain })).toBeUndefined();
  });

  it('advises by what is known and what may be tried again', () => {
    const { hint, retry } = useStepText();

    expect(hint(blocked('strayNodes', { node: '10.0.0.9', hostId: 'abc', by: 'db-1' }), about)).toContain('kubectl -n ns exec db-1 -- nodetool removenode abc');
    expect(hint(blocked('strayNodes', { node: '10.0.0.9', hostId: '', by: 'db-1' }), about)).toContain('with its host ID');
    expect(hint(blocked('decommissionFailed', { pod: 'db-0' }, ACTIONS.deletePod), about)).toContain('restart it');
    expect(hint(blocked('leftClaim', { pod: 'db-0', claim: 'data-db-0' }), { ...about, kind: 'start' })).not.toContain('delete pvc');
    expect(retry(ACTIONS.decommission)).toBe('Decommission db-0 again');
    expect(retry(ACTIONS.drain)).toBe('Try again');
  });

  it('counts nodes in all and in each StatefulSet that changes', () => {
    const { size, sets } = useStepText();

    expect(size({ a: 2, b: 2 }, { a: 3, b: 2 })).toBe('4 → 5 nodes');
    expect(size({ a: 1 }, { a: 1 })).toBe('1 node');
    expect(sets({ a: 2, b: 2 }, { a: 3, b: 2 })).toEqual(['a 2 → 3']);
  });
});

import { describe, expect, it } from 'vitest';

import { preflight, verdictOf, type CheckResult } from '../../../../../pkg/cassandra/core/operations/preflight';
import { description } from '../../cluster/findings/facts';
import { input, simple, spread } from './input';

const result = (outcome: CheckResult['outcome'], code = outcome as string): CheckResult => ({ code, outcome, args: {}, evidence: [], ...(outcome === 'warning' && { consent: `key of ${ code }` }) });

describe('verdictOf', () => {
  it('lets begin what is passed or consented to', () => {
    expect(verdictOf([result('passed')], [])).toEqual({ may: true, against: [], open: [], force: false });
    expect(verdictOf([result('passed'), result('warning')], []).may).toBe(false);
    expect(verdictOf([result('warning')], []).open).toHaveLength(1);
    expect(verdictOf([result('warning')], ['key of warning']).may).toBe(true);
    expect(verdictOf([result('warning', 'a'), result('warning', 'b')], ['key of a']).open.map(({ code }) => code)).toEqual(['b']);
  });

  it('takes no consent to what blocks or is not known', () => {
    const given = [result('blocking'), result('unknown')];

    expect(verdictOf(given, ['key of blocking', 'key of unknown', 'blocking', 'unknown'])).toMatchObject({ may: false, against: given });
    expect(verdictOf([{ ...result('blocking'), consent: 'x' }], ['x']).may).toBe(false);
  });

  it('lets nothing begin that was not looked at', () => {
    expect(verdictOf([], []).may).toBe(false);
    expect(verdictOf([{ ...result('warning'), consent: undefined }], []).may).toBe(false);
  });

  it('forces Cassandra by the consent to that alone', () => {
    const results = preflight('scaleDown', input({ to: 2, facts: { description: description({ keyspaces: [spread('shop', { dc1: 2 }), simple('system_distributed', 3)] }) } }));
    const { open } = verdictOf(results, []);

    expect(open.map(({ code }) => code)).toEqual(['systemReplication']);
    expect(verdictOf(results, [])).toMatchObject({ may: false, force: false });
    expect(verdictOf(results, open.flatMap(({ consent }) => consent ?? []))).toMatchObject({ may: true, force: true });
  });
});

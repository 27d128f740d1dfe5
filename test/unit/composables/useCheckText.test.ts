import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import IntlMessageFormat from 'intl-messageformat';
import { load } from 'js-yaml';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { useCheckText, type CheckText } from '../../../pkg/cassandra/composables/useCheckText';
import { PREFLIGHT_CHECKS, type CheckResult, type PreflightFact } from '../../../pkg/cassandra/core/operations/preflight';
import { formatBytes } from '../../../pkg/cassandra/core/quantity';
import { RESULTS } from '../core/operations/preflight/results';

vi.mock('../../../pkg/cassandra/composables/useText', () => ({ useText: () => t }));
vi.mock('../../../pkg/cassandra/composables/useFormat', () => ({ useFormat: () => ({ bytes: (amount: number) => formatBytes(amount, language) }) }));

const ROOT = join(__dirname, '../../..');
const SOURCES = join(ROOT, 'pkg/cassandra/core/operations/preflight');
const LANGUAGES = ['en-us', 'zh-hans'] as const;
const PARTS = ['title', 'sentence', 'hint', 'consent'] as const;

type Text = { [key: string]: string | Text };
type Element = ReturnType<IntlMessageFormat['getAst']>[number];

const texts = Object.fromEntries(LANGUAGES.map((name) => [name, flatten(load(readFileSync(join(ROOT, `l10n/${ name }.yaml`), 'utf8')) as Text)]));
const asked = new Set<string>();
/** The words that a message chooses between, and those that it was given: `text.argument.word`. */
const choices = new Set<string>();
const chosen = new Set<string>();
let language: typeof LANGUAGES[number] = 'en-us';

function flatten(value: Text, path = ''): Map<string, string> {
  return new Map(Object.entries(value).flatMap(([key, inner]) => typeof inner === 'string' ? [[`${ path }${ key }`, inner]] : [...flatten(inner, `${ path }${ key }.`)]));
}

/** As the shell translates, but for keys that it does not have and arguments that it is not given. */
function t(key: string, args: Record<string, string | number> = {}): string {
  const text = texts[language]?.get(key);

  if (text === undefined) {
    throw new Error(`${ language } has no ${ key }`);
  }
  const message = new IntlMessageFormat(text, language === 'en-us' ? 'en' : 'zh');
  const lacking = [...new Set(namesIn(message.getAst(), key))].filter((name) => !(name in args));

  if (lacking.length > 0) {
    throw new Error(`${ language } ${ key }: ${ lacking.join(', ') } not given`);
  }
  asked.add(key);
  Object.entries(args).forEach(([name, value]) => chosen.add(`${ key }.${ name }.${ value }`));

  return String(message.format(args));
}

/** The arguments of a message, those in its branches, too. */
function namesIn(elements: readonly Element[], key: string): string[] {
  return elements.flatMap((element) => {
    if (!('value' in element) || element.type === 0) {
      return [];
    }
    if (!('options' in element)) {
      return [element.value];
    }
    const options = Object.entries(element.options);

    if (!('pluralType' in element)) {
      options.filter(([word]) => word !== 'other').forEach(([word]) => choices.add(`${ key }.${ element.value }.${ word }`));
    }

    return [element.value, ...options.flatMap(([, { value }]) => namesIn(value, key))];
  });
}

const say = (part: typeof PARTS[number], result: CheckResult): string | undefined => {
  const text: CheckText = useCheckText();

  return text[part](result);
};

/** Results that are told apart by what they are about: `code outcome argument=word`. */
const seen = new Set(RESULTS.flatMap(({ code, outcome, args }) => [`${ code } ${ outcome }`, ...('missing' in args ? [`${ code } ${ outcome } ${ args['missing'] }`] : Object.entries(args).map(([name, value]) => `${ code } ${ name }=${ value }`))]));

/** What the sources of the checks can make out, as far as it stands there in words. */
function madeBy(source: string): string[] {
  const name = /(?:check|eased)\((?:'(\w+)'|(\w+)),/.exec(source);
  const code = name?.[1] ?? new RegExp(`const ${ name?.[2] } = '(\\w+)'`).exec(source)?.[1];
  const all = (pattern: RegExp) => [...source.matchAll(pattern)].map(([, first]) => first ?? '');

  return code === undefined ? [] : [
    ...all(/\b(passed|warning|blocking)\(/g).map((outcome) => `${ code } ${ outcome }`),
    ...all(/\bunknown\(input, '(\w+)'/g).map((fact) => `${ code } unknown ${ fact }`),
    ...all(/\bunchecked\(input, '(\w+)'/g).map((fact) => `${ code } warning ${ fact }`),
    ...[...source.matchAll(/\b(reason|recorded|kept): '(\w+)'/g)].map(([, argument, word]) => `${ code } ${ argument }=${ word }`),
    ...all(/\bwrong\('(\w+)'/g).map((reason) => `${ code } reason=${ reason }`),
  ];
}

const made = readdirSync(SOURCES).flatMap((file) => madeBy(readFileSync(join(SOURCES, file), 'utf8')));

/** Each fact, and whether what was read of it may be too old; the compiler sees to it that none is forgotten. */
const FACTS = {
  rights: false, ring: true, secondRing: true, description: true, keyspaces: false, netstats: true, compactions: true, claims: false, services: false, budgets: false,
  hosts: false, quotas: false, volumes: false, classes: false, cleanup: false, datacenter: false, capacity: false,
} as const satisfies Record<PreflightFact, boolean>;

afterEach(() => {
  language = 'en-us';
});

describe('the results that are put into words', () => {
  it('are of every check, and all that can be read in the sources', () => {
    const codes = new Set(Object.values(PREFLIGHT_CHECKS).flatMap((checks) => checks.map(({ code }) => code)));

    expect(new Set(RESULTS.map(({ code }) => code))).toEqual(codes);
    expect(new Set(made.map((each) => each.split(' ')[0]))).toEqual(codes);
    expect(made.filter((each) => !seen.has(each))).toEqual([]);
  });

  it('miss every fact once, for each reason', () => {
    const unknown = new Set(RESULTS.filter(({ args }) => 'missing' in args).map(({ args }) => `${ args['missing'] } ${ args['why'] }`));
    const wanted = Object.entries(FACTS).flatMap(([fact, ages]) => [`${ fact } unread`, ...(ages ? [`${ fact } stale`] : [])]);

    expect(wanted.filter((each) => !unknown.has(each))).toEqual([]);
    expect([...unknown].some((each) => each.endsWith(' refused'))).toBe(true);
  });
});

describe.each(LANGUAGES)('useCheckText in %s', (name) => {
  it('has a title and a sentence for each, made of what the check gives', () => {
    language = name;
    for (const result of RESULTS) {
      for (const part of ['title', 'sentence'] as const) {
        expect(say(part, result), JSON.stringify(result)).toMatch(/^\S.*\S$/);
      }
    }
  });

  it('says what is consented to in warnings, and nowhere else', () => {
    language = name;
    for (const result of RESULTS) {
      expect(say('consent', result) !== undefined, JSON.stringify(result)).toBe(result.consent !== undefined);
    }
  });

  it('gives a hint where something is in the way, and none where nothing is', () => {
    language = name;
    for (const result of RESULTS.filter(({ code }) => code !== 'targets')) {
      const plain = result.outcome === 'passed' || result.args['why'] === 'refused';

      expect(say('hint', result) === undefined, JSON.stringify(result)).toBe(plain);
    }
  });

  it('writes commands in hints only, and each to its end', () => {
    language = name;
    for (const result of RESULTS) {
      expect([say('title', result), say('sentence', result), say('consent', result)].join()).not.toContain('`');
      expect((say('hint', result) ?? '').split('`').length % 2, JSON.stringify(result)).toBe(1);
    }
  });

  it('never says to override a decommission', () => {
    expect([...texts[name] ?? []].filter(([key, text]) => key.startsWith('cassandra.preflight.') && text.includes('override_decommission'))).toEqual([]);
  });

  it('has no text that no result asks for', () => {
    language = name;
    RESULTS.forEach((result) => PARTS.forEach((part) => say(part, result)));

    expect([...texts[name]?.keys() ?? []].filter((key) => key.startsWith('cassandra.preflight.') && !asked.has(key))).toEqual([]);
    expect([...choices].filter((choice) => !chosen.has(choice))).toEqual([]);
  });
});

describe('useCheckText', () => {
  const of = (code: string, outcome: CheckResult['outcome'], args: CheckResult['args']) => ({ code, outcome, args, evidence: [] });

  it('names what is forced', () => {
    expect(say('consent', of('systemReplication', 'warning', { count: 1, keyspaces: 'system_distributed', logins: 'there' }))).toBe('Run nodetool decommission --force, which leaves fewer copies than wanted of system_distributed');
    expect(say('consent', of('systemReplication', 'warning', { count: 1, keyspaces: 'system_auth', logins: 'lacking' }))).toContain('; logins that need a quorum fail');
  });

  it('says what is not known, and why', () => {
    expect(say('sentence', of('moving', 'unknown', { missing: 'ring', why: 'refused', reason: 'You may not run commands in the pods.' }))).toBe('Not known: the ring (nodetool status). You may not run commands in the pods.');
    expect(say('sentence', of('volumes', 'warning', { missing: 'classes', why: 'unread', reason: '' }))).toBe('Not known: the StorageClasses. Not read, or only in part.');
  });

  it('writes bytes as amounts', () => {
    expect(say('sentence', of('space', 'blocking', { datacenter: 'dc1', load: 2 * 1024 ** 3, free: 1024 ** 3 }))).toBe('The nodes that leave dc1 hand over 2 GiB, and those that stay have 1 GiB free together.');
  });

  it('names so many as are read, and all where a command wants them', () => {
    const claims = Array.from({ length: 20 }, (_, ordinal) => `data-db-${ ordinal }`);
    const result = of('orphanedClaims', 'blocking', { count: 20, claims: claims.join(' ') });

    expect(say('sentence', result)).toContain('data-db-10, data-db-11, ….');
    expect(say('sentence', result)).not.toContain('data-db-12');
    expect(say('hint', result)).toContain(`\`kubectl delete pvc ${ claims.join(' ') }\``);
  });

  it('has no name for a release that gives none, nor for a class that is not named', () => {
    expect(say('sentence', of('origin', 'blocking', { origin: 'helm', name: '' }))).toMatch(/^Helm manages/);
    expect(say('sentence', of('volumes', 'blocking', { reason: 'noClass', count: 2, classes: ', slow' }))).toContain('none is the default');
  });
});

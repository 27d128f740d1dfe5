import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { load } from 'js-yaml';
import { describe, expect, it, vi } from 'vitest';

import { useErrorText } from '../../../pkg/cassandra/composables/useErrorText';
import { KubeError } from '../../../pkg/cassandra/rancher/kube';
import { StaleError, type StaleReason } from '../../../pkg/cassandra/rancher/operations/fresh';

const { shown } = vi.hoisted(() => ({ shown: { text: (key: string, _args?: Record<string, string | number>) => key } }));

vi.mock('../../../pkg/cassandra/composables/useText', () => ({ useText: () => (key: string, args?: Record<string, string | number>) => shown.text(key, args) }));

const REASONS: Record<StaleReason['code'], StaleReason> = {
  clusterGone: { code: 'clusterGone' },
  gone:        { code: 'gone', kind: 'StatefulSet', name: 'db' },
  replicas:    { code: 'replicas', set: 'db', replicas: 5 },
  other:       { code: 'other' },
  ended:       { code: 'ended' },
  driven:      { code: 'driven', user: 'ann', who: 'other' },
  noTime:      { code: 'noTime' },
};

describe.each(['en-us', 'zh-hans'])('errors in %s', (locale) => {
  const texts = load(readFileSync(join(__dirname, `../../../l10n/${ locale }.yaml`), 'utf8'));

  /** As the shell does it, but strict: a key or an argument that is missing is an error. */
  const translate = (key: string, args: Record<string, string | number> = {}): string => {
    const message = key.split('.').reduce<unknown>((inner, part) => typeof inner === 'object' && inner !== null ? Reflect.get(inner, part) : undefined, texts);

    if (typeof message !== 'string') {
      throw new Error(`${ locale } has no ${ key }`);
    }

    return String(new IntlMessageFormat(message, locale.slice(0, 2)).format(args));
  };
  const textOf = (thrown: unknown) => {
    shown.text = translate;

    return useErrorText()(thrown);
  };

  it.each(Object.values(REASONS))('have words for what is no longer so: $code', (reason) => {
    const text = textOf(new StaleError(reason, 'for the log'));

    expect(text).not.toContain('for the log');
    Object.entries(reason).filter(([name]) => !['code', 'who'].includes(name)).forEach(([, value]) => expect(text).toContain(String(value)));
  });

  it('speak to the reader who drives in another browser', () => {
    const text = textOf(new StaleError({ code: 'driven', user: 'ann', who: 'you' }, 'for the log'));

    expect(text).not.toContain('ann');
    expect(text).toMatch(/^You drive|^由您在/);
  });

  it('are otherwise in the words of whoever refused', () => {
    expect(textOf(new KubeError('it is forbidden', 403, 'Forbidden'))).toBe('it is forbidden');
    expect(textOf('odd')).toBe('odd');
  });
});

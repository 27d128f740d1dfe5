import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';

import { defaultSpec, validate, type ClusterSpec, type FieldError, type Surroundings } from '../../../../../pkg/cassandra/core/manifest';
import type { Host } from '../../../../../pkg/cassandra/core/manifest/surroundings';

const GIB = 1024 ** 3;
const SENTENCES = sentences(load(readFileSync(join(__dirname, '../../../../../l10n/en-us.yaml'), 'utf8')));

/** A ring in which nothing is wrong. */
export const valid = defaultSpec('db', 'prod');

/** What is found where a ring differs from one that is right: `field code`, or `field (code)` for a warning. */
export function found(change: Partial<ClusterSpec>, known?: Surroundings): string[] {
  return told({ ...valid, ...change }, known).map(({ field, code, severity }) => severity === 'error' ? `${ field } ${ code }` : `${ field } (${ code })`);
}

/** Validates, and makes sure that all that is found can be said in words: there is a sentence, and what it names is given. */
export function told(spec: ClusterSpec, known?: Surroundings): FieldError[] {
  const errors = validate(spec, known);

  for (const { code, params } of errors) {
    const sentence = SENTENCES.get(code);
    const missing = [...(sentence ?? '').matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name ?? '').filter((name) => !(name in params));

    if (sentence === undefined || missing.length > 0) {
      throw new Error(`${ code } cannot be said: ${ sentence === undefined ? 'no sentence' : `no ${ missing.join() }` }`);
    }
  }

  return errors;
}

/** Hosts of so many cores and GiB, all free, one for each of the zones named. */
export function hostsIn(zones: readonly (string | undefined)[], cpu = 8, gib = 32, free: number | undefined = 1): Host[] {
  return zones.map((zone, index) => ({
    name:        `host-${ index }`,
    hostname:    `host-${ index }`,
    ...(zone === undefined ? {} : { zone }),
    allocatable: { cpu, memory: gib * GIB },
    free:        { cpu: cpu * free, memory: gib * GIB * free },
  }));
}

function sentences(strings: unknown): Map<string, string> {
  const errors = ['cassandra', 'create', 'error'].reduce<unknown>((inner, key) => new Map(Object.entries(inner ?? {})).get(key), strings);

  return new Map(Object.entries(errors ?? {}).map(([code, sentence]) => [code, String(sentence)]));
}

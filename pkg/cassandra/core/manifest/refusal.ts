import type { Field } from './field-error';

/** What Kubernetes answered instead of taking an object. */
export interface Answer {
  /** HTTP status; 0 if there was no answer. */
  readonly status: number;
  readonly message: string;
  readonly details?: { readonly causes?: readonly { readonly field?: string; readonly message?: string; readonly reason?: string }[] };
}

export type RefusalCode = keyof typeof SAYINGS | 'exists' | 'owned' | 'invalid' | 'immutable' | 'kindMissing' | 'unreachable' | 'other';

/** Why an object was refused. */
export interface Refusal {
  /** The key of a translated sentence: `cassandra.refusal.<code>`. */
  code: RefusalCode;
  params: Record<string, string>;
  /** Where in the form it can be mended, if that is known. */
  field?: Field;
}

/** What Kubernetes has no reason or cause for but only words, and what is worth to be taken out of them; the first that fits. */
const SAYINGS = {
  quota:                /exceeded quota: (?<quota>\S+), requested: (?<requested>.+?), used: (?<used>.+?), limited: (?<limited>.+)$/,
  podSecurity:          /violates? PodSecurity "(?<level>[^":]+)[^"]*": (?<message>.+)$/s,
  webhook:              /admission webhook "(?<webhook>[^"]+)" denied the request:? (?<message>.+)$/s,
  webhookFailed:        /failed calling webhook "(?<webhook>[^"]+)": (?<message>.+)$/s,
  policy:               /ValidatingAdmissionPolicy '(?<policy>[^']+)' with binding '[^']+' denied request: (?<message>.+)$/s,
  rights:               /User "(?<user>[^"]+)" cannot (?<verb>\S+) resource "(?<resource>[^"]+)".* in the namespace "(?<namespace>[^"]+)"/,
  rightsClusterWide:    /User "(?<user>[^"]+)" cannot (?<verb>\S+) resource "(?<resource>[^"]+)".* at the cluster scope/,
  namespaceTerminating: /in namespace (?<namespace>\S+) because it is being terminated/,
  namespaceMissing:     /^namespaces "(?<namespace>[^"]+)" not found/,
  unknownField:         /^failed to create typed patch object \(.*?\): (?<path>.+?): field not declared in schema/,
  malformed:            /^failed to create typed patch object \(.*?\): (?<path>.+?): (?<message>.+)$/s,
  unconvertible:        /^failed to convert new object .*: (?<message>.+)$/s,
} as const satisfies Record<string, RegExp>;

const CODES = Object.keys(SAYINGS).filter((code): code is keyof typeof SAYINGS => code in SAYINGS);

const NO_ANSWER: readonly number[] = [0, 502, 503, 504];
const IMMUTABLE = /^Forbidden: updates to |may not change once set|field is immutable/;

/** Why Kubernetes did not take an object, in a form that can be said in any language; one for each thing that is wrong. */
export function refusalsOf(answer: Answer, { kind, name }: { kind: string; name: string }): [Refusal, ...Refusal[]] {
  const { status, message, details } = answer;
  const said = readSaying(message);

  if (said) {
    return [{ ...said, ...withField(FIELD_OF_CODE[said.code]?.(kind, said.params)) }];
  }
  if (NO_ANSWER.includes(status)) {
    return [{ code: 'unreachable', params: { message } }];
  }
  if (status === 404) {
    return [{ code: 'kindMissing', params: { kind } }];
  }
  if (message.endsWith('already exists')) {
    return [{ code: 'exists', params: { kind, name }, ...withField(nameField(kind)) }];
  }
  const [first, ...others] = (details?.causes ?? []).flatMap((cause) => cause.field ? [readCause(cause.field, cause, kind)] : []);

  return first ? [first, ...others] : [{ code: 'other', params: { message } }];
}

/** What Kubernetes remarked about an object that it took. */
export function remarkOf(warning: string): Refusal {
  return readSaying(warning) ?? { code: 'other', params: { message: warning } };
}

function readSaying(message: string): Refusal & { code: keyof typeof SAYINGS } | undefined {
  for (const code of CODES) {
    const match = SAYINGS[code].exec(message);

    if (match) {
      return { code, params: { ...match.groups } };
    }
  }

  return undefined;
}

function readCause(path: string, { message = '', reason }: { message?: string; reason?: string }, kind: string): Refusal {
  if (reason === 'FieldManagerConflict') {
    const [, manager = message] = /"([^"]+)"/.exec(message) ?? [];

    return { code: 'owned', params: { path, manager } };
  }

  return { code: IMMUTABLE.test(message) ? 'immutable' : 'invalid', params: { path, message }, ...withField(fieldAt(kind, path)) };
}

/** The field with the name of an object, which then must be another one. */
function nameField(kind: string): Field {
  const fields: Readonly<Record<string, Field>> = { PersistentVolume: 'volumes', Secret: 'authentication.secret', StorageClass: 'storageClass.name' };

  return fields[kind] ?? 'name';
}

const FIELD_OF_CODE: Readonly<Partial<Record<RefusalCode, (kind: string, params: Record<string, string>) => Field>>> = {
  quota:                (kind, { requested = '' }) => kind === 'Service' && /services\./.test(requested) ? 'clientService' : 'namespace',
  rights:               () => 'namespace',
  rightsClusterWide:    (kind) => kind === 'Namespace' ? 'namespace' : nameField(kind),
  namespaceTerminating: () => 'namespace',
  namespaceMissing:     () => 'namespace',
};

/** Which field of the form a path in an object comes from, where that can be told; the first that fits. */
const FIELD_OF_PATH: readonly (readonly [kind: RegExp, path: RegExp, field: Field])[] = [
  [/^StorageClass$/, /^provisioner/, 'storageClass.provisioner'],
  [/^StorageClass$/, /^parameters/, 'storageClass.parameters'],
  [/^StorageClass$/, /^allowedTopologies/, 'storageClass.zones'],
  [/^PersistentVolume$/, /^spec/, 'volumes'],
  [/^NetworkPolicy$/, /^spec/, 'networkPolicy'],
  [/^Service$/, /^(spec\.(type|ports|loadBalancer)|metadata\.annotations)/, 'clientService'],
  [/^StatefulSet$/, /^spec\.volumeClaimTemplates.*storageClassName/, 'storage.className'],
  [/^StatefulSet$/, /^spec\.volumeClaimTemplates.*resources/, 'storage.size'],
  [/^StatefulSet$/, /\.containers\[0\]\.image/, 'image'],
  [/^StatefulSet$/, /\.containers\[0\]\.resources/, 'resources.memory'],
  [/^StatefulSet$/, /\.imagePullSecrets/, 'pullSecrets'],
  [/./, /^metadata\.namespace/, 'namespace'],
];

function fieldAt(kind: string, path: string): Field | undefined {
  return path === 'metadata.name' ? nameField(kind) : FIELD_OF_PATH.find(([kinds, paths]) => kinds.test(kind) && paths.test(path))?.[2];
}

function withField(field: Field | undefined): { field?: Field } {
  return field ? { field } : {};
}

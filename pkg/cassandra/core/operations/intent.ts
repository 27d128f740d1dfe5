import { isMap, parseJson } from '../object/json';

const KINDS = ['scaleUp', 'scaleDown', 'cleanup', 'restart', 'stop', 'start'] as const;

export type OperationKind = typeof KINDS[number];

/** Nodes by StatefulSet, in the order of the racks. */
export type Replicas = Readonly<Record<string, number>>;

/**
 * What a person asked for: one operation on one ring. It says nothing of how far it is, which is observed, so that any
 * browser can go on with it.
 */
export interface Intent {
  /** Unique among the operations of a ring. */
  id: string;
  kind: OperationKind;
  /** What the StatefulSets asked for when it began. */
  from: Replicas;
  /** What they shall ask for in the end; the same StatefulSets in the same order. */
  targets: Replicas;
  /** What becomes of the claims of nodes that have left. */
  claims: 'keep' | 'delete';
  /** Whether a person consented to decommission although keyspaces of the system will have too few nodes. */
  force: boolean;
  /** Whether the other nodes give up, after a scale up, what is no longer theirs. */
  cleanup: 'do' | 'skip';
  startedBy: string;
  /** Milliseconds since the epoch, by the API server's clock. */
  startedAt: number;
  /** When a person said that no other node shall be begun with; milliseconds since the epoch, by the API server's clock. */
  cancelledAt?: number;
  /** What nobody can observe later: the pods that have been cleaned up. */
  done: readonly string[];
}

/** More is no intent of ours; an annotation may be large. */
const MAX_TEXT = 65_536;
const MAX_REPLICAS = 1000;
const MAX_NAME = 253;
const NAME = /^[a-z0-9](?:[-.a-z0-9]*[a-z0-9])?$/;
const REQUIRED = ['id', 'kind', 'from', 'targets', 'claims', 'force', 'cleanup', 'startedBy', 'startedAt', 'done'];
const KEYS = [...REQUIRED, 'cancelledAt'];

/**
 * Reads an intent that stands on a StatefulSet, where anybody may have written it. A field that is not known is an
 * error, too: a browser with an older extension must not drive what it understands by half.
 *
 * @returns `undefined` if it is not a whole and sensible intent
 */
export function parseIntent(text: string): Intent | undefined {
  const value = text.length > MAX_TEXT ? undefined : parseJson(text);

  if (!isMap(value) || Object.keys(value).some((key) => !KEYS.includes(key)) || REQUIRED.some((key) => !(key in value))) {
    return undefined;
  }
  const { id, claims, force, cleanup, startedBy, startedAt, cancelledAt } = value;
  const kind = KINDS.find((each) => each === value['kind']);
  const from = replicasOf(value['from']);
  const targets = replicasOf(value['targets']);
  const done = from && targets && doneOf(value['done'], from, targets);

  if (!isText(id) || !kind || !from || !targets || !done || (claims !== 'keep' && claims !== 'delete') || typeof force !== 'boolean' || (cleanup !== 'do' && cleanup !== 'skip')) {
    return undefined;
  }
  if (!isText(startedBy) || !isTime(startedAt) || !(cancelledAt === undefined || isTime(cancelledAt)) || !isSensible(kind, from, targets)) {
    return undefined;
  }

  return {
    id, kind, from, targets, claims, force, cleanup, startedBy, startedAt, ...(cancelledAt !== undefined && { cancelledAt }), done,
  };
}

/** The text for the annotation; {@link parseIntent} reads it. */
export function formatIntent(intent: Intent): string {
  return JSON.stringify(intent);
}

/** The same intent after a pod was cleaned up. */
export function withDone(intent: Intent, pod: string): Intent {
  return intent.done.includes(pod) ? intent : { ...intent, done: [...intent.done, pod] };
}

/** Whether the numbers are what such an operation is for; a ring is never scaled away. */
export function isSensible(kind: OperationKind, from: Replicas, targets: Replicas): boolean {
  const names = Object.keys(from);
  const steps = names.map((name) => (targets[name] ?? NaN) - (from[name] ?? NaN));
  const left = names.reduce((sum, name) => sum + (targets[name] ?? 0), 0);

  if (names.join() !== Object.keys(targets).join()) {
    return false;
  }
  switch (kind) {
    case 'scaleUp':
    case 'start': return steps.every((step) => step >= 0) && steps.some((step) => step > 0);
    case 'scaleDown': return steps.every((step) => step <= 0) && steps.some((step) => step < 0) && left > 0;
    case 'stop': return steps.some((step) => step < 0) && left === 0;
    default: return steps.every((step) => step === 0) && left > 0;
  }
}

function replicasOf(value: unknown): Replicas | undefined {
  const entries = isMap(value) ? Object.entries(value) : [];
  const valid = entries.flatMap(([name, count]): [string, number][] => isName(name) && isCount(count) ? [[name, count]] : []);

  return valid.length > 0 && valid.length === entries.length ? Object.fromEntries(valid) : undefined;
}

function doneOf(value: unknown, from: Replicas, targets: Replicas): string[] | undefined {
  if (!Array.isArray(value)) {
    return undefined;
  }
  const most = Object.keys(from).reduce((sum, name) => sum + Math.max(from[name] ?? 0, targets[name] ?? 0), 0);
  const pods = value.filter((each): each is string => typeof each === 'string' && Object.keys(from).some((name) => each.startsWith(`${ name }-`) && /^\d+$/.test(each.slice(name.length + 1))));

  return pods.length === value.length && pods.length <= most && new Set(pods).size === pods.length ? pods : undefined;
}

function isName(name: string): boolean {
  return name.length <= MAX_NAME && NAME.test(name);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_NAME;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_REPLICAS;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

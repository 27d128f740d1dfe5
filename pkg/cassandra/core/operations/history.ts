import type { Cluster } from '../cluster/cluster';
import { ANNOTATION_HISTORY } from '../cluster/labels';
import { isMap, parseJson } from '../object/json';
import type { Intent, OperationKind, Replicas } from './intent';

/** An operation that has ended. */
export interface OperationRecord {
  id: string;
  kind: OperationKind;
  from: Replicas;
  targets: Replicas;
  startedBy: string;
  /** Both in milliseconds since the epoch, by the API server's clock. */
  startedAt: number;
  endedAt: number;
  /** `abandoned`: a person gave it up where it stood. */
  outcome: 'complete' | 'cancelled' | 'abandoned';
  /** How long its steps took; the next plan tells it. */
  steps: readonly StepTime[];
  /**
   * Of a scale up and a clean-up: the pods that gave up what is not theirs; `all`: whoever had to. Where it is left out
   * nobody is known to have done so.
   */
  cleaned?: 'all' | readonly string[];
}

export interface StepTime {
  /** What was waited for: `joining`, `leaving`, `cleaning` … */
  code: string;
  pod: string;
  seconds: number;
}

/** What one annotation may take: all of an object's have 256 KiB together. */
const MOST_RECORDS = 10;
const MOST_TEXT = 16_384;

const OUTCOMES = ['complete', 'cancelled', 'abandoned'] as const;

/**
 * The record of an operation that ends now.
 *
 * @param endedAt milliseconds since the epoch, by the API server's clock
 */
export function recordOf(intent: Intent, outcome: OperationRecord['outcome'], endedAt: number, steps: readonly StepTime[] = []): OperationRecord {
  const { id, kind, from, targets, startedBy, startedAt } = intent;

  return { id, kind, from, targets, startedBy, startedAt, endedAt, outcome, steps, ...((kind === 'scaleUp' || kind === 'cleanup') && { cleaned: cleanedBy(intent, outcome) }) };
}

/**
 * The last operations, the newest first.
 *
 * @param text of the annotation, which anybody may have written: what is no record is left out
 */
export function parseHistory(text: string | undefined): OperationRecord[] {
  const value = text === undefined || text.length > 2 * MOST_TEXT ? undefined : parseJson(text);

  return Array.isArray(value) ? value.filter(isRecord).map(readCleaned).slice(0, MOST_RECORDS) : [];
}

/**
 * The last operations of a ring, the newest first. They stand on its first StatefulSet; which one that is changes when a
 * rack is added before it.
 *
 * @param texts of the annotations of all its StatefulSets
 */
export function parseHistories(texts: readonly (string | undefined)[]): OperationRecord[] {
  const [only = [], ...others] = texts.map(parseHistory).filter(({ length }) => length > 0);

  return others.length === 0 ? only : [only, ...others].flat().sort((a, b) => b.endedAt - a.endedAt);
}

/** The last operations of a ring, as they stand on its StatefulSets; the newest first. */
export function operationsOn({ members }: Cluster): OperationRecord[] {
  return parseHistories(members.map(({ statefulSet }) => statefulSet.metadata?.annotations?.[ANNOTATION_HISTORY]));
}

/**
 * The text of a history with one more record. Oldest ones fall out, but not what tells of data that is still to be
 * cleaned up; of records that would be too large by themselves, such as those of a ring of hundreds of nodes, the times
 * of their steps do, and then who was cleaned up.
 */
export function formatHistory(history: readonly OperationRecord[], newest: OperationRecord): string {
  const records = [newest, ...history.filter(({ id }) => id !== newest.id)];
  const kept = new Set([newest, records.find(({ kind }) => kind === 'scaleUp'), records.find(({ kind, cleaned }) => kind === 'cleanup' && cleaned === 'all')]);
  const isTooMuch = () => records.length > MOST_RECORDS || JSON.stringify(records).length > MOST_TEXT;

  for (let index = records.length - 1; index > 0 && isTooMuch(); index--) {
    if (!kept.has(records[index])) {
      records.splice(index, 1);
    }
  }
  const shorter = [records, records.map((record) => ({ ...record, steps: [] })), records.map((record) => withoutPods({ ...record, steps: [] }))];

  return shorter.map((each) => JSON.stringify(each)).find((text) => text.length <= MOST_TEXT) ?? JSON.stringify([withoutPods({ ...newest, steps: [] })]);
}

/** The last node that joins has nothing to give up; the others of a scale up that ended as it should did, if they were to. */
function cleanedBy({ kind, cleanup, done }: Intent, outcome: OperationRecord['outcome']): 'all' | readonly string[] {
  return outcome === 'complete' && (kind === 'cleanup' || cleanup === 'do') ? 'all' : done;
}

/** What cannot be read is not known. */
function readCleaned(record: OperationRecord): OperationRecord {
  const { cleaned, ...rest } = record;
  const isRead = cleaned === 'all' || (Array.isArray(cleaned) && cleaned.every((pod) => typeof pod === 'string'));

  return isRead ? record : rest;
}

function withoutPods({ cleaned, ...rest }: OperationRecord): OperationRecord {
  return { ...rest, ...(cleaned === 'all' && { cleaned }) };
}

function isRecord(value: unknown): value is OperationRecord {
  if (!isMap(value)) {
    return false;
  }
  const { id, kind, from, targets, startedBy, startedAt, endedAt, outcome, steps } = value;

  return [id, kind, startedBy].every((each) => typeof each === 'string') && [startedAt, endedAt].every(isAmount) &&
    isReplicas(from) && isReplicas(targets) && OUTCOMES.some((each) => each === outcome) && Array.isArray(steps) && steps.every(isStepTime);
}

function isStepTime(value: unknown): value is StepTime {
  return isMap(value) && typeof value['code'] === 'string' && typeof value['pod'] === 'string' && isAmount(value['seconds']);
}

function isReplicas(value: unknown): value is Replicas {
  return isMap(value) && Object.values(value).every(isAmount);
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0;
}

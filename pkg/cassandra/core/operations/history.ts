import { isMap } from '../object/json';
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
export function recordOf({ id, kind, from, targets, startedBy, startedAt }: Intent, outcome: OperationRecord['outcome'], endedAt: number, steps: readonly StepTime[] = []): OperationRecord {
  return { id, kind, from, targets, startedBy, startedAt, endedAt, outcome, steps };
}

/**
 * The last operations, the newest first.
 *
 * @param text of the annotation, which anybody may have written: what is no record is left out
 */
export function parseHistory(text: string | undefined): OperationRecord[] {
  const value = text === undefined || text.length > 2 * MOST_TEXT ? undefined : parseJson(text);

  return Array.isArray(value) ? value.filter(isRecord).slice(0, MOST_RECORDS) : [];
}

/**
 * The text of a history with one more record. Oldest ones fall out; of a record that would be too large by itself, such
 * as that of a ring of hundreds of nodes, the times of its steps do.
 */
export function formatHistory(history: readonly OperationRecord[], newest: OperationRecord): string {
  const records = [newest, ...history.filter(({ id }) => id !== newest.id)].slice(0, MOST_RECORDS);

  while (records.length > 1 && JSON.stringify(records).length > MOST_TEXT) {
    records.pop();
  }

  return JSON.stringify(JSON.stringify(records).length > MOST_TEXT ? [{ ...newest, steps: [] }] : records);
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

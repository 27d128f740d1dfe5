import type { StatefulSet } from 'kubernetes-types/apps/v1';
import { ANNOTATION_HISTORY, ANNOTATION_OPERATION } from '../../core/cluster/labels';
import { formatHistory, parseHistory, recordOf, type OperationRecord, type StepTime } from '../../core/operations/history';
import { formatIntent, parseIntent, type Intent } from '../../core/operations/intent';
import type { ClusterContext } from '../store';
import { changeFresh, StaleError, type Change } from './fresh';

/** The StatefulSet that carries the intent: the cluster's first member. */
export interface Carrier {
  readonly namespace: string;
  readonly name: string;
}

/** `unreadable`: there is something, and it is no intent that this version understands; nothing may be begun. */
export type StoredIntent =
  | { readonly state: 'none' }
  | { readonly state: 'stored'; readonly intent: Intent }
  | { readonly state: 'unreadable'; readonly text: string };

/** What a person asked for a cluster, as it stands on its first member. */
export function intentOf({ metadata }: StatefulSet): StoredIntent {
  const text = metadata?.annotations?.[ANNOTATION_OPERATION];
  const intent = text === undefined ? undefined : parseIntent(text);

  if (text === undefined) {
    return { state: 'none' };
  }

  return intent ? { state: 'stored', intent } : { state: 'unreadable', text };
}

/** The last operations of a cluster, the newest first, as they stand on its first member. */
export function historyOf({ metadata }: StatefulSet): OperationRecord[] {
  return parseHistory(metadata?.annotations?.[ANNOTATION_HISTORY]);
}

/**
 * Writes down what a person asked for, which begins it. That the same one stands there already is no error, so that it
 * can be repeated when no answer came.
 *
 * @param startNow makes the intent of the time by the server, ms since 1970; `undefined` where no server told it
 * @throws StaleError if there is another one
 */
export async function beginIntent(context: ClusterContext, carrier: Carrier, startNow: (serverTime: number | undefined) => Intent): Promise<Intent> {
  const { object } = await changeFresh<StatefulSet>(context, refOf(carrier), (found, serverTime) => {
    const stored = intentOf(found);
    const intent = startNow(serverTime);

    if (stored.state === 'none') {
      return annotations({ [ANNOTATION_OPERATION]: formatIntent(intent) });
    }
    if (stored.state === 'stored' && stored.intent.id === intent.id) {
      return undefined;
    }
    throw new StaleError({ code: 'other' }, 'Another operation was begun on this cluster');
  });

  return storedIn(object);
}

/**
 * Changes an intent: a pod was cleaned up, a person cancels. Two browsers may do so at once, so the change is made from
 * what is there, not from what was read before.
 *
 * @param change gives the same intent if there is nothing to change; the time is by the server, ms since 1970
 * @throws StaleError if the operation is no longer the one with this id
 */
export async function changeIntent(context: ClusterContext, carrier: Carrier, id: string, change: (intent: Intent, serverTime: number | undefined) => Intent): Promise<Intent> {
  const { object } = await changeFresh<StatefulSet>(context, refOf(carrier), (found, serverTime) => {
    const before = sameIntent(found, id);
    const after = change(before, serverTime);

    return after === before ? undefined : annotations({ [ANNOTATION_OPERATION]: formatIntent(after) });
  });

  return storedIn(object);
}

/**
 * Takes the intent away and adds it to the history, in one write: an operation is never in both nor in neither. That it
 * has been done already is no error.
 *
 * @throws StaleError if another operation was begun
 */
export async function endIntent(context: ClusterContext, carrier: Carrier, intent: Intent, outcome: OperationRecord['outcome'], steps: readonly StepTime[] = []): Promise<void> {
  await changeFresh<StatefulSet>(context, refOf(carrier), (found, serverTime) => {
    const history = historyOf(found);

    if (intentOf(found).state === 'none' && history.some(({ id }) => id === intent.id)) {
      return undefined;
    }
    const last = sameIntent(found, intent.id);

    return annotations({
      [ANNOTATION_OPERATION]: null,
      [ANNOTATION_HISTORY]:   formatHistory(history, recordOf(last, outcome, serverTime ?? last.startedAt, steps)),
    });
  });
}

/** Takes away what no version understands, at a person's word, if it is what that person saw. */
export async function dropUnreadable(context: ClusterContext, carrier: Carrier, text: string): Promise<void> {
  await changeFresh<StatefulSet>(context, refOf(carrier), (found) => {
    const stored = intentOf(found);

    if (stored.state === 'none') {
      return undefined;
    }
    if (stored.state === 'stored' || stored.text !== text) {
      throw new StaleError({ code: 'other' }, 'Another operation was begun on this cluster');
    }

    return annotations({ [ANNOTATION_OPERATION]: null });
  });
}

/**
 * Both stand on the StatefulSet itself: whoever may scale it may write them, they go with it, and one write covers both.
 * A ConfigMap would want rights of its own, and be left behind when the StatefulSet is deleted by other hands. An
 * annotation of a StatefulSet restarts nothing.
 */
function annotations(values: Readonly<Record<string, string | null>>): Change {
  return { metadata: { annotations: values } };
}

function sameIntent(found: StatefulSet, id: string): Intent {
  const stored = intentOf(found);

  if (stored.state !== 'stored' || stored.intent.id !== id) {
    throw new StaleError({ code: 'ended' }, 'This operation is no longer the one that runs on this cluster');
  }

  return stored.intent;
}

function storedIn(object: StatefulSet): Intent {
  const stored = intentOf(object);

  if (stored.state !== 'stored') {
    throw new Error('The operation was written and cannot be read again');
  }

  return stored.intent;
}

function refOf({ namespace, name }: Carrier) {
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace, name };
}

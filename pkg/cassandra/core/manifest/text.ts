import { CORE_SCHEMA, loadAll, YAMLException, type EventType, type State } from 'js-yaml';

import { isMap } from '../object/json';
import { identify, isKnownKind, isObject, type AnyObject } from '../object/object';
import { shapeFault } from '../object/shape';

/** Why a text is no set of objects: `cassandra.text.error.<code>`. */
export type TextErrorCode =
  | 'syntax' // no YAML
  | 'notObject' // a document without apiVersion, kind or name
  | 'duplicate' // an object twice
  | 'map' | 'list' | 'text' | 'number'; // something else than this in a place that must have it

export interface TextError {
  code: TextErrorCode;
  /** What the translated sentence names. */
  params: Record<string, string>;
  /** Both count from 1. */
  line: number;
  column: number;
}

/**
 * Reads a text of Kubernetes objects: any number of YAML documents, empty ones and Lists among them.
 *
 * @returns the objects, without fields that are `null`, which mean nothing to the API server; or the first error
 */
export function parseObjects(text: string): { objects: AnyObject[] } | { error: TextError } {
  const lines = new Lines();
  const objects: AnyObject[] = [];
  const names = new Set<string>();
  let documents: unknown[];

  try {
    documents = loadAll(text, null, { schema: CORE_SCHEMA, listener: (event, state) => lines.record(event, state) });
  } catch (thrown) {
    return { error: syntaxError(thrown) };
  }

  for (const { document, index } of documents.flatMap((whole, index) => itemsOf(whole).map((document) => ({ document, index })))) {
    const at = (code: TextErrorCode, params: TextError['params'] = {}, place: unknown = document) => ({ error: { code, params, line: lines.of(place) ?? lines.documents[index] ?? 1, column: 1 } });
    const object = withoutNulls(document);

    if (!isObject(object)) {
      return at('notObject');
    }
    const fault = isKnownKind(object) && isMap(document) ? shapeFault(document) : undefined;
    const subject = { kind: object.kind ?? '', name: object.metadata?.name ?? '' };

    if (fault) {
      return at(fault.expected, { ...subject, path: fault.path }, fault.near);
    }
    if (names.has(identify(object))) {
      return at('duplicate', subject);
    }
    names.add(identify(object));
    objects.push(object);
  }

  return { objects };
}

/** The lines on which documents, and the maps and lists in them, begin. They count from 1. */
class Lines {
  readonly documents: number[] = [];
  private readonly nodes = new WeakMap<object, number>();
  private readonly open: number[] = [];

  record(event: EventType, state: State): void {
    const line = state.line + 1;

    if (event === 'open') {
      if (this.open.length === 0) {
        this.documents.push(line);
      }
      this.open.push(line);

      return;
    }
    const began = this.open.pop() ?? line;
    const node: unknown = state.result;

    // An alias ends with the node that it stands for.
    if (isContainer(node) && !this.nodes.has(node)) {
      this.nodes.set(node, began);
    }
  }

  of(node: unknown): number | undefined {
    return isContainer(node) ? this.nodes.get(node) : undefined;
  }
}

function syntaxError(thrown: unknown): TextError {
  if (!(thrown instanceof YAMLException)) {
    throw thrown;
  }
  const { line = 0, column = 0 } = thrown.mark ?? {};

  return { code: 'syntax', params: { reason: thrown.reason }, line: line + 1, column: column + 1 };
}

/** A document that is empty has nothing, a List has its items. */
function itemsOf(document: unknown): unknown[] {
  if (document === null || document === undefined) {
    return [];
  }

  return isMap(document) && document['kind'] === 'List' && Array.isArray(document['items']) ? document['items'].flatMap(itemsOf) : [document];
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutNulls);
  }

  return isMap(value) ? Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => inner === null ? [] : [[key, withoutNulls(inner)]])) : value;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

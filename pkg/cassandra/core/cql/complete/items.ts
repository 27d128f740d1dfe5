import { quoteName } from '../names';
import { quoteText } from '../schema/ddl-text';

/** What a completion is: the UI shows a mark for each. */
export type ItemKind =
  | 'keyword' | 'command' | 'keyspace' | 'table' | 'view' | 'index' | 'column' | 'field' | 'type' | 'function' | 'aggregate' | 'option' | 'value' | 'class' | 'consistency' | 'datacenter';

export interface CompletionItem {
  /** As it is called. */
  readonly label: string;
  /** What takes the place of what was typed. */
  readonly insert: string;
  readonly kind: ItemKind;
  /** In CQL, not in words: a column's type, a function's signature, a keyspace's strategy, a view's table. */
  readonly detail?: string;
}

/** Something that could stand here, before it is compared with what was typed. There may be very many. */
export interface Candidate {
  /** Without quotes: what is compared. */
  readonly name: string;
  /** Where it is not the name. */
  readonly label?: string;
  /** How it is written: as a name, in quotes if it needs them; as a string; or as it is. */
  readonly form: 'name' | 'string' | 'word';
  /** What is written with it. */
  readonly suffix?: string;
  readonly kind: ItemKind;
  readonly detail?: string;
}

export function itemOf({ name, label = name, form, suffix = '', kind, detail }: Candidate): CompletionItem {
  const written = form === 'name' ? quoteName(name) : form === 'string' ? quoteText(name) : name;

  return { label, insert: written + suffix, kind, ...(detail !== undefined && { detail }) };
}

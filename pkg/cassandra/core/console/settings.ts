import type { Command, Consistency, SerialConsistency } from '../cql/commands';
import { quoteName } from '../cql/names';
import type { Execution } from '../cql/session';

/** How the console runs statements. The controls beside the editor and the commands of cqlsh change the same ones. */
export interface ConsoleSettings {
  readonly consistency: Consistency;
  readonly serialConsistency: SerialConsistency;
  /** Off: a result is read to its end, as far as there is room for it. */
  readonly paging: boolean;
  /** In rows. */
  readonly pageSize: number;
  /** Only this node (`host` of CqlNode) is asked; any, if absent. */
  readonly node?: string;
  readonly tracing: boolean;
  /** Each row as a list of its cells, one below the other. */
  readonly expanded: boolean;
  /** What writes is not run. */
  readonly readOnly: boolean;
  /** That the session is in. A new session is in none; one is entered by running {@link useStatement}. */
  readonly keyspace?: string;
}

/** One setting and what it is to be. */
export type SettingChange = { [K in keyof ConsoleSettings]-?: { readonly set: K; readonly to: ConsoleSettings[K] } }[keyof ConsoleSettings];

/** A setting that a command changes or asks for. */
export type CommandSetting = 'consistency' | 'serialConsistency' | 'paging' | 'tracing' | 'expanded';

/** The first page comes whole, whatever is in it. */
export const MOST_PAGE_SIZE = 5_000;

/** In rows, where nobody pages by hand. */
const WHOLE_PAGE_SIZE = 1_000;

/**
 * Those of cqlsh, so that a statement answers here what it answers there. `ONE` and not `LOCAL_ONE`, which refuses to read
 * a keyspace that has no replicas in the datacenter of whatever node was asked. Read-only, which cqlsh does not know, is on.
 */
export const DEFAULT_SETTINGS: ConsoleSettings = {
  consistency: 'ONE', serialConsistency: 'SERIAL', paging: true, pageSize: 100, tracing: false, expanded: false, readOnly: true,
};

/** The settings after a change. A page size that cannot be is taken for the nearest one. */
export function changeSetting(settings: ConsoleSettings, change: SettingChange): ConsoleSettings {
  const to = change.set === 'pageSize' ? Math.min(MOST_PAGE_SIZE, Math.max(1, Math.trunc(change.to) || 1)) : change.to;

  return settings[change.set] === to ? settings : { ...settings, [change.set]: to };
}

/** The setting that a command is about; `undefined` if it is about none. */
export function settingOf({ kind }: Command): CommandSetting | undefined {
  switch (kind) {
  case 'consistency':
  case 'serialConsistency':
  case 'paging':
  case 'tracing': return kind;
  case 'expand': return 'expanded';
  default: return undefined;
  }
}

/** What a command changes: nothing, if it only asks. */
export function changesOf(command: Command): SettingChange[] {
  switch (command.kind) {
  case 'consistency': return command.level === undefined ? [] : [{ set: 'consistency', to: command.level }];
  case 'serialConsistency': return command.level === undefined ? [] : [{ set: 'serialConsistency', to: command.level }];
  case 'tracing': return command.on === undefined ? [] : [{ set: 'tracing', to: command.on }];
  case 'expand': return command.on === undefined ? [] : [{ set: 'expanded', to: command.on }];
  case 'paging': return [
    ...(command.on === undefined ? [] : [{ set: 'paging', to: command.on } as const]),
    ...(command.size === undefined ? [] : [{ set: 'pageSize', to: command.size } as const]),
  ];
  default: return [];
  }
}

/** What goes with a statement that is run under these settings. */
export function executionOf({ consistency, serialConsistency, paging, pageSize, node, tracing }: ConsoleSettings): Execution {
  return { consistency, serialConsistency, pageSize: paging ? pageSize : WHOLE_PAGE_SIZE, ...(node !== undefined && { node }), ...(tracing && { tracing }) };
}

/** The statement that enters a keyspace. */
export function useStatement(keyspace: string): string {
  return `USE ${ quoteName(keyspace) }`;
}

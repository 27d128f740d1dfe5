import { MOST_PAGE_SIZE, type CommandSetting, type ConsoleSettings } from '../../core/console/settings';
import { mayHaveHappened, type ConsoleError } from '../../core/console/errors';
import type { Entry } from '../../core/console/entry';
import type { Refusal } from '../../core/console/refusal';
import type { Spot } from '../../core/console/step';
import { useFormat } from '../useFormat';
import { useText } from '../useText';

export interface ConsoleWords {
  refusal(refusal: Refusal): string;
  place(spot: Spot): string;
  /** What an error is about; its message is the server's own. */
  errorTitle(error: ConsoleError): string;
  /** What its numbers and names say, and what to do about it. */
  errorNotes(error: ConsoleError): string[];
  /** A setting as it is. */
  setting(name: CommandSetting, settings: ConsoleSettings): string;
  /** Why a step was not run, or what its end leaves open. */
  fate(entry: Entry): string | undefined;
}

/** What the console says, in the user's language. */
export function useConsoleWords(): ConsoleWords {
  const t = useText();
  const { number } = useFormat();
  const say = (key: string, args?: Record<string, string | number>) => t(`cassandra.cql.${ key }`, args);
  const isOn = (on: boolean) => say(`answer.${ on ? 'on' : 'off' }`);

  function expected(what: Extract<Refusal, { code: 'expected' }>['expected']): string {
    return typeof what === 'string' ? say(`expected.${ what }`) : what.join(say('separator'));
  }

  function details({ params }: ConsoleError): string[] {
    const { consistency, required, alive, received, failed, user, permission, resource, keyspace, table } = params;
    const exists = table === undefined ? keyspace : keyspace === undefined ? table : `${ keyspace }.${ table }`;

    return [
      ...(consistency && required !== undefined && alive !== undefined ? [say('errorDetail.alive', { consistency, required, alive })] : []),
      ...(consistency && required !== undefined && received !== undefined && failed === undefined ? [say('errorDetail.received', { consistency, required, received })] : []),
      ...(received !== undefined && failed !== undefined ? [say('errorDetail.failed', { received, failed })] : []),
      ...(user !== undefined && permission !== undefined && resource !== undefined ? [say('errorDetail.permission', { user, permission, resource })] : []),
      ...(exists === undefined ? [] : [say('errorDetail.exists', { name: exists })]),
    ];
  }

  return {
    refusal(refusal) {
      switch (refusal.code) {
      case 'tooLong': return say('refusal.tooLong', { length: number(refusal.length), most: number(refusal.most) });
      case 'tooMany': return say('refusal.tooMany', { most: number(refusal.most) });
      case 'unfinished': return say(`refusal.unfinished.${ refusal.reason }`);
      case 'notHere': return say(`refusal.notHere.${ refusal.kind }`);
      case 'expected': return say('refusal.expected', { what: expected(refusal.expected) });
      case 'source':
      case 'sourceLoop': return say(`refusal.${ refusal.code }`, { file: refusal.file });
      default: return say(`refusal.${ refusal.code }`);
      }
    },
    place: ({ line, column, source }) => source === undefined ? say('place', { line, column }) : say('inFile', { file: source, line, column }),
    errorTitle: ({ code }) => say(`error.${ code }`),
    errorNotes: (error) => [...details(error), ...(error.hint ? [say(`errorHint.${ error.hint }`)] : [])],
    setting(name, settings) {
      const now = settings[name];
      const value = name === 'paging' && now ? say('answer.pages', { size: number(settings.pageSize) }) : typeof now === 'boolean' ? isOn(now) : now;

      return say('answer.setting', { name: say(`setting.${ name }`), value });
    },
    fate({ state, skipped, error, effect }) {
      if (skipped) {
        return say(`skipped.${ skipped }`);
      }
      const isOpen = state === 'stopped' || (error !== undefined && mayHaveHappened(error));

      return isOpen && effect !== 'read' && effect !== 'session' ? say('mayHaveHappened') : undefined;
    },
  };
}

/** Page sizes to choose from, in rows. */
export const PAGE_SIZES: readonly number[] = [20, 100, 500, 1_000, MOST_PAGE_SIZE];

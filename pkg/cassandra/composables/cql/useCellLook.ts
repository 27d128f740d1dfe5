import { inject, provide, type InjectionKey } from 'vue';
import type { Cell, CqlType } from '../../core/cql/session';
import { isPlain } from '../../core/cql/table/visible';
import { decode } from '../../core/cql/values/decode';
import { display } from '../../core/cql/values/format';
import type { CellKind } from '../../core/cql/values/value';
import { useFormat } from '../useFormat';
import { useText } from '../useText';
import { useLocalTime } from './useLocalTime';

/** How a cell is shown on one line. */
export interface CellLook {
  readonly kind: CellKind;
  readonly text: string;
  /** Instead of a text, for what is no value or one that cannot be seen. */
  readonly word?: string;
  /** Whether the text can be drawn as it is. */
  readonly isPlain: boolean;
  /** Of bytes always, of others where the table does not hold all. */
  readonly size?: string;
  /** What else there is to say. */
  readonly title?: string;
}

export type LookAt = (type: CqlType, cell: Cell) => CellLook;

/** A text without letters as CQL writes it. */
const NO_TEXT = `''`;

const KEY: InjectionKey<LookAt> = Symbol('look of cells');

/** For all cells below: a table draws hundreds at a time, and each would have to ask for language and formats. */
export function provideCellLook(): void {
  provide(KEY, makeCellLook());
}

export function useCellLook(): LookAt {
  return inject(KEY, makeCellLook, true);
}

function makeCellLook(): LookAt {
  const t = useText();
  const { bytes } = useFormat();
  const localTime = useLocalTime();

  return (type, cell) => {
    const value = decode(type, cell);
    const { kind, text, size: cutFrom } = display(value);

    if (kind === 'null' || kind === 'empty') {
      return { kind, text: '', isPlain: true, word: t(`cassandra.cql.cell.${ kind }`), title: t(`cassandra.cql.cell.${ kind }Hint`) };
    }
    if (kind === 'text' && text === '') {
      return { kind, text, isPlain: true, word: NO_TEXT, title: t('cassandra.cql.cell.noTextHint') };
    }
    const size = value.kind === 'bytes' || value.kind === 'malformed' ? value.bytes.length : cutFrom;
    const title = kind === 'malformed' ? t('cassandra.cql.cell.malformed') : localTime(value);

    return { kind, text, isPlain: isPlain(text, kind !== 'text'), ...(size !== undefined && { size: bytes(size) }), ...(title !== undefined && { title }) };
  };
}

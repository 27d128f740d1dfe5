import { shallowRef, watch, type ShallowRef } from 'vue';
import type { ResultState } from '../../core/console/result';
import type { ColumnKind } from '../../core/cql/schema/model';
import type { Column } from '../../core/cql/session';
import { isNumeric, typeName } from '../../core/cql/values/type';
import { columnPlaces } from '../../core/cql/table/widths';

/** What is known of a column beside what came with the result. */
export type KindOf = (column: Column) => ColumnKind | undefined;

/** A column and where it stands. */
export interface PlacedColumn {
  readonly index: number;
  readonly column: Column;
  /** Both cut where they are longer than anybody reads in a head. */
  readonly name: string;
  readonly type: string;
  readonly isNumeric: boolean;
  /** In pixels from the first column. */
  readonly left: number;
  readonly width: number;
}

/** Where the columns of a result stand, in pixels. It is found out with the first rows and then stays: a table must not jump while it grows. */
export function useColumnPlaces(state: () => ResultState): Readonly<ShallowRef<Float64Array>> {
  const places = shallowRef(new Float64Array(1));

  watch([() => state().columns, () => state().rows.length > 0], () => {
    const { columns, rows } = state();

    places.value = columnPlaces(columns, rows);
  }, { immediate: true });

  return places;
}

/** In UTF-16 units: an alias may be as long as a statement. */
const MOST_NAME = 200;

export function placedColumn(column: Column, index: number, places: Float64Array): PlacedColumn {
  const left = places[index] ?? 0;

  return { index, column, name: cut(column.name), type: cut(typeName(column.type)), isNumeric: isNumeric(column.type), left, width: (places[index + 1] ?? left) - left };
}

function cut(name: string): string {
  return name.length > MOST_NAME ? `${ name.slice(0, MOST_NAME) }…` : name;
}

import type { ColumnInfo, TypeInfo } from 'cassandra-driver/lib/streams.js';
import type { Column, CqlType, ScalarName } from '../../core/cql/session';
import { typeOfClass } from './class-name';

/** Numbers of the native protocol (section 4.2.5.2 of its specification). */
const SCALAR_CODES: ReadonlyMap<number, ScalarName> = new Map<number, ScalarName>([
  [0x01, 'ascii'], [0x02, 'bigint'], [0x03, 'blob'], [0x04, 'boolean'], [0x05, 'counter'], [0x06, 'decimal'], [0x07, 'double'], [0x08, 'float'],
  [0x09, 'int'], [0x0a, 'text'], [0x0b, 'timestamp'], [0x0c, 'uuid'], [0x0d, 'text'], [0x0e, 'varint'], [0x0f, 'timeuuid'], [0x10, 'inet'],
  [0x11, 'date'], [0x12, 'time'], [0x13, 'smallint'], [0x14, 'tinyint'], [0x15, 'duration'],
]);

const CODE = {
  custom: 0x00, list: 0x20, map: 0x21, set: 0x22, udt: 0x30, tuple: 0x31
} as const;

interface UdtInfo {
  readonly keyspace: string;
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: TypeInfo }[];
}

/** The columns of a result of the driver, in their order. */
export function columnsOf(columns: readonly ColumnInfo[]): Column[] {
  return columns.map(({ name, type, ksname = '', tablename = '' }) => ({
    keyspace: ksname, table: tablename, name, type: typeOf(type)
  }));
}

/** A type as the driver has read it. Which `info` belongs to a code is fixed by the driver's reader. */
function typeOf({ code, info }: TypeInfo): CqlType {
  switch (code) {
    case CODE.custom:
      return typeOfClass(info as string);
    case CODE.list:
      return { kind: 'list', of: typeOf(info as TypeInfo) };
    case CODE.set:
      return { kind: 'set', of: typeOf(info as TypeInfo) };
    case CODE.map: {
      const [key, value] = info as [TypeInfo, TypeInfo];

      return { kind: 'map', key: typeOf(key), value: typeOf(value) };
    }
    case CODE.tuple:
      return { kind: 'tuple', of: (info as TypeInfo[]).map(typeOf) };
    case CODE.udt: {
      const { keyspace, name, fields } = info as UdtInfo;

      return {
        kind: 'udt', keyspace, name, fields: fields.map((field) => ({ name: field.name, type: typeOf(field.type) }))
      };
    }
    default: {
      const scalar = SCALAR_CODES.get(code);

      return scalar ? { kind: 'scalar', name: scalar } : { kind: 'custom', name: `0x${ code.toString(16).padStart(4, '0') }` };
    }
  }
}

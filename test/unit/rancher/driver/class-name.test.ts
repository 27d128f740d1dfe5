import { describe, expect, it } from 'vitest';
import { typeOfClass } from '../../../../pkg/cassandra/rancher/driver/class-name';

const P = 'org.apache.cassandra.db.marshal.';
const hex = (text: string) => Buffer.from(text).toString('hex');
const scalar = (name: string) => ({ kind: 'scalar', name });

describe('a type by the name of its class', () => {
  it.each([
    ['AsciiType', 'ascii'], ['LongType', 'bigint'], ['BytesType', 'blob'], ['BooleanType', 'boolean'], ['CounterColumnType', 'counter'],
    ['SimpleDateType', 'date'], ['DecimalType', 'decimal'], ['DoubleType', 'double'], ['DurationType', 'duration'], ['FloatType', 'float'],
    ['InetAddressType', 'inet'], ['Int32Type', 'int'], ['ShortType', 'smallint'], ['UTF8Type', 'text'], ['TimeType', 'time'],
    ['TimestampType', 'timestamp'], ['DateType', 'timestamp'], ['TimeUUIDType', 'timeuuid'], ['ByteType', 'tinyint'], ['UUIDType', 'uuid'], ['IntegerType', 'varint'],
  ])('%s is %s', (name, type) => {
    expect(typeOfClass(P + name)).toEqual(scalar(type));
    expect(typeOfClass(name)).toEqual(scalar(type));
    expect(typeOfClass(`${ P }ReversedType(${ P }${ name })`)).toEqual(scalar(type));
  });

  it.each([
    [`${ P }VectorType(${ P }FloatType, 3)`, { kind: 'vector', of: scalar('float'), dimension: 3 }],
    [`${ P }VectorType(${ P }VectorType(${ P }UTF8Type,2) , 4)`, { kind: 'vector', of: { kind: 'vector', of: scalar('text'), dimension: 2 }, dimension: 4 }],
    [`${ P }FrozenType(${ P }ListType(${ P }Int32Type))`, { kind: 'list', of: scalar('int') }],
    [`${ P }SetType(${ P }UUIDType)`, { kind: 'set', of: scalar('uuid') }],
    [`${ P }MapType(${ P }UTF8Type,${ P }FrozenType(${ P }SetType(${ P }LongType)))`, { kind: 'map', key: scalar('text'), value: { kind: 'set', of: scalar('bigint') } }],
    [`${ P }TupleType(${ P }Int32Type,${ P }TupleType(${ P }UTF8Type,${ P }DurationType))`, { kind: 'tuple', of: [scalar('int'), { kind: 'tuple', of: [scalar('text'), scalar('duration')] }] }],
    [`${ P }UserType(shop,${ hex('Straße') },${ hex('nr') }:${ P }Int32Type,${ hex('zip') }:${ P }FrozenType(${ P }ListType(${ P }UTF8Type)))`, {
      kind: 'udt', keyspace: 'shop', name: 'Straße', fields: [{ name: 'nr', type: scalar('int') }, { name: 'zip', type: { kind: 'list', of: scalar('text') } }]
    }],
    [`${ P }PointType`, { kind: 'custom', name: `${ P }PointType` }],
    [`${ P }CompositeType(${ P }Int32Type,${ P }UTF8Type)`, { kind: 'custom', name: `${ P }CompositeType(${ P }Int32Type,${ P }UTF8Type)` }],
    ['com.example.Mine', { kind: 'custom', name: 'com.example.Mine' }],
    ['', { kind: 'custom', name: '' }],
    ['ListType(', { kind: 'list', of: { kind: 'custom', name: '' } }],
  ])('%s', (name, type) => {
    expect(typeOfClass(name)).toEqual(type);
  });
});

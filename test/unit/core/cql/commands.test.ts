import { describe, expect, it } from 'vitest';

import { parseCommand, CONSISTENCIES, SERIAL_CONSISTENCIES } from '../../../../pkg/cassandra/core/cql/commands';

const ID = '50554d6e-29bb-11e5-b345-feff819cdc9f';

describe('parseCommand', () => {
  it.each([
    ['CONSISTENCY', { kind: 'consistency' }],
    ['consistency;', { kind: 'consistency' }],
    ['Consistency local_Quorum', { kind: 'consistency', level: 'LOCAL_QUORUM' }],
    ['SERIAL CONSISTENCY', { kind: 'serialConsistency' }],
    ['SERIAL /* of what */ CONSISTENCY LOCAL_SERIAL;', { kind: 'serialConsistency', level: 'LOCAL_SERIAL' }],
    ['TRACING', { kind: 'tracing' }],
    ['TRACING ON', { kind: 'tracing', on: true }],
    ['EXPAND off', { kind: 'expand', on: false }],
    ['PAGING', { kind: 'paging' }],
    ['PAGING ON', { kind: 'paging', on: true }],
    ['PAGING OFF;', { kind: 'paging', on: false }],
    ['PAGING 500', { kind: 'paging', on: true, size: 500 }],
    ['SHOW HOST', { kind: 'show', what: 'host' }],
    ['show version', { kind: 'show', what: 'version' }],
    [`SHOW SESSION ${ ID.toUpperCase() }`, { kind: 'show', what: 'session', session: ID }],
    ['SHOW REPLICAS -9223372036854775808 "Shop"', { kind: 'show', what: 'replicas', token: '-9223372036854775808', keyspace: 'Shop' }],
    ['SHOW REPLICAS 5', { kind: 'show', what: 'replicas', token: '5' }],
    [`SOURCE 'a''b.cql'`, { kind: 'source', file: `a'b.cql` }],
    ['LOGIN Bob', { kind: 'login', user: 'Bob' }],
    [`LOGIN 'B''ob' 'p''w'`, { kind: 'login', user: `B'ob`, password: `p'w` }],
    ['HELP', { kind: 'help', topics: [] }],
    ['? select types', { kind: 'help', topics: ['SELECT', 'TYPES'] }],
    ['EXIT', { kind: 'exit' }],
    ['QUIT;', { kind: 'exit' }],
    ['CLEAR', { kind: 'clear' }],
    ['CLS', { kind: 'clear' }],
    ['HISTORY', { kind: 'history' }],
    ['HISTORY 20', { kind: 'history' }],
    ['DESCRIBE CLUSTER', { kind: 'describe', what: 'cluster' }],
    ['DESC SCHEMA', { kind: 'describe', what: 'schema' }],
    ['DESC FULL SCHEMA WITH INTERNALS', { kind: 'describe', what: 'fullSchema', internals: true }],
    ['DESC KEYSPACES', { kind: 'describe', what: 'keyspaces' }],
    ['DESC COLUMNFAMILIES', { kind: 'describe', what: 'tables' }],
    ['DESC TYPES', { kind: 'describe', what: 'types' }],
    ['DESC FUNCTIONS', { kind: 'describe', what: 'functions' }],
    ['DESC AGGREGATES', { kind: 'describe', what: 'aggregates' }],
    ['DESC KEYSPACE', { kind: 'describe', what: 'keyspace' }],
    ['DESC KEYSPACE WITH INTERNALS', { kind: 'describe', what: 'keyspace', internals: true }],
    ['DESC ONLY KEYSPACE Shop', { kind: 'describe', what: 'keyspace', name: 'shop', only: true }],
    ['DESC TABLE "Shop"."Orders"', { kind: 'describe', what: 'table', keyspace: 'Shop', name: 'Orders' }],
    ['DESC COLUMNFAMILY orders', { kind: 'describe', what: 'table', name: 'orders' }],
    ['DESC INDEX shop.by_sku', { kind: 'describe', what: 'index', keyspace: 'shop', name: 'by_sku' }],
    ['DESC MATERIALIZED VIEW by_total', { kind: 'describe', what: 'view', name: 'by_total' }],
    ['DESC TYPE address', { kind: 'describe', what: 'type', name: 'address' }],
    ['DESC FUNCTION shop.double', { kind: 'describe', what: 'function', keyspace: 'shop', name: 'double' }],
    ['DESC AGGREGATE mean', { kind: 'describe', what: 'aggregate', name: 'mean' }],
    ['DESCRIBE shop', { kind: 'describe', what: 'any', name: 'shop' }],
    ['DESCRIBE types.orders', { kind: 'describe', what: 'any', keyspace: 'types', name: 'orders' }],
    ['DESCRIBE "Cluster"', { kind: 'describe', what: 'any', name: 'Cluster' }],
  ])('%s', (text, command) => {
    expect(parseCommand(text)).toEqual({ command });
  });

  it.each([
    ['CONSISTENCY MANY', CONSISTENCIES, 'MANY'],
    ['CONSISTENCY ONE TWO', 'end', 'TWO'],
    ['SERIAL', ['CONSISTENCY'], ''],
    ['SERIAL CONSISTENCY ONE', SERIAL_CONSISTENCIES, 'ONE'],
    ['TRACING YES', ['ON', 'OFF'], 'YES'],
    ['EXPAND 1', ['ON', 'OFF'], '1'],
    ['PAGING MORE', ['ON', 'OFF'], 'MORE'],
    ['SHOW', ['HOST', 'VERSION', 'SESSION', 'REPLICAS'], ''],
    ['SHOW SESSION 5', 'uuid', '5'],
    ['SHOW REPLICAS x', 'token', 'x'],
    ['SOURCE a.cql', 'file', 'a'],
    [`SOURCE 'a`, 'file', `'a`],
    ['LOGIN', 'user', ''],
    ['LOGIN bob pw', 'password', 'pw'],
    [`LOGIN bob 'pw`, 'password', `'pw`],
    ['DESCRIBE', 'name', ''],
    ['DESCRIBE TABLE', 'name', ''],
    ['DESCRIBE TABLES now', 'end', 'now'],
    ['EXIT now', 'end', 'now'],
    ['HELP (', 'end', '('],
  ])('%s: something else is expected', (text, expected, at) => {
    const refusal = parseCommand(text)?.refusal;

    expect(refusal).toMatchObject({ code: 'expected', expected });
    expect(refusal?.code === 'expected' && text.slice(refusal.at.start, refusal.at.end)).toBe(at);
  });

  it.each(['PAGING 0', 'PAGING 1.5', 'PAGING 3000000000'])('%s: no size of a page', (text) => {
    expect(parseCommand(text)?.refusal).toMatchObject({ expected: 'pageSize' });
  });

  it.each([['COPY a TO STDOUT', 'copy'], ['CAPTURE OFF', 'capture'], ['DEBUG', 'debug']])('%s: not here', (text, kind) => {
    expect(parseCommand(text)).toEqual({ refusal: { code: 'notHere', kind } });
  });

  it.each(['SELECT a FROM b', 'USE a', '"EXIT"', '', '-- EXIT', 'LIST ROLES'])('%j is no command', (text) => {
    expect(parseCommand(text)).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';

import { consoleErrorOf, mayHaveHappened } from '../../../../pkg/cassandra/core/console/errors';
import { classify } from '../../../../pkg/cassandra/core/cql/classify';
import { CqlError } from '../../../../pkg/cassandra/core/cql/session';
import { refused } from './fake-session';

describe('consoleErrorOf', () => {
  // In the words of Cassandra 5.0 and of cassandra-driver 4.10, which says counts in its own.
  it.each<[number, string, string, object]>([
    [0x0000, 'java.lang.RuntimeException: oops', 'server', {}],
    [0x1000, 'Not enough replicas available for query at consistency QUORUM (2 required but only 1 alive)', 'unavailable', { consistency: 'QUORUM', required: 2, alive: 1 }],
    [0x1000, 'Cannot achieve consistency level LOCAL_QUORUM in DC dc1', 'unavailable', { consistency: 'LOCAL_QUORUM', datacenter: 'dc1' }],
    [0x1001, 'Server is in overloaded state.', 'overloaded', {}],
    [0x1002, 'Cannot read from a bootstrapping node', 'bootstrapping', {}],
    [0x1003, 'Error during truncate: Cannot achieve consistency level ALL', 'truncate', {}],
    [0x1100, 'Server timeout during write query at consistency ALL (2 peer(s) acknowledged the write over 3 required)', 'writeTimeout', { consistency: 'ALL', received: 2, required: 3 }],
    [0x1200, 'Server timeout during read query at consistency ONE (0 replica(s) responded over 1 required)', 'readTimeout', { consistency: 'ONE', received: 0, required: 1 }],
    [0x1200, 'Operation timed out - received only 1 responses.', 'readTimeout', { received: 1 }],
    [0x1300, 'Server failure during read query at consistency ONE (1 responses were required but only 0 replicas responded, 1 failed)', 'readFailure', { consistency: 'ONE', required: 1, received: 0, failed: 1 }],
    [0x1500, 'Operation failed - received 0 responses and 1 failures', 'writeFailure', { received: 0, failed: 1 }],
    [0x2100, 'User bob has no SELECT permission on <table k.t> or any of its parents', 'unauthorized', { user: 'bob', permission: 'SELECT', resource: '<table k.t>' }],
    [0x2300, 'Unable to find compaction strategy class', 'configuration', {}],
    [0x2400, 'Cannot add already existing table "t" to keyspace "k"', 'alreadyExists', { table: 't', keyspace: 'k' }],
    [0x2400, 'Cannot add existing keyspace "k"', 'alreadyExists', { keyspace: 'k' }],
    [0x2500, 'Prepared query with ID 1 not found', 'unprepared', {}],
    [0x7777, 'something new', 'refused', {}],
  ])('%i %s', (serverCode, message, code, params) => {
    expect(consoleErrorOf(refused(serverCode, message))).toEqual({ code, params, message, serverCode });
  });

  it('says where a statement is not understood', () => {
    const statement = 'SELECT *\nFORM k.t';

    expect(consoleErrorOf(refused(0x2000, `line 2:0 mismatched input 'FORM' expecting K_FROM`), statement)).toMatchObject({ code: 'syntax', at: { start: 9, end: 13 } });
    expect(consoleErrorOf(refused(0x2000, `line 0:-1 no viable alternative at input '<EOF>'`), statement)).toMatchObject({ at: { start: 17, end: 17 } });
    expect(consoleErrorOf(refused(0x2200, 'line 2:0 of something else'), statement).at).toBeUndefined();
  });

  it.each([
    ['Cannot execute this query as it might involve data filtering and thus may have unpredictable performance. If you want to execute this query despite the performance unpredictability, use ALLOW FILTERING', 'allowFiltering'],
    ['No keyspace has been specified. USE a keyspace, or explicitly specify keyspace.tablename', 'noKeyspace'],
    ['table t does not exist', undefined],
  ])('%s', (message, hint) => {
    expect(consoleErrorOf(refused(0x2200, message)).hint).toBe(hint);
  });

  it.each(['denied', 'credentials', 'loginRequired', 'tls', 'unreachable', 'timeout', 'aborted', 'closed'] as const)('keeps %s of the session', (code) => {
    expect(consoleErrorOf(new CqlError(code, 'words'))).toEqual({ code, params: {}, message: 'words' });
  });

  it.each([[new TypeError('x is not a function'), 'x is not a function'], ['a text', 'a text'], [undefined, 'undefined']])('takes %s for unknown', (thrown, message) => {
    expect(consoleErrorOf(thrown)).toEqual({ code: 'unknown', params: {}, message });
  });

  it.each([`CREATE ROLE a WITH PASSWORD = 'hunt''er2' ANDD LOGIN = true`, 'CREATE ROLE a WITH PASSWORD = $$hunt\'er2$$ ANDD LOGIN = true'])('repeats no password: %s', (statement) => {
    const message = `line 1:42 mismatched input 'ANDD' expecting EOF (... WITH PASSWORD = [hunt'er2] ANDD...) ${ statement }`;
    const error = consoleErrorOf(refused(0x2000, message), statement, classify(statement).passwords);

    expect(error.message).not.toMatch(/hunt/);
    expect(error.message).toMatch(/^line 1:42 mismatched input 'ANDD' .*•/);
    expect(error.at).toBeDefined();
  });

  it('repeats no part of a password whose quotes are wrong', () => {
    const statement = `ALTER ROLE a WITH PASSWORD = 'hunt'er 2nd'x'`;

    expect(consoleErrorOf(refused(0x2000, `line 1:36 mismatched input 'er' (... PASSWORD = [hunt]er 2nd...) hunt'er 2nd'x`), statement, classify(statement).passwords).message).not.toMatch(/hunt|2nd/);
  });

  it('knows after what a change may have been made all the same', () => {
    expect([0x1100, 0x1500, 0x1700].every((code) => mayHaveHappened(consoleErrorOf(refused(code, ''))))).toBe(true);
    expect([0x1000, 0x1001, 0x2000, 0x2100, 0x2200, 0x2400].some((code) => mayHaveHappened(consoleErrorOf(refused(code, ''))))).toBe(false);
    expect(mayHaveHappened(consoleErrorOf(new CqlError('timeout', '')))).toBe(true);
    expect(mayHaveHappened(consoleErrorOf(new CqlError('denied', '')))).toBe(false);
  });
});

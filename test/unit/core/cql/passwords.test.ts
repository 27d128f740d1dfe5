import { describe, expect, it } from 'vitest';

import { hidePasswords, passwordRanges } from '../../../../pkg/cassandra/core/cql/passwords';

const X = '••••••';

/** The parts of a statement that are taken for passwords. */
const parts = (text: string) => passwordRanges(text).map(({ start, end }) => text.slice(start, end));

describe('passwordRanges', () => {
  it.each<[string, string[]]>([
    [`CREATE ROLE a WITH PASSWORD = 'pw' AND LOGIN = true`, [`'pw'`]],
    [`create role a with login = true and password='p''w'`, [`'p''w'`]],
    [`ALTER ROLE a WITH HASHED PASSWORD = '$2a' AND OPTIONS = {'k': 'v'}`, [`'$2a'`]],
    [`CREATE USER a WITH PASSWORD /* = 'b' */ $$pw$$ SUPERUSER`, ['$$pw$$']],
    [`CREATE ROLE IF NOT EXISTS 'a' WITH GENERATED PASSWORD AND LOGIN = true`, []],
    [`CREATE ROLE 'a' WITH ACCESS TO DATACENTERS {'dc1', 'dc2'}`, []],
    [`DROP ROLE 'a'`, []],
    // Columns of that name.
    [`SELECT password FROM users WHERE name = 'x'`, []],
    [`UPDATE users SET password = 'pw' WHERE name = 'x'`, [`'pw'`]],
    ['UPDATE users SET password = ? WHERE name = :password', []],
    [`BEGIN BATCH UPDATE a SET password = 'one' WHERE k = 1 UPDATE a SET password = 'two' WHERE k = 2; APPLY BATCH`, [`'one'`, `'two'`]],
    ['CREATE TABLE a (name text PRIMARY KEY, password text)', []],
    // Written wrongly, and a password all the same.
    [`CREATE ROLE a WITH PASSWORD 'pw'`, [`'pw'`]],
    [`CREATE ROLE a WITH PASWORD = 'pw'`, [`'pw'`]],
    [`CREAT ROLE a WITH PASSWORD = 'pw'`, [`'pw'`]],
    [`CREATE ROLE a WITH PASSWORD = pw AND LOGIN = true`, ['pw AND LOGIN = true']],
    [`CREATE ROLE a WITH LOGIN = true AND PASSWORD pw`, ['pw']],
    [`CREATE USER a WITH PASSWORD pw`, ['pw']],
    [`CREATE USER a WITH PASSWORD "pw"`, ['"pw"']],
    [`CREATE ROLE a WITH PASSWORD = 'p w`, [`'p w`]],
    [`CREATE ROLE a WITH PASSWORD = 'it's secret' AND LOGIN = true`, [`'it's secret' AND LOGIN = true`]],
    [`CREATE ROLE a WITH PASSWORD = 'a'and'b'`, [`'a'and'b'`]],
    ['CREATE ROLE a WITH PASSWORD', []],
    ['CREATE ROLE a WITH PASSWORD =', []],
    // Of cqlsh.
    ['LOGIN bob', []],
    [`LOGIN bob 'pw'`, [`'pw'`]],
    ['login bob p w', ['p w']],
    // In comments.
    [`SELECT a -- ALTER ROLE b WITH PASSWORD = 'pw'\nFROM c`, [`PASSWORD = 'pw'`]],
    [`SELECT a /* LOGIN b 'pw' */ FROM c`, [`LOGIN b 'pw' `]],
  ])('%s', (text, expected) => {
    expect(parts(text)).toEqual(expected);
  });
});

describe('hidePasswords', () => {
  it.each([
    ['SELECT 1; -- all', 'SELECT 1; -- all'],
    [`CREATE ROLE a WITH PASSWORD = 'x' AND LOGIN = true; LOGIN a 'y'\nSELECT 1;`, `CREATE ROLE a WITH PASSWORD = ${ X } AND LOGIN = true; LOGIN a ${ X }\nSELECT 1;`],
    [`ALTER ROLE a WITH PASSWORD = 'x'; SELECT 1`, `ALTER ROLE a WITH PASSWORD = ${ X }; SELECT 1`],
    // What looks like the next statement is still the password.
    [`ALTER ROLE a WITH PASSWORD = 'b'c;d'; SELECT 1`, `ALTER ROLE a WITH PASSWORD = ${ X }`],
    [`LOGIN a 'b'\nc'; SELECT 1`, `LOGIN a ${ X }`],
    [`ALTER ROLE a WITH PASSWORD = 'b';c'; SELECT 1`, `ALTER ROLE a WITH PASSWORD = ${ X }`],
    [`-- password: x\nSELECT 1`, `-- ${ X }\nSELECT 1`],
    [`SELECT 1; /* LOGIN a 'x'`, `SELECT 1; /* ${ X }`],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(hidePasswords(text)).toBe(expected);
    expect(hidePasswords(expected)).toBe(expected);
  });
});

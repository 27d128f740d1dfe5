import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { AUTH_SCRIPT } from '../../../../../pkg/cassandra/core/manifest/inside/auth-script';
import { programs, runScript, temporary } from './run-script';

/**
 * As much of Cassandra as the script meets, in files: `superuser` and `default` are the passwords of the logins,
 * `replication` is that of system_auth. After as many calls as the file `die` says, the script is killed.
 */
const CQLSH = `
cd "$(dirname "$0")/../ring"
echo "$*" >>calls
if [ -f die ] && (($(wc -l <calls) > $(cat die))); then
  kill -KILL "$(cat pid)"
  exit 1
fi
user=$(sed -n 's/^username = //p' "$2" | sed 's/%%/%/g') password=$(sed -n 's/^password = //p' "$2")
file=default
[ "$user" = cassandra ] || file=superuser
if [ ! -f "$file" ] || [ "$(cat "$file")" != "$password" ]; then
  echo "Connection error: message=\\"Provided username $user and/or password are incorrect\\"')})" >&2
  exit 1
fi
while IFS= read -r line; do
  case $line in
    *'FROM system_schema'*) printf ' data_center\\n---\\n  dc1\\n\\n---\\n %s\\n' "$(cat replication)" ;;
    *'ALTER KEYSPACE'*) echo "$line" | sed "s/.*replication = \\(.*\\);/\\1/" >replication ;;
    *'ALTER ROLE cassandra '*) rm -f default ;;
    *'ALTER ROLE '*) echo "$line" | sed "s/.*WITH PASSWORD = '\\(.*\\)' AND SUPERUSER.*/\\1/; s/''/'/g" >superuser ;;
    *'CONSISTENCY ALL'*) grep -q NetworkTopology replication && touch repaired ;;
  esac
done <"$4"
`;

const SIMPLE = `{'class': 'org.apache.cassandra.locator.SimpleStrategy', 'replication_factor': '3'}`;
const SINGLE = SIMPLE.replace('3', '1');
const SPREAD = `{'class': 'NetworkTopologyStrategy', 'dc1': 3}`;

/** A ring of three that has just come up, and a Secret. */
function ring({ username = 'admin', password = 'secret', replication = SIMPLE } = {}) {
  const root = temporary();
  const path = programs({ cqlsh: CQLSH, sleep: '', getent: `printf '10.0.0.%s STREAM x\\n' 1 2 3; echo '10.0.0.1 DGRAM'`, timeout: '' });
  const [state, secret, home] = [join(path, '../ring'), join(root, 'secret'), join(root, 'home')];

  [state, secret, home].forEach((directory) => mkdirSync(directory));
  const write = (file: string, content: string) => writeFileSync(join(state, file), content);
  const read = (file: string) => existsSync(join(state, file)) ? readFileSync(join(state, file), 'utf8').trimEnd() : undefined;

  write('default', 'cassandra');
  write('replication', replication);
  writeFileSync(join(secret, 'username'), username);
  writeFileSync(join(secret, 'password'), password);

  return {
    write, read,
    run:  (certificates: string[] = []) => runScript(`echo $$ >${ state }/pid\n${ AUTH_SCRIPT }`, ['db', '9042', '3', '3', secret, home, ...certificates], { path }),
    home: (file: string) => readFileSync(join(home, file), 'utf8'),
    end:  () => ({ superuser: read('superuser'), default: read('default'), replication: read('replication'), repaired: read('repaired') }),
  };
}

const DONE = { superuser: 'secret', default: undefined, replication: SPREAD, repaired: '' };

describe('logins are set up', () => {
  it('from the default one', () => {
    const { run, end } = ring();

    expect(run()).toEqual({ status: 0, stderr: '', stdout: 'admin is superuser\nThe default login is taken away\nsystem_auth has 3 replicas in dc1\nAll nodes know the logins\n' });
    expect(end()).toEqual(DONE);
  });

  it('again with nothing to do', () => {
    const { run, end } = ring();

    run();
    expect(run()).toEqual({ status: 0, stderr: '', stdout: 'The default login is taken away\nAll nodes know the logins\n' });
    expect(end()).toEqual(DONE);
  });

  // Eight calls from start to end, one more to raise a single replica.
  it.each([0, 1, 2, 3, 4, 5, 6, 7].flatMap((calls) => [[calls, SIMPLE], [calls, SINGLE]] as const).slice(0, -1))('to the end, when killed after %d calls, with %s at first', (calls, replication) => {
    const { run, write, read, end } = ring({ replication });

    write('die', String(calls));
    expect(run().status).not.toBe(0);
    write('die', String(Number(read('calls')?.split('\n').length) + 99));
    expect(run().status).toBe(0);
    expect(end()).toEqual(DONE);
  });

  it('with more replicas before there is a role to lose, if there is a single one', () => {
    const { stdout } = ring({ replication: SINGLE }).run();

    expect(stdout.split('\n').slice(0, 2)).toEqual(['system_auth has 3 replicas in dc1', 'admin is superuser']);
  });

  it('and leave other datacenters their replicas', () => {
    const replication = `{'class': 'org.apache.cassandra.locator.NetworkTopologyStrategy', 'dc1': '3', 'dc2': '5'}`;
    const { run, end } = ring({ replication });

    run();
    expect(end()).toEqual({ ...DONE, replication });
  });
});

describe('a password', () => {
  const signs = fc.oneof(fc.constantFrom(...`'"\\%$;#=:[]{}()<>|&!*?~^,./-_@+\` `), fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }), fc.constantFrom('é', '密', '🔑'));
  const printable = fc.array(signs, { minLength: 1, maxLength: 30 }).map((all) => `${ all.join('') }.`).filter((text) => !text.startsWith(' '));

  it('of any printable signs is the one in the Secret, and on no command line', () => {
    fc.assert(fc.property(printable, fc.constantFrom('admin', 'o\'neil 100%'), (password, username) => {
      const { run, read } = ring({ username, password });

      expect(run().status).toBe(0);
      expect(read('superuser')).toBe(password);
      expect(read('calls')?.split('\n').every((call) => /^--cqlshrc \S+\/(?:superuser|default) -f \S+\/statements db 9042$/.test(call))).toBe(true);
    }), { numRuns: 12 });
  }, 60_000); // Twelve times several programs, beside whatever else the machine does.

  it.each([
    ['admin', '', 'The Secret\'s password is empty'],
    ['admin', 'two\nlines', 'The Secret\'s password has blanks around it, or several lines'],
    ['admin', ' x', 'The Secret\'s password has blanks around it, or several lines'],
    ['cassandra', 'x', 'The Secret names the user cassandra, which is the default login that is taken away'],
  ])('%s, %j is refused: %s', (username, password, line) => {
    const { run, end } = ring({ username, password });

    expect(run()).toEqual({ status: 1, stdout: '', stderr: `${ line }\n` });
    expect(end().default).toBe('cassandra');
  });
});

it('clients with TLS trust the authority of the Secret, and show its certificate', () => {
  const { run, home } = ring();

  run(['/tls']);
  expect(home('superuser')).toContain('[connection]\nssl = true\n[ssl]\nvalidate = true\ncertfile = /tls/ca.crt\nusercert = /tls/tls.crt\nuserkey = /tls/tls.key\n');
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { explainingLine, startStage } from '../../../../pkg/cassandra/core/cluster/log-line';

const FOLDER = join(__dirname, '../../recorded/start');
const recorded = (name: string) => readFileSync(join(FOLDER, `${ name }.txt`), 'utf8');

/** What each recorded start that failed is to be explained by. */
const EXPLAINED: Record<string, string> = {
  'cluster-name-5.0':  'Saved cluster name ring != configured name other',
  'cluster-name-4.1':  'Saved cluster name ring != configured name other',
  'rack-5.0':          'Cannot start node if snitch\'s rack (rack2) differs from previous rack (rack1). Please fix the snitch configuration, decommission and rebootstrap this node or use the flag -Dcassandra.ignore_rack=true.',
  'tokens-5.0':        'Cannot change the number of tokens from 16 to 4',
  'yaml-key-5.0':      'Invalid yaml. Please remove properties [no_such_setting] from your cassandra.yaml',
  'yaml-key-4.1':      'Invalid yaml. Please remove properties [no_such_setting] from your cassandra.yaml',
  'yaml-syntax-5.0':   'Invalid yaml: file:/etc/cassandra/cassandra.yaml: while parsing a flow sequence',
  'authenticator-5.0': 'Unable to find class NoSuchAuthenticator in packages ["","org.apache.cassandra.auth"]',
  'no-seeds-5.0':      'The seed provider lists no seeds.',
  'gossip-5.0':        'Unable to gossip with any peers',
  'gossip-4.1':        'Unable to gossip with any peers',
  'jvm-option-5.0':    'Unrecognized VM option \'NoSuchOption\'',
  'heap-small-5.0':    'java.lang.OutOfMemoryError: Java heap space',
  'user-5.0':          '/usr/local/bin/docker-entrypoint.sh: line 22: /etc/cassandra/cassandra.yaml: Permission denied',
  'entrypoint-5.0':    'bash: line 1: /no/such/program: No such file or directory',
};

describe('explainingLine', () => {
  it.each(Object.entries(EXPLAINED))('finds why %s did not start', (name, line) => {
    expect(explainingLine(recorded(name))).toBe(line);
  });

  it('names the setting and its value, which stand in different causes of one error', () => {
    expect(explainingLine(recorded('yaml-value-5.0'))).toMatch(/^Invalid yaml: .*: Cannot create property=num_tokens .*: For input string: "many"$/);
  });

  it('covers all that is recorded', () => {
    const started = ['started-5.0', 'started-4.1', 'yaml-value-5.0'];

    expect(readdirSync(FOLDER).map((file) => file.replace(/\.txt$/, '')).sort()).toStrictEqual([...Object.keys(EXPLAINED), ...started].sort());
  });

  it.each(['started-5.0', 'started-4.1'])('has nothing to say of %s', (name) => {
    expect(explainingLine(recorded(name))).toBeUndefined();
  });

  it('has nothing to say of a process that was killed amid its work', () => {
    expect(explainingLine('INFO  [main] 2026-11-23 10:46:52,098 Gossiper.java:2509 - No gossip backlog; proceeding\n')).toBeUndefined();
    expect(explainingLine('')).toBeUndefined();
  });

  it('takes the daemon\'s error for the reason, not one of the shutdown after it', () => {
    const log = [
      'ERROR [main] 2026-11-23 10:47:13,216 CassandraDaemon.java:887 - Fatal exception during initialization',
      'org.apache.cassandra.exceptions.ConfigurationException: the reason',
      'ERROR [StorageServiceShutdownHook] 2026-11-23 10:47:14,000 StorageService.java:1 - Error in shutdown hook',
    ].join('\n');

    expect(explainingLine(log)).toBe('the reason');
  });

  it('takes what the Java VM says after its heading', () => {
    expect(explainingLine('Error occurred during initialization of VM\nToo small maximum heap\n')).toBe('Too small maximum heap');
  });

  it('does not make a page of one line', () => {
    expect(explainingLine('x'.repeat(5000))?.length).toBe(400);
  });
});

describe('startStage', () => {
  const entry = (message: string) => `INFO  [main] 2026-11-23 10:46:44,456 StorageService.java:1216 - ${ message }`;

  it.each([
    ['loading', ['Initializing system.local', 'No commitlog files found; skipping replay']],
    ['replaying', ['Replaying /var/lib/cassandra/commitlog/CommitLog-8-1.log']],
    ['gossip', ['Replaying /var/lib/cassandra/commitlog/CommitLog-8-1.log', 'Starting up server gossip']],
    ['joining', ['Starting up server gossip', 'JOINING: waiting for ring information']],
    ['streaming', ['JOINING: waiting for ring information', 'JOINING: Starting to bootstrap...', '[Stream #2a] Session complete']],
  ])('%s', (stage, messages) => {
    expect(startStage(messages.map(entry).join('\n'))).toBe(stage);
  });
});

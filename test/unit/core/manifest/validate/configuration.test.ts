import { describe, expect, it } from 'vitest';

import type { ClusterSpec, Surroundings } from '../../../../../pkg/cassandra/core/manifest';
import type { AuthenticationSpec, SettingValue } from '../../../../../pkg/cassandra/core/manifest/spec';
import { found, told, valid } from './found';

const configured = (change: Partial<ClusterSpec['configuration']>, image = valid.image): Partial<ClusterSpec> => ({ image, configuration: { ...valid.configuration, ...change } });
const set = (key: string, value: SettingValue, image?: string) => configured({ settings: { [key]: value } }, image);
const threeRacks = ['a', 'b', 'c'].map((name) => ({ name, nodes: 1 }));

describe('tokens', () => {
  it.each([[16, []], [8, []], [4, []], [1, ['numTokens (fewTokens)']], [256, ['numTokens (manyTokens)']], [1536, ['numTokens (manyTokens)']], [1537, ['numTokens invalidNumber']], [0, ['numTokens invalidNumber']], [NaN, ['numTokens invalidNumber']]])(
    '%d', (numTokens, expected) => expect(found(configured({ numTokens }))).toEqual(expected),
  );
});

describe('the snitch', () => {
  it.each<[string, string | undefined, string[]]>([
    ['GossipingPropertyFileSnitch', undefined, []],
    ['org.apache.cassandra.locator.GossipingPropertyFileSnitch', undefined, []],
    ['', undefined, ['snitch required']],
    ['Simple Snitch', undefined, ['snitch invalidClassName']],
    ['SimpelSnitch', undefined, ['snitch snitchUnknown']],
    ['com.example.OurSnitch', undefined, ['snitch (snitchOfOwn)']],
    ['Ec2Snitch', undefined, ['snitch (snitchOfCloud)']],
    ['AzureSnitch', undefined, ['snitch (snitchOfCloud)']],
    ['AzureSnitch', 'cassandra:4.1', ['snitch snitchTooNew']],
    ['SimpleSnitch', undefined, ['snitch (snitchUnaware)']],
    ['org.apache.cassandra.locator.PropertyFileSnitch', undefined, ['snitch (snitchUnaware)']],
  ])('%s %s', (snitch, image, expected) => expect(found(configured({ snitch }, image))).toEqual(expected));

  it('knows the racks where there are several', () => {
    expect(found({ ...configured({ snitch: 'SimpleSnitch' }), racks: threeRacks })).toEqual(['snitch snitchWithoutRacks']);
  });
});

describe('settings', () => {
  it.each<[string, SettingValue, string, string | undefined]>([
    ['concurrent_reads', 64, 'cassandra:5.0', undefined],
    ['read_request_timeout', '10s', 'cassandra:5.0', undefined],
    ['read_request_timeout', '10000us', 'cassandra:5.0', 'settingValue'],
    ['read_request_timeout', 10000, 'cassandra:5.0', 'settingValue'],
    ['read_request_timeout', '10s', 'cassandra:4.0', 'settingMistyped'],
    ['read_request_timeout_in_ms', 10000, 'cassandra:4.0', undefined],
    ['read_request_timeout_in_ms', 10000, 'cassandra:4.1', 'settingRenamed'],
    ['key_cache_save_period', 14400, 'cassandra:4.1', undefined],
    ['key_cache_save_period', '4h', 'cassandra:4.0', 'settingValue'],
    ['sai_options', { segment_write_buffer_size: '1024MiB' }, 'cassandra:5.0', undefined],
    ['sai_options', { segment_write_buffer_size: '1024MiB' }, 'cassandra:4.1', 'settingUnknown'],
    ['sai_options', { segment_write_buffer_siz: '1024MiB' }, 'cassandra:5.0', 'settingMistyped'],
    ['sai_options', { segment_write_buffer_size: '1024KiB' }, 'cassandra:5.0', 'settingValue'],
    ['concurent_reads', 64, 'cassandra:5.0', 'settingMistyped'],
    ['concurrent_reads', 'many', 'cassandra:5.0', 'settingValue'],
    ['concurrent_reads', 1.5, 'cassandra:5.0', 'settingValue'],
    ['concurrent_reads', null, 'cassandra:5.0', 'settingEmpty'],
    ['phi_convict_threshold', 12.5, 'cassandra:5.0', undefined],
    ['phi_convict_threshold', true, 'cassandra:5.0', 'settingValue'],
    ['incremental_backups', 'true', 'cassandra:5.0', 'settingValue'],
    ['disk_failure_policy', 'die', 'cassandra:5.0', undefined],
    ['disk_failure_policy', 'cry', 'cassandra:5.0', 'settingValue'],
    ['column_index_size', '4KiB', 'cassandra:5.0', undefined],
    ['column_index_size', '4096B', 'cassandra:5.0', 'settingValue'],
    ['compaction_throughput', '64MiB/s', 'cassandra:5.0', undefined],
    ['compaction_throughput', '64MiB', 'cassandra:5.0', 'settingValue'],
    ['hinted_handoff_disabled_datacenters', ['dc2'], 'cassandra:5.0', undefined],
    ['hinted_handoff_disabled_datacenters', 'dc2', 'cassandra:5.0', 'settingValue'],
    ['commitlog_compression', [{ class_name: 'LZ4Compressor' }], 'cassandra:4.1', undefined],
    ['commitlog_compression', 'LZ4Compressor', 'cassandra:4.1', 'settingValue'],
    ['network_authorizer', 'AllowAllNetworkAuthorizer', 'cassandra:5.0', undefined],
    ['audit_logging_options', { enabled: true, logger: [{ class_name: 'BinAuditLogger' }] }, 'cassandra:5.0', undefined],
    ['memtable', { configurations: { trie: { class_name: 'TrieMemtable' } } }, 'cassandra:5.0', undefined],
    // Images whose version nobody here knows: only what no version has is doubtful.
    ['read_request_timeout', 10000, 'our/cassandra-image', undefined],
    ['read_request_timeout_in_ms', 10000, 'our/cassandra-image', undefined],
  ])('%s: %j, %s', (key, value, image, code) => expect(found(set(key, value, image)).filter((finding) => finding.startsWith('settings'))).toEqual(code === undefined ? [] : [`settings.${ key } ${ code }`]));

  it('names what is meant', () => {
    expect(told({ ...valid, ...set('concurent_reads', 1) })).toMatchObject([{ params: { key: 'concurent_reads', meant: 'concurrent_reads' } }]);
    expect(told({ ...valid, ...set('sai_options', { segment_write_buffer_siz: 1 }) })).toMatchObject([{ field: 'settings.sai_options', params: { meant: 'sai_options.segment_write_buffer_size' } }]);
  });

  it('names the units that do', () => {
    expect(told({ ...valid, ...set('column_index_size', 4) })).toMatchObject([{ params: { type: 'size', of: 'KiB, MiB, GiB' } }]);
  });

  it('warns of what no version has, where the version is not known', () => {
    expect(found(set('zzz', 1, 'our/image:1'))).toEqual(['settings.zzz (settingUnknownAnywhere)']);
    expect(found(set('concurent_reads', 1, 'our/image:1'))).toEqual(['settings.concurent_reads (settingMistyped)']);
  });

  it.each(['cluster_name', 'num_tokens', 'endpoint_snitch', 'seed_provider', 'listen_address', 'rpc_address', 'storage_port', 'data_file_directories', 'commitlog_directory', 'initial_token'])(
    'leaves %s to where it is decided', (key) => expect(found(set(key, 'x'))).toEqual([`settings.${ key } settingManaged`]),
  );

  it('leaves to the switches what these decide, and only then', () => {
    const settings = { authenticator: 'PasswordAuthenticator', client_encryption_options: { enabled: true } };

    expect(found({ ...configured({ settings }), authentication: { secret: 's' }, tls: { client: { secret: 's', optional: false, requireClientCertificate: false } } }))
      .toEqual(['settings.authenticator settingManaged', 'settings.client_encryption_options settingManaged']);
    expect(found(configured({ settings }))).toEqual(['settings.authenticator (settingAuthentication)']);
  });

  it('warns of what is old or unwise', () => {
    expect(found(set('windows_timer_interval', 1))).toEqual(['settings.windows_timer_interval (settingDeprecated)']);
    expect(found(set('auto_bootstrap', false))).toEqual(['settings.auto_bootstrap (settingAutoBootstrap)']);
    expect(found(set('auto_bootstrap', true))).toEqual([]);
  });
});

describe('options of the Java VM', () => {
  it.each<[string, string[]]>([
    ['-Dcassandra.ring_delay_ms=10000', []],
    ['-XX:+UseG1GC', []],
    ['-Xlog:gc*:file=/var/log/cassandra/gc.log', []],
    ['', ['jvmOptions.0 required']],
    ['XX:+UseG1GC', ['jvmOptions.0 jvmOptionSyntax']],
    ['-Da=b -Dc=d', ['jvmOptions.0 jvmOptionSyntax']],
    ['-Da=$(id)', ['jvmOptions.0 jvmOptionSyntax']],
    ['-Da="b"', ['jvmOptions.0 jvmOptionSyntax']],
    ['-Da=`id`', ['jvmOptions.0 jvmOptionSyntax']],
    ['-Da=b;id', ['jvmOptions.0 jvmOptionSyntax']],
    ['-Xmx4G', ['jvmOptions.0 jvmOptionHeap']],
    ['-XX:MaxHeapSize=4g', ['jvmOptions.0 jvmOptionHeap']],
    ['-Dcassandra.override_decommission=true', ['jvmOptions.0 jvmOptionOverrideDecommission']],
    ['-Dcassandra.replace_address_first_boot=10.0.0.1', ['jvmOptions.0 jvmOptionReplace']],
    ['-Dcassandra.config=file:///x', ['jvmOptions.0 jvmOptionConfig']],
    ['-Dcassandra.jmx.local.port=7299', ['jvmOptions.0 jvmOptionManaged']],
    ['-XX:+UseConcMarkSweepGC', ['jvmOptions.0 jvmOptionGone']],
  ])('%s', (option, expected) => expect(found(configured({ jvmOptions: [option] }))).toEqual(expected));

  it('may be of old for a version with an old Java', () => {
    expect(found(configured({ jvmOptions: ['-XX:+UseConcMarkSweepGC'] }, 'cassandra:4.1'))).toEqual([]);
    expect(found(configured({ jvmOptions: ['-XX:+UseConcMarkSweepGC'] }, 'our/image:1'))).toEqual([]);
  });

  it('are there once', () => {
    expect(found(configured({ jvmOptions: ['-Da=b', '-Dc=d', '-Da=b'] }))).toEqual(['jvmOptions.2 (jvmOptionTwice)']);
  });
});

describe('authentication', () => {
  const generated = (change: Partial<NonNullable<AuthenticationSpec['create']>>) => ({ authentication: { secret: 'db-login', create: { username: 'admin', password: 'pässword', ...change } } });
  const secrets = [{ name: 'login', keys: ['username', 'password'] }, { name: 'half', keys: ['password'] }];

  it.each<[string, Partial<ClusterSpec>, Surroundings, string[]]>([
    ['a Secret that is there', { authentication: { secret: 'login' } }, { secrets }, []],
    ['one that lacks a key', { authentication: { secret: 'half' } }, { secrets }, ['authentication.secret secretKeys']],
    ['one that is not there', { authentication: { secret: 'gone' } }, { secrets }, ['authentication.secret secretMissing']],
    ['one that cannot be read', { authentication: { secret: 'gone' } }, {}, []],
    ['none chosen', { authentication: { secret: '' } }, { secrets }, ['authentication.secret required']],
    ['a new one', generated({}), { secrets }, []],
    ['a new one in a new namespace', generated({}), { newNamespace: true }, []],
    ['no user', generated({ username: '' }), {}, ['authentication.username required']],
    ['the default user', generated({ username: 'cassandra' }), {}, ['authentication.username defaultUsername']],
    ['a user with a quote', generated({ username: 'o\'neil' }), {}, ['authentication.username invalidUsername']],
    ['no password', generated({ password: '' }), {}, ['authentication.password required']],
    ['a short password', generated({ password: '1234567' }), {}, ['authentication.password passwordShort']],
    ['a password with a line break', generated({ password: '12345678\n' }), {}, ['authentication.password passwordControl']],
    ['a password of blanks and quotes', generated({ password: ' \'";$` \\ ' }), {}, []],
  ])('%s', (_, change, known, expected) => expect(found(change, known)).toEqual(expected));
});

describe('TLS', () => {
  const client = (change = {}) => ({ tls: { client: { secret: 'cert', optional: false, requireClientCertificate: false, ...change } } });
  const secrets = [{ name: 'cert', keys: ['tls.crt', 'tls.key', 'ca.crt'] }, { name: 'no-ca', keys: ['tls.crt', 'tls.key'] }];

  it.each<[string, Partial<ClusterSpec>, Surroundings, string[]]>([
    ['from a Secret', { tls: { ...client().tls, internode: { secret: 'cert' } } }, { secrets }, []],
    ['without the CA', { tls: { internode: { secret: 'no-ca' } } }, { secrets }, ['tls.internode secretKeys']],
    ['from a Secret that is not there', client({ secret: 'gone' }), { secrets }, ['tls.client secretMissing']],
    ['for 4.0', { ...client(), image: 'cassandra:4.0' }, { secrets }, ['image (releaseEnding)', 'tls.client tlsTooNew']],
    ['for 4.1', { ...client(), image: 'cassandra:4.1' }, { secrets }, []],
    ['for an unknown version', { ...client(), image: 'our/image:1' }, { secrets }, []],
    ['with certificates of some clients only', client({ optional: true, requireClientCertificate: true }), { secrets }, ['tls.client (certificateOptional)']],
  ])('%s', (_, change, known, expected) => expect(found(change, known)).toEqual(expected));
});

import { CA_FILE, CERTIFICATE_FILE, DRIVERS, KEY_FILE, lines, literal, NO_HOST_NAMES, PASSWORD, QUERY, USERNAME, type SnippetTarget } from './target';

/** A program in Python that connects and asks something. */
export function pythonSnippet({ host, port, datacenter, login, tls }: SnippetTarget): string {
  return lines(
    `# pip install ${ DRIVERS.python.module }==${ DRIVERS.python.version }`,
    login && 'import os',
    tls && 'import ssl',
    (login || tls) && '',
    login && 'from cassandra.auth import PlainTextAuthProvider',
    'from cassandra.cluster import EXEC_PROFILE_DEFAULT, Cluster, ExecutionProfile',
    'from cassandra.policies import DCAwareRoundRobinPolicy, TokenAwarePolicy',
    '',
    tls && `tls = ssl.create_default_context(cafile=${ literal(CA_FILE) })`,
    tls && `tls.check_hostname = False  # ${ NO_HOST_NAMES }`,
    tls?.clientCertificate && `tls.load_cert_chain(${ literal(CERTIFICATE_FILE) }, ${ literal(KEY_FILE) })`,
    tls && '',
    `local = TokenAwarePolicy(DCAwareRoundRobinPolicy(local_dc=${ literal(datacenter) }))`,
    'cluster = Cluster(',
    `    [${ literal(host) }],`,
    `    port=${ port },`,
    login && `    auth_provider=PlainTextAuthProvider(os.environ[${ literal(USERNAME) }], os.environ[${ literal(PASSWORD) }]),`,
    tls && '    ssl_context=tls,',
    '    execution_profiles={EXEC_PROFILE_DEFAULT: ExecutionProfile(load_balancing_policy=local)},',
    ')',
    'session = cluster.connect()',
    `print(session.execute(${ literal(QUERY) }).one().release_version)`,
    'cluster.shutdown()',
  );
}

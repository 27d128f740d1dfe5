import { CA_FILE, DRIVERS, lines, literal, NO_HOST_NAMES, PASSWORD, QUERY, TLS_DIRECTORY, USERNAME, type SnippetTarget } from './target';

/** Java reads private keys from a store only, not from PEM. */
const KEY_STORE = `${ TLS_DIRECTORY }/keystore.p12`;
const KEY_STORE_PASSWORD = 'CASSANDRA_KEYSTORE_PASSWORD';

/** A program in Java that connects and asks something. */
export function javaSnippet({ host, port, datacenter, login, tls }: SnippetTarget): string {
  return lines(
    `// ${ DRIVERS.java.module }:${ DRIVERS.java.version }`,
    ...imports(tls !== undefined, tls?.clientCertificate === true),
    '',
    'public class Example {',
    '    public static void main(String[] args) throws Exception {',
    '        // Given here, a name stands for all of its addresses; given to the builder, for one of them.',
    '        DriverConfigLoader config = DriverConfigLoader.programmaticBuilder()',
    `                .withStringList(DefaultDriverOption.CONTACT_POINTS, List.of(${ literal(`${ host }:${ port }`) }))`,
    `                .withString(DefaultDriverOption.LOAD_BALANCING_LOCAL_DATACENTER, ${ literal(datacenter) })`,
    '                .build();',
    '',
    '        try (CqlSession session = CqlSession.builder()',
    '                .withConfigLoader(config)',
    login && `                .withAuthCredentials(System.getenv(${ literal(USERNAME) }), System.getenv(${ literal(PASSWORD) }))`,
    tls && '                .withSslContext(tls())',
    '                .build()) {',
    `            String query = ${ literal(QUERY) };`,
    '            System.out.println(session.execute(query).one().getString("release_version"));',
    '        }',
    '    }',
    ...(tls ? tlsMethod(tls.clientCertificate) : []),
    '}',
  );
}

function imports(tls: boolean, clientCertificate: boolean): string[] {
  return [
    'com.datastax.oss.driver.api.core.CqlSession',
    'com.datastax.oss.driver.api.core.config.DefaultDriverOption',
    'com.datastax.oss.driver.api.core.config.DriverConfigLoader',
    ...(clientCertificate ? ['java.io.File'] : []),
    ...(tls ? ['java.io.InputStream', 'java.nio.file.Files', 'java.nio.file.Path', 'java.security.KeyStore', 'java.security.cert.Certificate', 'java.security.cert.CertificateFactory'] : []),
    'java.util.List',
    ...(clientCertificate ? ['javax.net.ssl.KeyManagerFactory'] : []),
    ...(tls ? ['javax.net.ssl.SSLContext', 'javax.net.ssl.TrustManagerFactory'] : []),
  ].map((name) => `import ${ name };`);
}

function tlsMethod(clientCertificate: boolean): (string | false)[] {
  return [
    '',
    `    /** Accepts certificates that are ${ NO_HOST_NAMES }. */`,
    '    private static SSLContext tls() throws Exception {',
    '        KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());',
    '        authorities.load(null, null);',
    `        try (InputStream pem = Files.newInputStream(Path.of(${ literal(CA_FILE) }))) {`,
    '            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {',
    '                authorities.setCertificateEntry("ca-" + authorities.size(), authority);',
    '            }',
    '        }',
    '        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());',
    '        trust.init(authorities);',
    clientCertificate && '',
    clientCertificate && '        // Made by: openssl pkcs12 -export -in tls.crt -inkey tls.key -out keystore.p12',
    clientCertificate && `        char[] password = System.getenv(${ literal(KEY_STORE_PASSWORD) }).toCharArray();`,
    clientCertificate && '        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());',
    clientCertificate && `        keys.init(KeyStore.getInstance(new File(${ literal(KEY_STORE) }), password), password);`,
    '',
    '        SSLContext context = SSLContext.getInstance("TLS");',
    `        context.init(${ clientCertificate ? 'keys.getKeyManagers()' : 'null' }, trust.getTrustManagers(), null);`,
    '        return context;',
    '    }',
  ];
}

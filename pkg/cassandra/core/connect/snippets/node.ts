import { CA_FILE, CERTIFICATE_FILE, DRIVERS, KEY_FILE, lines, literal, NO_HOST_NAMES, PASSWORD, QUERY, USERNAME, type SnippetTarget } from './target';

/** A program for Node.js, as an ES module, that connects and asks something. */
export function nodeSnippet({ host, port, datacenter, login, tls }: SnippetTarget): string {
  return lines(
    `// npm install ${ DRIVERS.node.module }@${ DRIVERS.node.version }`,
    tls && 'import { readFileSync } from "node:fs";',
    'import cassandra from "cassandra-driver";',
    '',
    'const client = new cassandra.Client({',
    `  contactPoints: [${ literal(host) }],`,
    `  protocolOptions: { port: ${ port } },`,
    `  localDataCenter: ${ literal(datacenter) },`,
    login && '  credentials: {',
    login && `    username: process.env.${ USERNAME },`,
    login && `    password: process.env.${ PASSWORD },`,
    login && '  },',
    tls && '  sslOptions: {',
    tls && `    ca: [readFileSync(${ literal(CA_FILE) })],`,
    tls?.clientCertificate && `    cert: readFileSync(${ literal(CERTIFICATE_FILE) }),`,
    tls?.clientCertificate && `    key: readFileSync(${ literal(KEY_FILE) }),`,
    tls && '    rejectUnauthorized: true, // the driver\'s own default is false',
    tls && `    checkServerIdentity: () => undefined, // ${ NO_HOST_NAMES }`,
    tls && '  },',
    '});',
    '',
    'await client.connect();',
    `const result = await client.execute(${ literal(QUERY) });`,
    'console.log(result.first().release_version);',
    'await client.shutdown();',
  );
}

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/** PEM texts, by the names that cert-manager gives them. */
export type Certificate = Record<'tls.crt' | 'tls.key' | 'ca.crt', string>;

/** A certificate with its authority; the key in PKCS#1, as cert-manager writes it unless told otherwise. */
export async function makeCertificate(folder: string): Promise<Certificate> {
  const openssl = (...args: string[]) => exec('openssl', args, { cwd: folder });

  await openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=lab', '-keyout', 'ca.key', '-out', 'ca.crt');
  await openssl('genrsa', '-traditional', '-out', 'tls.key', '2048');
  await openssl('req', '-new', '-key', 'tls.key', '-subj', '/CN=cassandra', '-out', 'tls.csr');
  await openssl('x509', '-req', '-in', 'tls.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-out', 'tls.crt');
  const text = (name: string) => readFile(join(folder, name), 'utf8');

  return { 'tls.crt': await text('tls.crt'), 'tls.key': await text('tls.key'), 'ca.crt': await text('ca.crt') };
}

/** The Secret that cert-manager would make, as a manifest. */
export function tlsSecret(namespace: string, name: string, certificate: Certificate): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { namespace, name }, type: 'kubernetes.io/tls', stringData: certificate });
}

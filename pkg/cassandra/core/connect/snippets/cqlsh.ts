import { readSecretCommand, usernameWord } from '../secret-value';
import { lines, type SnippetTarget } from './target';

/** One way to a CQL prompt; `code` is a key for a translated sentence. */
export interface CqlshSnippet {
  code: 'inPod' | 'ownPod';
  text: string;
}

/**
 * Commands that open cqlsh, in a node's pod and in a pod of its own. The password is asked for and never part of a
 * command. With TLS that was set up in a way unknown here there is none that would surely work.
 */
export function cqlshSnippets(target: SnippetTarget): CqlshSnippet[] {
  const { tls } = target;
  const inPod = !tls || tls.inPod ? [{ code: 'inPod' as const, text: inPodOf(target) }] : [];
  // Its own pod would need a certificate of its own, which cannot be had by a command.
  const ownPod = !tls || (tls.secret !== undefined && !tls.clientCertificate) ? [{ code: 'ownPod' as const, text: ownPodOf(target) }] : [];

  return [...inPod, ...ownPod];
}

function inPodOf(target: SnippetTarget): string {
  const { namespace, tls, port, node: { pod, container, host = 'localhost' } } = target;
  const files = tls?.inPod;
  const address = `${ host } ${ port }${ login(target) }`;
  const exec = `kubectl -n ${ namespace } exec -it ${ pod } -c ${ container } --`;

  if (!files) {
    return lines(`${ exec } cqlsh ${ address }`);
  }
  if (!tls.clientCertificate) {
    return lines(`${ exec } env SSL_CERTFILE=${ files.ca } cqlsh --ssl ${ address }`);
  }

  return lines(
    `${ exec } bash -c '`,
    `  printf "[ssl]\\ncertfile = ${ files.ca }\\nusercert = ${ files.keyAndCertificate }\\nuserkey = ${ files.keyAndCertificate }\\n" >/tmp/cqlshrc`,
    '  exec cqlsh --ssl --cqlshrc /tmp/cqlshrc "$@"',
    `' cqlsh ${ address }`,
  );
}

function ownPodOf(target: SnippetTarget): string {
  const { namespace, tls, host, port, node: { image } } = target;
  const address = `${ host } ${ port }${ login(target) }`;
  const run = `kubectl -n ${ namespace } run cqlsh -it --rm --restart=Never --image=${ image }`;

  if (tls?.secret === undefined) {
    return lines(`${ run } -- cqlsh ${ address }`);
  }

  return lines(
    `${ run } \\`,
    `  --env="CA=$(${ readSecretCommand(namespace, tls.secret, 'ca.crt') })" -- bash -c '`,
    '  printf "%s\\n" "$CA" >/tmp/ca.crt',
    '  SSL_CERTFILE=/tmp/ca.crt exec cqlsh --ssl "$@"',
    `' cqlsh ${ address }`,
  );
}

function login({ namespace, login: wanted }: SnippetTarget): string {
  return wanted ? ` \\\n  -u ${ wanted.secret ? usernameWord(namespace, wanted.secret) : 'USERNAME' }` : '';
}

import type { Connection } from './connection';

/** Where in its own pod a node listens for CQL. */
export interface TypedTarget extends Pick<Connection, 'login' | 'tls'> {
  /** The pod's address: some rings listen there only, and not on localhost. */
  address?: string;
  port: number;
}

/** Longer ones would come near the length at which a terminal cuts lines. */
const MOST_CHARACTERS = 256;

const PLAIN = /^[\w./:@%+=,-]+$/;
const PRINTABLE = /^[ -~]+$/;
const ADDRESS = /^[\da-f.:]{2,45}$/i;

/**
 * A text as one word of a command that is typed into a shell, whichever that is.
 *
 * @returns undefined if it cannot be typed: to a terminal a control character is a key that is pressed, and without a
 * UTF-8 locale so is half of a letter outside of ASCII; and a word with a leading dash would be an option
 */
export function typedWord(text: string): string | undefined {
  if (text.length > MOST_CHARACTERS || text.startsWith('-') || !PRINTABLE.test(text)) {
    return undefined;
  }

  return PLAIN.test(text) ? text : `'${ text.replaceAll('\'', '\'\\\'\'') }'`;
}

/**
 * The line that opens cqlsh when it is typed into a shell in a node's pod. cqlsh asks for the password itself. For a
 * user whose name is in a Secret only, or cannot be typed, the line asks first: a Secret is read whole or not at all.
 */
export function typedCqlsh(target: TypedTarget): string {
  const { login, asks } = loginOf(target);
  const { before, variables, options } = tlsOf(target);

  return [...asks, ...before, [...variables, 'cqlsh', ...options, ...login, ...whereOf(target)].join(' ')].join('; ');
}

/** In the words of cqlsh, which has them in English only; besides, a terminal may not know other letters. */
function loginOf({ login: { wanted, secret } }: TypedTarget): { login: string[]; asks: string[] } {
  const name = secret && 'value' in secret.username ? typedWord(secret.username.value) : undefined;

  if (wanted !== 'yes') {
    return { login: [], asks: [] };
  }

  return name === undefined ? { login: ['-u', '"$cql_user"'], asks: ['printf \'Username: \'', 'read -r cql_user'] } : { login: ['-u', name], asks: [] };
}

function tlsOf({ tls: { wanted, optional, clientCertificate, inPod } }: TypedTarget): { before: string[]; variables: string[]; options: string[] } {
  const ca = inPod && typedWord(inPod.ca);
  const plain = { before: [], variables: [], options: [] };

  if (wanted !== 'yes' || (ca === undefined && optional)) {
    return plain;
  }
  if (inPod === undefined || ca === undefined) {
    // Only the image knows where its certificates are. If it does not tell cqlsh either, cqlsh says what it lacks.
    return { ...plain, options: ['--ssl'] };
  }
  if (!clientCertificate) {
    return { ...plain, variables: [`SSL_CERTFILE=${ ca }`], options: ['--ssl'] };
  }
  const lines = ['[ssl]', `certfile = ${ inPod.ca }`, `usercert = ${ inPod.keyAndCertificate }`, `userkey = ${ inPod.keyAndCertificate }`].map(typedWord);

  return lines.includes(undefined) ? { ...plain, options: ['--ssl'] } : {
    ...plain, before: [`printf '%s\\n' ${ lines.join(' ') } >/tmp/cqlshrc`], options: ['--ssl', '--cqlshrc', '/tmp/cqlshrc'],
  };
}

function whereOf({ address, port }: TypedTarget): string[] {
  return [address !== undefined && ADDRESS.test(address) ? address : 'localhost', String(port)];
}

/** Names of settings and variables that hold a secret. Not `CASSANDRA_NUM_TOKENS`, nor `..._PASSWORD_FILE`, which is a path. */
const SECRET = /(?:passw(?:or)?d|passphrase|secret|credentials?|private_?key|api_?key|(?:^|_)token)$/i;

/** `keystore_password: x`, `-Djavax.net.ssl.keyStorePassword=x`, wherever they stand in a text. */
const ASSIGNED = /((?:passw(?:or)?d|passphrase|secret)["']?[ \t]*[:=][ \t]*)(?:"[^"\n]*"|'[^'\n]*'|[^\s,}]+)/gi;

export const CONCEALED = '••••••';

/** Whether a variable of this name holds a secret. */
export function isSecretName(name: string): boolean {
  return SECRET.test(name);
}

/** A text with the passwords that stand in it taken out. */
export function conceal(text: string): string {
  return text.replace(ASSIGNED, `$1${ CONCEALED }`);
}

import type { LoginSecret } from './login';

/** The command that prints one value of a Secret. It works in every shell, and needs nothing but kubectl. */
export function readSecretCommand(namespace: string, secret: string, key: string): string {
  return `kubectl -n ${ namespace } get secret ${ secret } -o go-template='{{ index .data "${ key }" | base64decode }}'`;
}

/** The user's name as a word of a shell command: as it stands in the manifest, or read when the command runs. */
export function usernameWord(namespace: string, { name, username }: LoginSecret): string {
  return 'key' in username ? `"$(${ readSecretCommand(namespace, name, username.key) })"` : username.value;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const LENGTH = 24;
/** Bytes from here on would make the first letters more likely than the others. */
const FAIR = 256 - 256 % LETTERS.length;

/** A password of 142 random bits, of letters and digits only, so that it can be pasted anywhere. */
export function randomPassword(): string {
  let password = '';

  while (password.length < LENGTH) {
    password += [...crypto.getRandomValues(new Uint8Array(LENGTH))].flatMap((byte) => byte < FAIR ? LETTERS.charAt(byte % LETTERS.length) : []).join('');
  }

  return password.slice(0, LENGTH);
}

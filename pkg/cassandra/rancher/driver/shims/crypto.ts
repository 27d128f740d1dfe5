import { Buffer } from 'buffer';

type Done = (error: null, bytes: Buffer) => void;

/** For the identifiers that the driver makes. Nothing here is a secret. */
export function randomBytes(size: number, done?: Done): Buffer {
  const bytes = Buffer.alloc(size);

  crypto.getRandomValues(bytes);
  done?.(null, bytes);

  return bytes;
}

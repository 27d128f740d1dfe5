const DIGITS = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
const ASCII = new TextDecoder('ascii');

/** Bytes as hexadecimal digits in small letters, two for each. */
export function hex(bytes: Uint8Array): string {
  const codes = new Uint8Array(bytes.length * 2);

  bytes.forEach((byte, index) => {
    codes[index * 2] = DIGITS[byte >> 4] ?? 0;
    codes[index * 2 + 1] = DIGITS[byte & 15] ?? 0;
  });

  return ASCII.decode(codes);
}

/** Orders bytes as Cassandra does: without sign, the shorter of two that begin alike first. */
export function compareBytes(one: Uint8Array, other: Uint8Array): number {
  const shared = Math.min(one.length, other.length);

  for (let index = 0; index < shared; index++) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);

    if (difference !== 0) {
      return difference;
    }
  }

  return one.length - other.length;
}

/** The integer that bytes are, the highest first, in two's complement. */
export function toBigint(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${ hex(bytes) }`));
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Reads one thing after the other. What the bytes no longer hold is `undefined`, and the place stays. */
export class Cursor {
  private readonly view: DataView;

  /** @param at offset of the first byte that is read */
  constructor(private readonly bytes: Uint8Array, private at = 0) {
    this.view = viewOf(bytes);
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  skip(size: number): boolean {
    if (size > this.left) {
      return false;
    }
    this.at += size;

    return true;
  }

  take(size: number): Uint8Array | undefined {
    return this.skip(size) ? this.bytes.subarray(this.at - size, this.at) : undefined;
  }

  int32(): number | undefined {
    return this.skip(4) ? this.view.getInt32(this.at - 4) : undefined;
  }

  /**
   * An unsigned integer of 1 to 9 bytes. As many ones as the first byte begins with, so many bytes follow it.
   * Source: `VIntCoding` of Cassandra, and the native protocol's specification, version 5, section 3.
   */
  unsignedVint(): bigint | undefined {
    const first = this.bytes[this.at];

    if (first === undefined) {
      return undefined;
    }
    const more = Math.clz32(~first & 0xff) - 24;
    const rest = this.left > more ? this.bytes.subarray(this.at + 1, this.at + 1 + more) : undefined;

    this.at += rest ? more + 1 : 0;

    return rest?.reduce((value, byte) => (value << 8n) | BigInt(byte), BigInt(first & (0xff >> more)));
  }

  /** A signed integer: the unsigned ones stand for 0, -1, 1, -2, 2 and so on. */
  vint(): bigint | undefined {
    const value = this.unsignedVint();

    return value === undefined ? undefined : (value >> 1n) ^ -(value & 1n);
  }
}

/** A node and what decides which data it has. */
export interface TokenOwner {
  /** By what the node is told from others: address or host ID. */
  key: string;
  datacenter: string;
  rack: string;
  /** In the partitioner's notation. */
  tokens: readonly string[];
}

/** All tokens in order, each with its owner. */
export interface TokenRing {
  owners: readonly TokenOwner[];
  /** How many tokens there can be. */
  size: bigint;
  /** Ascending, each once. */
  tokens: readonly bigint[];
  /** For each token the index of its owner. */
  ownerOf: Int32Array;
}

/**
 * Number of possible tokens by partitioner: Murmur3's are 64 bits with a sign, RandomPartitioner's from 0 to 2^127.
 * Those of partitioners that keep the order of keys are no numbers, and nobody can say how much lies between them.
 */
const SIZES: Readonly<Record<string, bigint>> = { Murmur3Partitioner: 2n ** 64n, RandomPartitioner: 2n ** 127n };
const TOKEN = /^-?\d+$/;

/**
 * Puts the tokens of all owners in order. Of two nodes that name the same token the first keeps it, as there can be only
 * one in a ring.
 *
 * @param partitioner class name without its package
 * @returns `undefined` if the partitioner's tokens are no numbers
 */
export function tokenRing(owners: readonly TokenOwner[], partitioner: string): TokenRing | undefined {
  const size = SIZES[partitioner];

  if (size === undefined) {
    return undefined;
  }
  const entries = owners.flatMap(({ tokens }, owner) => tokens.filter((token) => TOKEN.test(token)).map((token) => ({ token: BigInt(token), owner })));

  entries.sort((a, b) => a.token < b.token ? -1 : a.token > b.token ? 1 : a.owner - b.owner);
  const unique = entries.filter(({ token }, index) => token !== entries[index - 1]?.token);

  return { owners, size, tokens: unique.map(({ token }) => token), ownerOf: Int32Array.from(unique, ({ owner }) => owner) };
}

/** Index of the token in whose range this one lies: the first that is not smaller, or the very first. */
export function indexOfToken({ tokens }: TokenRing, token: bigint): number {
  let low = 0;
  let high = tokens.length;

  while (low < high) {
    const middle = (low + high) >>> 1;

    if ((tokens[middle] ?? 0n) < token) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }

  return low === tokens.length ? 0 : low;
}

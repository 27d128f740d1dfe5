/** How well something fits what has been typed: 0 is best. */
export type Rank = 0 | 1 | 2 | 3;

export const RANKS: readonly Rank[] = [0, 1, 2, 3];

/**
 * Whether a name is meant by what has been typed of it, whatever the capitals: it is the name (0), its beginning (1), the
 * beginnings of some of its parts (2: `oi` and `orit` of `order_items`), or in the middle of it (3, from three letters on).
 *
 * @param typed in small letters
 */
export function rankOf(typed: string, name: string): Rank | undefined {
  const lower = name.toLowerCase();

  if (lower.startsWith(typed)) {
    return lower.length === typed.length ? 0 : 1;
  }
  if (fitsParts(typed, 0, name, lower, 0)) {
    return 2;
  }

  return typed.length >= 3 && lower.includes(typed) ? 3 : undefined;
}

/** From a part that begins at or after a place, with as much of each part as fits. Parts may be left out. */
function fitsParts(typed: string, done: number, name: string, lower: string, from: number): boolean {
  if (done === typed.length) {
    return true;
  }
  for (let part = from; part < name.length; part++) {
    if (lower.charAt(part) !== typed.charAt(done) || !isPart(name, part)) {
      continue;
    }
    let length = 1;

    while (done + length < typed.length && typed.charAt(done + length) === lower.charAt(part + length)) {
      length++;
    }
    // The longest piece may be too long for what comes after it.
    for (; length > 0; length--) {
      if (fitsParts(typed, done + length, name, lower, part + length)) {
        return true;
      }
    }
  }

  return false;
}

function isPart(name: string, at: number): boolean {
  const [before = '', char = ''] = [name.charAt(at - 1), name.charAt(at)];

  return at === 0 || before === '_' || before === '.' || before === ' ' || (isCapital(char) && !isCapital(before));
}

function isCapital(char: string): boolean {
  return char >= 'A' && char <= 'Z';
}

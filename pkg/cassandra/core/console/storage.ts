/** The browser's own, or what is like it. Any of its methods may throw: where it is forbidden, or full. */
export interface TextStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** The text that is kept under a key, if it can be read. */
export function readText(storage: TextStorage, key: string): string | undefined {
  try {
    return storage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** @returns whether it is kept now */
export function writeText(storage: TextStorage, key: string, text: string | undefined): boolean {
  try {
    if (text === undefined) {
      storage.removeItem(key);
    } else {
      storage.setItem(key, text);
    }

    return true;
  } catch {
    return false;
  }
}

/**
 * Does tasks with at most so many under way at a time; the others wait, and begin in the order in which they were given.
 *
 * @param limit one or more
 */
export function atMost(limit: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = limit;

  return async(task) => {
    if (free > 0) {
      free--;
    } else {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
      return await task();
    } finally {
      const next = waiting.shift();

      if (next) {
        next(); // its place goes to the next one
      } else {
        free++;
      }
    }
  };
}

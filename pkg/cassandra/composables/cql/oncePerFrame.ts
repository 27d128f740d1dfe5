export interface Frames {
  /** The work is done before the next picture is drawn; once, however often it is asked for. */
  ask(): void;
  /** Does now what is asked for, if it is. */
  flush(): void;
  /** What is asked for is not done. */
  cancel(): void;
}

/** Work for the eye, which need not be done more often than it is seen: where the page is hidden, not at all. */
export function oncePerFrame(work: () => void): Frames {
  let asked: number | undefined;

  function cancel(): void {
    if (asked !== undefined) {
      cancelAnimationFrame(asked);
      asked = undefined;
    }
  }

  function flush(): void {
    if (asked !== undefined) {
      cancel();
      work();
    }
  }

  return {
    ask() {
      asked ??= requestAnimationFrame(flush);
    },
    flush,
    cancel,
  };
}

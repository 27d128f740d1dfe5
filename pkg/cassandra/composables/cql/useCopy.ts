import { onScopeDispose, ref, type Ref } from 'vue';
import { copyTextToClipboard } from '@shell/utils/clipboard';
import { Stopwatch } from '../breath';

export type CopyOutcome = 'idle' | 'copied' | 'failed' | 'tooMuch';

/** In milliseconds. */
const SHOWN_MS = 4_000;
/** In UTF-16 units: more no clipboard is made for. */
const MOST = 16 * 1024 * 1024;

export interface Copying {
  readonly outcome: Readonly<Ref<CopyOutcome>>;
  /** @param least in UTF-16 units: how long it is at least, if that is known. What is surely too much is not put together. */
  copy(chunks: Chunks, least?: number): Promise<void>;
}

type Chunks = AsyncIterable<string> | Iterable<string>;

/** Puts texts into the clipboard, and tells for a while what became of it. */
export function useCopy(): Copying {
  const outcome = ref<CopyOutcome>('idle');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isGone = false;

  async function write(chunks: Chunks): Promise<CopyOutcome> {
    const watch = new Stopwatch();
    let text = '';

    for await (const chunk of chunks) {
      text += chunk;
      if (text.length > MOST || isGone) {
        return 'tooMuch';
      }
      if (watch.isDue) {
        await watch.breathe();
      }
    }
    try {
      await copyTextToClipboard(text);

      return 'copied';
    } catch {
      return 'failed'; // the browser does not tell why
    }
  }

  async function copy(chunks: Chunks, least = 0): Promise<void> {
    clearTimeout(timer);
    outcome.value = least > MOST ? 'tooMuch' : await write(chunks);
    timer = setTimeout(() => {
      outcome.value = 'idle';
    }, SHOWN_MS);
  }

  onScopeDispose(() => {
    isGone = true;
    clearTimeout(timer);
  });

  return { outcome, copy };
}

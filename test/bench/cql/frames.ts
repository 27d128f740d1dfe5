import type { Page } from '@playwright/test';

/** A query that the page has sent, and how long it waited for the answer. */
export interface Query {
  text: string;
  /** When it was sent, milliseconds since the page was opened. */
  at: number;
  ms: number;
}

/** Notes in `answered` what is asked over the tunnels, by the frames of the native protocol (v4): a header of 9 bytes and so many of a body. */
const WATCH = `
  window.answered = [];
  const HEADER = 9, QUERY = 7;

  class Frames {
    constructor(take) {
      this.take = take;
      this.rest = new Uint8Array(0);
    }
    push(bytes) {
      let all = new Uint8Array(this.rest.length + bytes.length);

      all.set(this.rest);
      all.set(bytes, this.rest.length);
      for (let view; all.length >= HEADER; all = all.subarray(view.getInt32(5) + HEADER)) {
        view = new DataView(all.buffer, all.byteOffset, all.length);
        if (all.length < view.getInt32(5) + HEADER) {
          break;
        }
        this.take(view.getInt16(2), all[4], all.subarray(HEADER, view.getInt32(5) + HEADER));
      }
      this.rest = all;
    }
  }

  window.WebSocket = class extends WebSocket {
    constructor(url, protocols) {
      super(url, protocols);
      if (/\\/portforward\\?/.test(url)) {
        const open = new Map();
        let opened = 0;

        this.asked = new Frames((stream, opcode, body) => {
          if (opcode === QUERY) {
            const length = new DataView(body.buffer, body.byteOffset).getInt32(0);

            open.set(stream, { text: new TextDecoder().decode(body.subarray(4, 4 + length)), at: performance.now() });
          }
        });
        const told = new Frames((stream) => {
          const query = open.get(stream);

          if (query) {
            window.answered.push({ ...query, ms: performance.now() - query.at });
            open.delete(stream);
          }
        });

        // The first message of a channel repeats the port.
        this.addEventListener('message', ({ data }) => {
          const bytes = new Uint8Array(data);

          if (bytes[0] === 0 && opened++ > 0) {
            told.push(bytes.subarray(1));
          }
        });
      }
    }
    send(data) {
      if (this.asked && data[0] === 0) {
        this.asked.push(data.subarray(1));
      }
      super.send(data);
    }
  };`;

/** From the next page on. */
export async function watchQueries(page: Page): Promise<void> {
  await page.addInitScript(`(() => {${ WATCH }})()`);
}

/** What was asked and answered so far. */
export function queries(page: Page): Promise<Query[]> {
  return page.evaluate('window.answered');
}

/**
 * How long it took each time until all of some queries, which are sent together, were answered: from the first that was sent
 * to the last answer.
 *
 * @param parts one of each query
 */
export function together(all: readonly Query[], parts: readonly string[]): number[] {
  const asked = all.filter(({ text }) => parts.some((part) => text.includes(part))).sort((one, other) => one.at - other.at);
  const looks: Query[][] = [];

  for (const query of asked) {
    const last = looks.at(-1);

    if (last?.[0] && query.at - last[0].at < 1_000) {
      last.push(query);
    } else {
      looks.push([query]);
    }
  }

  return looks
    .filter((look) => parts.every((part) => look.some(({ text }) => text.includes(part))))
    .map((look) => Math.max(...look.map(({ at, ms }) => at + ms)) - Math.min(...look.map(({ at }) => at)));
}

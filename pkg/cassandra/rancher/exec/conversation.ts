import { CHANNEL, stdinFrames, TextCollector } from './frames';
import { ExecError } from './types';

export interface Conversation {
  /** False if the server refused the WebSocket; a browser does not learn why. */
  readonly opened: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** The final Status as text; empty if the connection ended without one. */
  readonly status: string;
  readonly truncated: boolean;
  readonly closeCode?: number;
}

export interface ConversationOptions {
  readonly stdin?: string;
  readonly maxOutputBytes: number;
  /** Ends the conversation; the promise is rejected with the signal's reason. */
  readonly stop: AbortSignal;
}

/** A Status is a few hundred bytes; the limit is only there so that nothing on this connection is unlimited. */
const MAX_STATUS_BYTES = 64 * 1024;

/** Everything that is said over one exec WebSocket, until one side ends it. The socket is closed afterwards. */
export function converse(socket: WebSocket, { stdin, maxOutputBytes, stop }: ConversationOptions): Promise<Conversation> {
  return new Promise((resolve, reject) => {
    const listeners = new AbortController();
    const stdout = new TextCollector(maxOutputBytes);
    const stderr = new TextCollector(maxOutputBytes);
    const status = new TextCollector(MAX_STATUS_BYTES);
    const collectors = new Map<number | undefined, TextCollector>([
      [CHANNEL.stdout, stdout], [CHANNEL.stderr, stderr], [CHANNEL.status, status]
    ]);
    let opened = false;

    function hangUp(): void {
      listeners.abort();
      socket.close();
    }

    function finish(truncated: boolean, closeCode?: number): void {
      hangUp();
      resolve({
        opened, stdout: stdout.text(), stderr: stderr.text(), status: status.text(), truncated, closeCode
      });
    }

    function fail(error: unknown): void {
      hangUp();
      reject(error);
    }

    /** That the server agreed to one of the offered protocols is made sure by the browser. */
    function onOpen(): void {
      opened = true;
      if (stdin !== undefined) {
        for (const frame of stdinFrames(stdin)) {
          socket.send(frame);
        }
      }
    }

    function onMessage({ data }: MessageEvent<unknown>): void {
      if (!(data instanceof ArrayBuffer)) {
        fail(new ExecError('protocol', 'The server sent text where binary messages were agreed'));

        return;
      }
      const bytes = new Uint8Array(data);

      // Other channels carry nothing here: version 5 says on one of them that a stream was closed.
      if (collectors.get(bytes[0])?.add(bytes.subarray(1)) === false) {
        finish(true);
      }
    }

    socket.binaryType = 'arraybuffer';
    const { signal } = listeners;

    socket.addEventListener('open', onOpen, { signal });
    socket.addEventListener('message', onMessage, { signal });
    // An `error` event has nothing to say and is always followed by `close`.
    socket.addEventListener('close', ({ code }) => finish(false, code), { signal });
    stop.addEventListener('abort', () => fail(stop.reason), { signal });
  });
}

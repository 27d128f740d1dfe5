import { Buffer } from 'buffer';
import { Duplex } from 'stream';
import { CHANNEL, dataFrames, FrameReader } from './frames';
import { IdleTimer } from './idle-timer';
import { TunnelError } from './types';
import type { Target } from './types';

type Done = (error?: Error | null) => void;

/** More than this is not given to the browser at a time, so that a slow network does not fill its memory. */
const MOST_UNSENT_BYTES = 1024 * 1024;
/** A write has ended when no more than this waits in the browser: small requests end at once, large ones follow the network. */
const FEW_UNSENT_BYTES = 64 * 1024;
/**
 * A browser cannot ask the other side of a WebSocket to wait, so what is not read piles up in this stream. Who asks page
 * by page never gets near; this only keeps a reader that has stopped from taking the whole tab with it.
 */
const MOST_UNREAD_BYTES = 256 * 1024 * 1024;
/** WebSockets do not tell when what was sent has left. */
const LOOK_AGAIN_MS = 10;
/** Normal, the other side goes away, no code at all. */
const ORDERLY_CODES: readonly number[] = [1000, 1001, 1005];

/**
 * A connection to a port in a pod that stands in for `net.Socket`: a byte stream over one WebSocket to Kubernetes' port
 * forwarding. That protocol cannot close one direction only: `end` sends what was written and then closes both.
 */
export class TunnelSocket extends Duplex {
  connecting = false;
  bytesRead = 0;
  bytesWritten = 0;
  private socket: WebSocket | undefined;
  private writing: Done | undefined;
  private look: ReturnType<typeof globalThis.setTimeout> | undefined;
  private readonly idle = new IdleTimer(() => this.emit('timeout'));
  private readonly attached = new AbortController();

  /** @param options.highWaterMark of both buffers of the stream, in bytes */
  constructor({ highWaterMark }: { highWaterMark?: number } = {}) {
    super({
      highWaterMark, allowHalfOpen: false, autoDestroy: true, emitClose: true
    });
  }

  /** Begins to connect. `connect` is emitted when the pod's node has taken the connection, `error` if nobody does. */
  openTo(target: Target, port: number): this {
    this.connecting = true;
    this.idle.touch();
    try {
      this.socket = target.open(port);
    } catch (cause) {
      return this.destroy(new TunnelError('unreachable', 'The browser does not open a connection', { cause }));
    }
    const { socket } = this;
    const { signal } = this.attached;
    const frames = new FrameReader(port);
    let opened = false;

    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => {
      opened = true;
    }, { signal });
    socket.addEventListener('message', ({ data }) => this.receive(frames, data), { signal });
    // An `error` event has nothing to say and is always followed by `close`.
    socket.addEventListener('close', ({ code }) => this.left(target, opened, code), { signal });
    // A page that is left closes its connections in order; one that comes back from the browser's cache finds them closed.
    globalThis.addEventListener?.('pagehide', () => this.destroy(), { signal });

    return this;
  }

  setTimeout(ms: number, onTimeout?: () => void): this {
    if (onTimeout) {
      this.once('timeout', onTimeout);
    }
    this.idle.set(ms);

    return this;
  }

  /** The browser keeps its connections alive by itself or not at all. */
  setKeepAlive(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  /** Nothing to do: what comes is pushed, see {@link MOST_UNREAD_BYTES}. */
  override _read(): void {}

  override _write(chunk: Uint8Array, _encoding: string, done: Done): void {
    this.writing = done;
    this.whenConnected(() => this.send(dataFrames(chunk)));
  }

  override _final(done: Done): void {
    this.whenConnected(() => this.whenUnsentIsAtMost(0, () => {
      this.socket?.close(1000);
      done();
    }));
  }

  override _destroy(error: Error | null, done: Done): void {
    const { writing } = this;

    this.connecting = false;
    this.writing = undefined;
    this.attached.abort();
    this.idle.set(0);
    clearTimeout(this.look);
    this.socket?.close();
    done(error);
    writing?.(error ?? new TunnelError('unreachable', 'The connection was closed'));
  }

  /**
   * For who knows what is spoken here.
   *
   * @param first what came first; nothing if the other side ended the connection without having sent anything
   * @returns an error to end the connection with
   */
  protected judge(_first: Uint8Array | undefined): Error | undefined {
    return undefined;
  }

  private receive(frames: FrameReader, data: unknown): void {
    const frame = frames.read(data);

    if (!frame) {
      this.destroy(new TunnelError('protocol', 'The server sent something that is no message of a port forwarding'));

      return;
    }
    this.idle.touch();
    if (this.connecting && frames.ready) {
      this.connecting = false;
      this.emit('connect');
      this.emit('ready');
    }
    if (frame.bytes.length > 0) {
      if (frame.channel === CHANNEL.error) {
        this.destroy(new TunnelError(this.bytesRead > 0 ? 'unreachable' : 'refused', new TextDecoder().decode(frame.bytes).trim()));
      } else {
        this.deliver(frame.bytes);
      }
    }
  }

  private deliver(bytes: Uint8Array): void {
    const wrong = this.bytesRead === 0 && this.judge(bytes);

    this.bytesRead += bytes.length;
    if (wrong) {
      this.destroy(wrong);
    } else if (!this.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)) && this.readableLength > MOST_UNREAD_BYTES) {
      this.destroy(new TunnelError('overrun', `More than ${ MOST_UNREAD_BYTES } bytes have come that nobody reads`));
    }
  }

  private left(target: Target, opened: boolean, code: number): void {
    if (!opened) {
      target.whyRefused().then((error) => this.destroy(error));
    } else if (this.connecting || !ORDERLY_CODES.includes(code)) {
      this.destroy(new TunnelError('unreachable', `The connection was lost (close code ${ code })`));
    } else {
      const wrong = this.bytesRead === 0 && this.bytesWritten > 0 && !this.writableEnded && this.judge(undefined);

      if (wrong) {
        this.destroy(wrong);
      } else {
        this.push(null);
      }
    }
  }

  /** Sends messages as far as the browser's buffer has room, and goes on when it has room again. */
  private send(frames: Generator<Uint8Array>): void {
    while (isOpen(this.socket) && this.socket.bufferedAmount <= MOST_UNSENT_BYTES) {
      const { value: frame, done } = frames.next();

      if (done) {
        this.whenUnsentIsAtMost(FEW_UNSENT_BYTES, () => this.wrote());

        return;
      }
      this.idle.touch();
      this.bytesWritten += frame.length - 1;
      this.socket.send(frame);
    }
    if (isOpen(this.socket)) {
      this.later(() => this.send(frames));
    } else {
      this.wrote();
    }
  }

  private wrote(): void {
    const { writing } = this;

    this.writing = undefined;
    writing?.(isOpen(this.socket) ? null : new TunnelError('unreachable', 'The connection was closed'));
  }

  private whenConnected(then: () => void): void {
    if (this.connecting) {
      this.once('connect', then);
    } else {
      then();
    }
  }

  /** What a WebSocket that is closing has not sent yet, it may never send: that is not waited for. */
  private whenUnsentIsAtMost(bytes: number, then: () => void): void {
    if (isOpen(this.socket) && this.socket.bufferedAmount > bytes) {
      this.later(() => this.whenUnsentIsAtMost(bytes, then));
    } else {
      then();
    }
  }

  private later(then: () => void): void {
    if (!this.destroyed) {
      this.look = globalThis.setTimeout(then, LOOK_AGAIN_MS);
    }
  }
}

function isOpen(socket: WebSocket | undefined): socket is WebSocket {
  return socket?.readyState === WebSocket.OPEN;
}

/**
 * Kubernetes' port forwarding over WebSocket: binary messages whose first byte is the channel, two channels for each
 * port. The first message of a channel repeats the port and carries nothing else.
 */
export const V4 = 'v4.channel.k8s.io';

export const CHANNEL = { data: 0, error: 1 } as const;

/** Small enough that the browser's buffer can be watched while a large write goes out; servers read about as much. */
const CHUNK_BYTES = 32 * 1024;

/** The messages that carry bytes to the pod. */
export function* dataFrames(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    const chunk = bytes.subarray(at, at + CHUNK_BYTES);
    const frame = new Uint8Array(chunk.length + 1);

    frame[0] = CHANNEL.data;
    frame.set(chunk, 1);
    yield frame;
  }
}

/** Reads the messages from the pod: what belongs to which channel, without the port that opens each. */
export class FrameReader {
  private readonly opened = new Set<number>();

  constructor(private readonly port: number) {}

  /** Both channels have told their port: from now on the tunnel is there. */
  get ready(): boolean {
    return this.opened.has(CHANNEL.data) && this.opened.has(CHANNEL.error);
  }

  /**
   * @returns the content, empty for the message that opens a channel; `undefined` for a message that is not to be
   * understood
   */
  read(data: unknown): { channel: number; bytes: Uint8Array } | undefined {
    if (!(data instanceof ArrayBuffer) || data.byteLength === 0) {
      return undefined;
    }
    const message = new Uint8Array(data);
    const channel = message[0] ?? 0;
    const bytes = message.subarray(1);

    if (channel !== CHANNEL.data && channel !== CHANNEL.error) {
      return undefined;
    }
    if (this.opened.has(channel)) {
      return { channel, bytes };
    }
    if (bytes.length !== 2 || new DataView(data).getUint16(1, true) !== this.port) {
      return undefined;
    }
    this.opened.add(channel);

    return { channel, bytes: bytes.subarray(2) };
  }
}

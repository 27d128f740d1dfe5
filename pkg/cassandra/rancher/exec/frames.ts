import type { Status } from 'kubernetes-types/meta/v1';
import { ExecError } from './types';

/**
 * Kubernetes' remote command protocol over WebSocket: binary messages whose first byte is the channel. Version 5 can
 * also say that a channel is closed. The base64 variants are not offered: they only serve clients that cannot do binary.
 */
export const V5 = 'v5.channel.k8s.io';
export const V4 = 'v4.channel.k8s.io';

export const CHANNEL = {
  stdin: 0, stdout: 1, stderr: 2, status: 3, close: 255
} as const;

/** What kubectl sends at a time; servers read into buffers of this order. */
const STDIN_CHUNK_BYTES = 32 * 1024;

/** The messages that send a text to the program and then close its standard input. */
export function* stdinFrames(text: string): Generator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);

  for (let at = 0; at < bytes.length; at += STDIN_CHUNK_BYTES) {
    const chunk = bytes.subarray(at, at + STDIN_CHUNK_BYTES);
    const frame = new Uint8Array(chunk.length + 1);

    frame[0] = CHANNEL.stdin;
    frame.set(chunk, 1);
    yield frame;
  }
  yield Uint8Array.of(CHANNEL.close, CHANNEL.stdin);
}

/** Collects the text of one stream. Characters may be split across messages, so the decoder lives as long as it. */
export class TextCollector {
  private readonly decoder = new TextDecoder();
  private readonly parts: string[] = [];
  private room: number;

  constructor(limitBytes: number) {
    this.room = limitBytes;
  }

  /** Adds bytes as far as there is room. False if not all of them fitted. */
  add(bytes: Uint8Array): boolean {
    const fitting = bytes.subarray(0, this.room);

    this.parts.push(this.decoder.decode(fitting, { stream: true }));
    this.room -= fitting.length;

    return fitting.length === bytes.length;
  }

  /** The text so far. A character of which only a part has come is left out. */
  text(): string {
    return this.parts.join('');
  }
}

/** The exit code that the final Status tells, or the reason why there is none, as an error. */
export function exitCodeOf(statusText: string): number {
  const status = parseStatus(statusText);

  if (status.status === 'Success') {
    return 0;
  }
  const exitCode = status.details?.causes?.find(({ reason }) => reason === 'ExitCode')?.message;

  if (status.reason === 'NonZeroExitCode' && exitCode && /^\d+$/.test(exitCode)) {
    return Number(exitCode);
  }
  throw startError(status);
}

function parseStatus(text: string): Status {
  try {
    const status: unknown = JSON.parse(text);

    if (typeof status === 'object' && status !== null) {
      return status;
    }
  } catch {
    // falls through to the same answer as JSON that is no object
  }
  throw new ExecError('protocol', `The exit status was not understood: ${ text.slice(0, 200) }`);
}

/** The program could not be started. Container runtimes tell a missing program or container only in words. */
function startError({ code, reason, message }: Status): ExecError {
  const text = withoutWrappings(message || reason || 'The command could not be run');

  if (code === 403 || reason === 'Forbidden') {
    return new ExecError('denied', text);
  }
  if (code === 404 || reason === 'NotFound' || /not found|no such file or directory/i.test(text)) {
    return new ExecError('notFound', text);
  }

  return new ExecError('unreachable', text);
}

/** API server, kubelet, containerd and runc each put their own words around the one thing that went wrong. */
function withoutWrappings(message: string): string {
  return message
    .replace(/^(Internal error occurred: )+/, '')
    .replace(/^.*unable to start container process: /, '')
    .replace(/: unknown$/, '');
}

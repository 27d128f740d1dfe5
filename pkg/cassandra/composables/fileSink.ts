import type { ExportFile } from '../core/cql/export/file';
import { downloadBlob } from './download';

/** A file that is being written. Until it is closed nothing of it is there. */
export interface FileSink {
  write(text: string): Promise<void>;
  close(): Promise<void>;
  /** Gives it up. */
  abort(): Promise<void>;
}

/** A part of https://wicg.github.io/file-system-access/, which TypeScript's own declarations do not have. */
type SaveFilePicker = (options: { suggestedName: string; types: { accept: Record<string, string[]> }[] }) => Promise<FileSystemFileHandle>;

declare global {
  interface Window {
    readonly showSaveFilePicker?: SaveFilePicker;
  }
}

/** In UTF-16 units: texts of so many are handed over to the browser, which may keep them on disk. */
const PART = 4 * 1024 * 1024;

/**
 * Opens a file to write a text to. Where the browser lets people choose one it is written as it comes; elsewhere it is
 * collected by the browser and offered as a download when it is closed. Must be called while a click is being handled.
 *
 * @returns `undefined` if whoever was asked wants none
 * @throws DOMException if the file cannot be written
 */
export async function openFileSink({ name, mime, extension }: ExportFile): Promise<FileSink | undefined> {
  if (!window.showSaveFilePicker) {
    return downloadSink(name, mime);
  }
  try {
    const handle = await window.showSaveFilePicker({ suggestedName: name, types: [{ accept: { [mime]: [extension] } }] });
    const file = await handle.createWritable();

    return { write: (text) => file.write(text), close: () => file.close(), abort: () => file.abort() };
  } catch (thrown) {
    const { name: reason } = thrown instanceof Error ? thrown : { name: '' };

    if (reason === 'AbortError') {
      return undefined;
    }
    // An organisation's policy may forbid it, as may a frame: a download is allowed nevertheless.
    if (reason === 'SecurityError' || reason === 'NotAllowedError') {
      return downloadSink(name, mime);
    }
    throw thrown;
  }
}

function downloadSink(name: string, mime: string): FileSink {
  let parts: Blob[] = [];
  let texts: string[] = [];
  let length = 0;

  function flush(): void {
    parts.push(new Blob(texts));
    texts = [];
    length = 0;
  }

  return {
    async write(text) {
      texts.push(text);
      length += text.length;
      if (length >= PART) {
        flush();
      }
    },
    async close() {
      flush();
      downloadBlob(name, new Blob(parts, { type: `${ mime };charset=utf-8` }));
    },
    async abort() {
      texts = [];
      parts = [];
    },
  };
}

/** Hands a text to the browser as a file to save. */
export function downloadText(fileName: string, text: string, type = 'text/plain'): void {
  downloadBlob(fileName, new Blob([text], { type: `${ type };charset=utf-8` }));
}

/** Hands bytes to the browser as a file to save. */
export function downloadBlob(fileName: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement('a'), { href: url, download: fileName });

  link.click();
  URL.revokeObjectURL(url);
}

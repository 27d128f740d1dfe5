/** Hands a text to the browser as a file to save. */
export function downloadText(fileName: string, text: string, type = 'text/plain'): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${ type };charset=utf-8` }));
  const link = Object.assign(document.createElement('a'), { href: url, download: fileName });

  link.click();
  URL.revokeObjectURL(url);
}

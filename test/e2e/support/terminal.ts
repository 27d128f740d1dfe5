import { expect, type Locator, type Page } from '@playwright/test';

/**
 * The dashboard's terminal, of which one may be open at a time. What it shows is painted, not written, so it is read
 * from what comes over its connection, which carries a channel's number and then base64.
 */
export class Terminal {
  private shown = '';

  constructor(private readonly page: Page) {
    page.on('websocket', (socket) => {
      if (!/\/exec\?.*\btty=1\b/.test(socket.url())) {
        return;
      }
      socket.on('framereceived', ({ payload }) => {
        const frame = payload.toString();

        this.shown += frame.startsWith('1') ? Buffer.from(frame.slice(1), 'base64').toString() : '';
      });
    });
  }

  /** The window's tab. */
  tab(label: string): Locator {
    return this.page.getByRole('tab', { name: label, exact: true });
  }

  /** Waits until something is shown, since something was last typed. */
  async expect(what: RegExp, timeout = 60_000): Promise<void> {
    await expect.poll(() => this.shown, { timeout }).toMatch(what);
  }

  async type(line: string): Promise<void> {
    this.shown = '';
    await this.page.locator('.shell-body:visible').click();
    await this.page.keyboard.type(`${ line }\n`);
  }
}

import { expect, type Page } from '@playwright/test';

/** What the dashboard itself and a Rancher without monitoring print on every page. */
const NOT_OURS = /rancher-monitoring|updates\.rancher\.io|selfuser|All of .* is not loaded yet|net::ERR_NAME_NOT_RESOLVED|dynamic content|Failed to load resource: the server responded with a status of 40[14]/;

/** Pictures of a page in light and dark, for people to look at (test-results/screens), and what a person would stumble over. */
export class Screens {
  private readonly said: string[] = [];

  constructor(private readonly page: Page) {
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()) && !NOT_OURS.test(`${ message.text() } ${ message.location().url }`)) {
        this.said.push(`${ message.type() }: ${ message.text() }`);
      }
    });
    page.on('pageerror', (error) => this.said.push(`exception: ${ error.message }`));
  }

  /** Takes a picture in each theme, which the dashboard changes when the system does; the page must not be wider than the window. */
  async shoot(name: string): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await this.page.emulateMedia({ colorScheme });
      await expect(this.page.locator('body')).toHaveClass(new RegExp(`\\btheme-${ colorScheme }\\b`));
      await this.page.screenshot({ path: `test-results/screens/${ name }-${ colorScheme }.png` });
      expect(await this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${ name } is wider than the window`).toBeLessThanOrEqual(0);
    }
  }

  /** Nothing of ours was printed to the browser's console. */
  expectQuiet(): void {
    expect(this.said).toEqual([]);
  }
}

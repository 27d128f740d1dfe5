import { expect, type Locator, type Page } from '@playwright/test';

/** As much of CodeMirror as is used here. */
interface Editor {
  getValue(): string;
  setValue(text: string): void;
}

/** The create form, by what its parts are called. */
export class CreateForm {
  constructor(private readonly page: Page) {}

  /** Opens a step. */
  async open(step: string): Promise<void> {
    const tab = this.page.getByRole('tab', { name: step });

    await tab.click();
    await expect(tab).toHaveAttribute('aria-selected', 'true');
  }

  async fill(label: string, value: string): Promise<void> {
    const field = this.page.getByLabel(label, { exact: true });

    await field.fill(value);
    await field.blur();
  }

  /** One of several that exclude each other. */
  async choose(option: string): Promise<void> {
    await this.page.getByRole('radio', { name: option }).click();
  }

  async check(option: string): Promise<void> {
    await this.page.getByRole('checkbox', { name: option }).first().click();
  }

  /** Picks from a select of the shell, whose label belongs to no control. */
  async select(label: string, option: string | RegExp): Promise<void> {
    await this.page.getByRole('combobox').filter({ hasText: label }).last().getByRole('combobox', { name: 'Search for option' }).click();
    await this.page.getByRole('option', { name: option }).first().click();
  }

  /** Settings of cassandra.yaml, as a piece of it. */
  async addSettings(yaml: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Add from YAML' }).click();
    await this.page.getByLabel('Piece of cassandra.yaml').fill(yaml);
    await this.page.getByRole('button', { name: 'Add these settings' }).click();
  }

  /** The YAML of the review step: all of it, of which the editor shows the lines in sight. */
  async yaml(): Promise<string> {
    await this.editor.waitFor();

    return this.editor.evaluate((element: Element & { CodeMirror?: Editor }) => element.CodeMirror!.getValue());
  }

  /** Changes the YAML of the review step as text. */
  async editYaml(change: (text: string) => string): Promise<void> {
    const text = change(await this.yaml());

    await this.editor.evaluate((element: Element & { CodeMirror?: Editor }, changed) => element.CodeMirror!.setValue(changed), text);
  }

  private get editor(): Locator {
    return this.page.getByTestId('cassandra-yaml').locator('.CodeMirror');
  }
}

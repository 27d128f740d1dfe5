import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';

import { Cassandra } from './cassandra';
import { loginAs, type Login } from './users';

/** As much of CodeMirror as is used here. */
interface Editor {
  getValue(): string;
}

type Tab = 'Ring' | 'Nodes' | 'CQL console' | 'Schema';
export type Outcome = 'done' | 'failed' | 'stopped';
export type ExportFormat = 'csv' | 'spreadsheet' | 'json';

/** A cell as the table shows it. */
export interface ShownCell {
  name: string;
  type: string;
  /** null, the empty value and an empty text are words of different kinds. */
  kind: string;
  text: string;
}

/** The CQL console of one cluster, as a person uses it. */
export class CqlConsole {
  readonly cassandra: Cassandra;
  readonly editor: Locator;
  /** What the connection is to, and as whom. */
  readonly status: Locator;
  /** Why there is no connection. */
  readonly failed: Locator;
  readonly login: Locator;
  readonly runButton: Locator;
  readonly stopButton: Locator;
  /** The newest first. */
  readonly runs: Locator;
  readonly refusals: Locator;
  readonly consent: Locator;
  readonly consentRun: Locator;
  readonly question: Locator;
  readonly hints: Locator;
  readonly history: Locator;

  constructor(readonly page: Page, private readonly namespace: string, private readonly name: string) {
    this.cassandra = new Cassandra(page);
    this.editor = page.getByTestId('cassandra-cql-editor');
    this.status = page.getByTestId('cassandra-cql-status').filter({ visible: true });
    this.failed = page.getByTestId('cassandra-cql-failed').filter({ visible: true });
    this.login = page.getByTestId('cassandra-cql-login').filter({ visible: true });
    this.runButton = page.getByTestId('cassandra-cql-run-all');
    this.stopButton = page.getByTestId('cassandra-cql-stop');
    this.runs = page.getByTestId('cassandra-cql-run');
    this.refusals = page.getByTestId('cassandra-cql-refusals');
    this.consent = page.getByTestId('cassandra-cql-consent');
    this.consentRun = page.getByTestId('cassandra-cql-consent-run');
    this.question = page.getByTestId('cassandra-cql-question');
    this.hints = this.editor.getByRole('listbox');
    this.history = page.getByTestId('cassandra-cql-history');
  }

  /** Opens the cluster's page at a tab. */
  async show(tab?: Tab): Promise<void> {
    await this.cassandra.openCluster(this.namespace, this.name);
    await this.openTab(tab);
  }

  async openTab(tab: Tab = 'CQL console'): Promise<void> {
    await this.page.getByRole('tab', { name: tab }).click();
  }

  /** Logs in to Rancher, opens the console of a ring that wants no login, and waits until all nodes are connected to. */
  async open(nodes: number, login: Login = 'admin'): Promise<void> {
    await loginAs(this.page, login);
    await this.show();
    await this.expectConnected(nodes);
  }

  async expectConnected(nodes: number): Promise<void> {
    await expect(this.status).toContainText(`${ nodes } of ${ nodes === 1 ? '1 node' : `${ nodes } nodes` } connected`, { timeout: 60_000 });
    await expect(this.runButton).toBeEnabled();
  }

  /** All of the text, of which the editor shows the lines in sight. */
  async text(): Promise<string> {
    return this.mirror.evaluate((element: Element & { CodeMirror?: Editor }) => element.CodeMirror!.getValue());
  }

  /** Puts a text in the place of what is there, as from the clipboard. */
  async write(text: string): Promise<void> {
    await this.focusEditor();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.press('Delete');
    await this.page.keyboard.insertText(text);
    await expect.poll(() => this.text()).toBe(text);
  }

  async focusEditor(): Promise<void> {
    await this.mirror.click();
  }

  /** Writes a text and presses Run. Results of before are gone then. */
  async submit(text: string): Promise<void> {
    const clear = this.page.getByTestId('cassandra-cql-clear');

    await expect(this.runButton).toBeEnabled();
    if (await clear.isVisible()) {
      await clear.click();
    }
    await expect(this.runs).toHaveCount(0);
    await this.write(text);
    await this.runButton.click();
  }

  /** Runs a text, and waits until it has come to its end. */
  async run(text: string, outcome: Outcome = 'done', timeout = 30_000): Promise<Run> {
    await this.submit(text);

    return this.ended(outcome, timeout);
  }

  /** The newest run, once it has come to its end. */
  async ended(outcome: Outcome = 'done', timeout = 30_000): Promise<Run> {
    await expect(this.runs.first()).toHaveAttribute('data-outcome', outcome, { timeout });

    return new Run(this.page, this.runs.first());
  }

  /** The newest run, which goes on. */
  get newest(): Run {
    return new Run(this.page, this.runs.first());
  }

  /** Presses Run for a text of which something is refused, so that nothing is run. */
  async refuse(text: string, code: string): Promise<Locator> {
    await this.submit(text);
    const refusal = this.refusals.locator(`[data-code="${ code }"]`).first();

    await expect(refusal).toBeVisible();
    await expect(this.runs).toHaveCount(0);

    return refusal;
  }

  async setReadOnly(on: boolean): Promise<void> {
    const box = this.page.getByRole('checkbox', { name: 'Read-only', exact: true });

    if (await box.isChecked() !== on) {
      await box.click();
    }
    await expect(box).toBeChecked({ checked: on });
  }

  /** One of the choices beside the editor, by the end of its testid. */
  setting(name: 'keyspace' | 'consistency' | 'serial' | 'page-size' | 'node'): Locator {
    return this.page.getByTestId(`cassandra-cql-${ name }`);
  }

  async choose(name: Parameters<CqlConsole['setting']>[0], option: string): Promise<void> {
    await this.setting(name).getByRole('combobox', { name: 'Search for option' }).click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
    await expect(this.setting(name)).toContainText(option);
  }

  /** What is wrong in the text, as it is marked there. */
  get marked(): Locator {
    return this.editor.locator('.cql-wrong');
  }

  async openHistory(): Promise<void> {
    await this.page.getByTestId('cassandra-cql-history-open').click();
    await expect(this.history).toBeVisible();
  }

  private get mirror(): Locator {
    return this.editor.locator('.CodeMirror');
  }
}

/** What came of a text that was run. */
export class Run {
  readonly entries: Locator;

  constructor(private readonly page: Page, readonly root: Locator) {
    this.entries = root.getByTestId('cassandra-cql-entry');
  }

  entry(index = 0): Locator {
    return this.root.locator(`[data-testid="cassandra-cql-entry"][data-index="${ index }"]`);
  }

  /** What each statement has come to, in their order. */
  async expectStates(...states: readonly string[]): Promise<void> {
    await expect.poll(() => this.entries.evaluateAll((all) => all.map((each) => each.getAttribute('data-state')))).toEqual(states);
  }

  answer(index = 0): Locator {
    return this.entry(index).getByTestId('cassandra-cql-answer');
  }

  error(index = 0): Locator {
    return this.entry(index).getByTestId('cassandra-cql-error');
  }

  result(index = 0): Result {
    return new Result(this.page, this.entry(index).getByTestId('cassandra-cql-result'));
  }
}

/** The rows that a statement has answered with. */
export class Result {
  readonly grid: Locator;
  readonly records: Locator;
  readonly count: Locator;
  readonly more: Locator;
  readonly loadAll: Locator;
  readonly loadStop: Locator;
  readonly loadError: Locator;
  readonly filter: Locator;
  readonly exported: Locator;

  constructor(private readonly page: Page, readonly root: Locator) {
    this.grid = root.getByTestId('cassandra-cql-grid');
    this.records = root.getByTestId('cassandra-cql-records');
    this.count = root.getByTestId('cassandra-cql-count');
    this.more = root.getByTestId('cassandra-cql-more');
    this.loadAll = root.getByTestId('cassandra-cql-load-all');
    this.loadStop = root.getByTestId('cassandra-cql-load-stop');
    this.loadError = root.getByTestId('cassandra-cql-load-error');
    this.filter = root.getByTestId('cassandra-cql-filter');
    this.exported = root.getByTestId('cassandra-cql-export-state');
  }

  /** How many rows have come. */
  async loaded(): Promise<number> {
    return Number(/^[\d,]+/.exec(await this.count.innerText())?.[0].replaceAll(',', '') ?? 0);
  }

  /** The texts of the cells that are drawn: of a small result, all of them. */
  async rows(): Promise<string[][]> {
    return this.grid.getByTestId('cassandra-cql-row').evaluateAll((rows) => rows.map((row) => {
      return [...row.querySelectorAll('[role="gridcell"]')].map((cell) => cell.querySelector('.text, .word')?.textContent ?? '');
    }));
  }

  async expectRows(rows: readonly (readonly string[])[]): Promise<void> {
    await expect.poll(() => this.rows()).toEqual(rows);
  }

  /** The texts of a result of one row, whose cells are all in sight. */
  async onlyRow(): Promise<string[]> {
    await expect.poll(() => this.rows()).toHaveLength(1);

    return (await this.rows()).flat();
  }

  /** Goes along the first row by keyboard, since only the columns in sight are drawn. */
  async firstRow(): Promise<ShownCell[]> {
    const columns = Number(await this.grid.getAttribute('aria-colcount')) - 1;
    const cells: ShownCell[] = [];

    await this.grid.focus();
    await this.page.keyboard.press('ControlOrMeta+Home');
    for (let column = 2; column < columns + 2; column++) {
      const cell = this.grid.locator(`.active[role="gridcell"][aria-colindex="${ column }"]`);
      const head = this.grid.locator(`[role="columnheader"][aria-colindex="${ column }"]`);

      await expect(cell).toHaveCount(1);
      cells.push({
        name: await head.locator('.name .text').innerText(),
        type: await head.locator('.type .text').innerText(),
        kind: await cell.locator('.cell-text').getAttribute('data-kind') ?? '',
        text: await cell.locator('.text, .word').first().textContent() ?? '',
      });
      await this.page.keyboard.press('ArrowRight');
    }

    return cells;
  }

  async startExport(format: ExportFormat): Promise<void> {
    const item = this.page.getByTestId(`cassandra-cql-export-${ format }`).filter({ visible: true });

    // Of a menu that is still closing, a press on its button means nothing.
    await expect(item).toHaveCount(0);
    await expect(async() => {
      await this.root.getByTestId('cassandra-cql-export').click();
      await expect(item).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await item.click();
  }

  /** The text of the file that the browser saves. The page has to be made so with `saveAsDownloads`. */
  async download(format: ExportFormat): Promise<string> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.startExport(format)]);

    await expect(this.exported).toHaveAttribute('data-state', 'done');

    return readFile(await download.path(), 'utf8');
  }
}

import { expect, type Locator, type Page } from '@playwright/test';

import { ANNOTATION_HISTORY, ANNOTATION_OPERATION } from '../../../pkg/cassandra/core/cluster/labels';
import { parseHistory, type OperationRecord } from '../../../pkg/cassandra/core/operations/history';
import { Cassandra } from './cassandra';
import { loginAs, type Login } from './users';

/** As the menu of a cluster calls them. */
export type Offer = 'scale' | 'restart' | 'stop' | 'start' | 'cleanup';
export type Outcome = 'passed' | 'warning' | 'blocking' | 'unknown';

/** What is asked for in the dialog. */
export interface Wanted {
  /** Nodes of the only datacenter. */
  nodes?: number;
  claims?: 'keep' | 'delete';
  cleanup?: boolean;
  /** The warnings that are to be consented to, and there must be no others; any if left out. */
  consents?: readonly string[];
}

interface Waiting {
  timeout: number;
  /** It may be blocked for a while. */
  mayBlock?: boolean;
}

/** All pods are asked several things, one after another, by nodetools that take seconds on a busy machine. */
const LOOK_MS = 180_000;
const DATACENTER = 'dc1';

/** The dialog and the panel of operations on one cluster. */
export class Operations {
  readonly cassandra: Cassandra;
  readonly dialog: Locator;
  readonly submit: Locator;
  readonly panel: Locator;
  readonly step: Locator;
  readonly records: Locator;

  /** @param carrier the first StatefulSet, which has the annotations */
  constructor(readonly page: Page, private readonly namespace: string, private readonly name: string, private readonly carrier = name) {
    this.cassandra = new Cassandra(page);
    this.dialog = page.getByTestId('cassandra-operate');
    this.submit = page.getByTestId('cassandra-operate-submit');
    this.panel = page.getByTestId('cassandra-operation');
    this.step = page.getByTestId('cassandra-operation-step');
    this.records = page.getByTestId('cassandra-operation-record');
  }

  /** Logs in and opens the page of the cluster. */
  async open(login: Login = 'admin'): Promise<void> {
    await loginAs(this.page, login);
    await this.cassandra.openCluster(this.namespace, this.name);
  }

  /** Opens the menu; why this cannot be done stands in it. */
  async refusal(offer: Offer, why: RegExp | string): Promise<void> {
    const item = this.page.getByTestId(`cassandra-action-${ offer }`);

    await this.cassandra.openActions();
    await expect(item).toHaveAttribute('aria-disabled', 'true');
    await expect(item).toContainText(why);
    await this.page.keyboard.press('Escape');
  }

  async openDialog(offer: Offer): Promise<void> {
    const item = this.page.getByTestId(`cassandra-action-${ offer }`);

    await this.cassandra.openActions();
    await expect(item).toHaveAttribute('aria-disabled', 'false');
    await item.click();
    await expect(this.dialog).toBeVisible();
  }

  async closeDialog(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(this.dialog).toHaveCount(0);
  }

  /** The field for the nodes of a StatefulSet, or of the datacenter. */
  field(statefulSet?: string): Locator {
    return this.page.getByTestId(statefulSet ? `cassandra-operate-nodes-${ statefulSet }` : `cassandra-operate-total-${ DATACENTER }`).locator('input');
  }

  /** Types as a person does: a field for numbers takes no letters but those that may be part of one. */
  async typeNodes(text: string, statefulSet?: string): Promise<void> {
    await this.field(statefulSet).fill('');
    await this.field(statefulSet).pressSequentially(text);
  }

  check(code: string): Locator {
    return this.page.getByTestId(`cassandra-check-${ code }`);
  }

  /** Waits until everything has been looked at, and tells what came of it. */
  async outcomes(): Promise<Record<string, Outcome>> {
    const checks = this.dialog.locator('[data-outcome][data-testid^="cassandra-check-"]');

    await expect(async() => {
      await expect(this.dialog.locator('section[aria-busy]')).toHaveAttribute('aria-busy', 'false', { timeout: 100 });
      expect(await checks.count()).toBeGreaterThan(0);
    }).toPass({ timeout: LOOK_MS, intervals: [500] });
    const seen = await checks.evaluateAll((all) => all.map((each): [string, string] => [each.getAttribute('data-testid')?.replace('cassandra-check-', '') ?? '', each.getAttribute('data-outcome') ?? '']));

    return Object.fromEntries(seen) as Record<string, Outcome>;
  }

  /** Waits until checks block as expected, and it cannot be begun. Others may block, too. */
  async expectBlocked(...codes: readonly string[]): Promise<void> {
    await expect(async() => {
      const outcomes = await this.outcomes();

      if (codes.some((code) => outcomes[code] !== 'blocking')) {
        await this.again();
      }
      expect(outcomes).toMatchObject(Object.fromEntries(codes.map((code) => [code, 'blocking'])));
    }).toPass({ timeout: LOOK_MS, intervals: [2_000] });
    await expect(this.submit).toBeDisabled();
  }

  /**
   * Waits until nothing is in the way but warnings, and consents to each of them.
   *
   * @param expected just these; any if left out
   */
  async consentToAll(expected?: readonly string[]): Promise<void> {
    let warnings: string[] = [];

    // A node that has just come may have told nothing yet, or others may still stream for it.
    await expect(async() => {
      const outcomes = Object.entries(await this.outcomes());
      const against = outcomes.filter(([, outcome]) => outcome === 'blocking' || outcome === 'unknown');
      const found = against.length > 0 ? await this.found() : '';

      if (against.length > 0) {
        await this.again();
      }
      expect(against, found).toEqual([]);
      warnings = outcomes.filter(([, outcome]) => outcome === 'warning').map(([code]) => code).sort();
      expect(warnings).toEqual([...expected ?? warnings].sort());
    }).toPass({ timeout: LOOK_MS, intervals: [2_000] });
    for (const code of warnings) {
      const box = this.page.getByTestId(`cassandra-consent-${ code }`).getByRole('checkbox');

      await box.click();
      await expect(box).toHaveAttribute('aria-checked', 'true');
    }
  }

  /** What is asked to be typed for what cannot be taken back. */
  async typeName(): Promise<void> {
    await this.page.getByTestId('cassandra-operate-name').locator('input').fill(this.name);
  }

  /** Goes through the dialog to its end: the operation stands on the cluster. */
  async begin(offer: Offer, { nodes, claims, cleanup, consents }: Wanted = {}): Promise<void> {
    await this.openDialog(offer);
    if (nodes !== undefined) {
      await this.typeNodes(String(nodes));
    }
    if (claims) {
      // The shell's radio buttons take no name for tests.
      await this.dialog.getByRole('radio', { name: claims === 'keep' ? 'Keep them' : 'Delete them' }).click();
    }
    if (cleanup !== undefined) {
      const box = this.page.getByTestId('cassandra-operate-cleanup').getByRole('checkbox');

      if (await box.getAttribute('aria-checked') !== String(cleanup)) {
        await box.click();
      }
      await expect(box).toHaveAttribute('aria-checked', String(cleanup));
    }
    await this.consentToAll(consents);
    if (await this.page.getByTestId('cassandra-operate-name').count()) {
      await this.typeName();
    }
    await this.submit.click();
    await this.expectBegun();
  }

  /** It looks at everything once more before it begins. */
  async expectBegun(): Promise<void> {
    let outcome = '';

    await expect(async() => {
      outcome = await this.dialog.count() ? await this.page.getByTestId('cassandra-operate-failure').innerText({ timeout: 500 }) : 'begun';
    }).toPass({ timeout: LOOK_MS, intervals: [500] });
    expect(outcome, outcome === 'begun' ? '' : await this.found()).toBe('begun');
    await expect(this.panel).toBeVisible();
  }

  /** Waits until the panel says so. */
  expectState(state: 'driving' | 'watching' | 'blocked' | 'free', timeout = 60_000): Promise<void> {
    return expect(this.panel).toHaveAttribute('data-state', state, { timeout });
  }

  /** Waits until it is at something: a code of a wait, a block or an action. */
  expectStep(code: string | RegExp, timeout = 60_000): Promise<void> {
    return expect(this.step).toHaveAttribute('data-code', code, { timeout });
  }

  /** Tries once more what has failed. */
  retry(): Promise<void> {
    return this.page.getByTestId('cassandra-operation-retry').click();
  }

  cancel(): Promise<void> {
    return this.end('cancel');
  }

  /** Ends it where it is. */
  abandon(): Promise<void> {
    return this.end('abandon');
  }

  /** Waits until the one who drove is known to be gone, and drives. */
  async takeOver(): Promise<void> {
    await this.expectState('free', 120_000);
    await this.page.getByTestId('cassandra-operation-takeover').click();
    // It may be blocked, or have ended, a moment later.
    await expect(async() => {
      if (await this.panel.count()) {
        await expect(this.page.getByTestId('cassandra-operation-driver')).toHaveAttribute('data-driver', 'this', { timeout: 500 });
      }
    }).toPass({ timeout: 30_000, intervals: [250] });
  }

  /**
   * Waits until the operation has ended by itself, as it stands on the StatefulSet.
   *
   * @returns its record
   */
  async waitDone({ timeout, mayBlock = false }: Waiting): Promise<OperationRecord> {
    let record: OperationRecord | undefined;
    let blocked = '';

    await expect(async() => {
      const { operation, history: [newest] } = await this.annotations();

      if (!mayBlock && await this.panel.getAttribute('data-state', { timeout: 500 }).catch(() => '') === 'blocked') {
        blocked = await this.panel.innerText();

        return;
      }
      expect(operation, `at ${ operation && await this.step.getAttribute('data-code', { timeout: 500 }).catch(() => '?') }`).toBeUndefined();
      record = newest;
    }).toPass({ timeout, intervals: [1_000] });
    expect(blocked).toBe('');
    expect(record).toMatchObject({ outcome: 'complete' });
    await expect(this.panel).toHaveCount(0);

    return record!;
  }

  /** The history as the page shows it, the newest first: kinds and outcomes. */
  async shownHistory(): Promise<string[]> {
    await this.page.getByRole('tab', { name: 'Operations' }).click();
    await expect(this.records.first()).toBeVisible();

    return this.records.evaluateAll((rows) => rows.map((row) => `${ row.getAttribute('data-kind') } ${ row.getAttribute('data-outcome') }`));
  }

  /** What stands on the first StatefulSet, by the API that the page uses: a kubectl would take as long as the page. */
  async annotations(): Promise<{ operation: string | undefined; history: OperationRecord[] }> {
    const answer = await this.page.request.get(`/k8s/clusters/local/apis/apps/v1/namespaces/${ this.namespace }/statefulsets/${ this.carrier }`);

    expect(answer.ok(), `${ answer.status() }`).toBe(true);
    const { metadata: { annotations = {} } } = await answer.json() as { metadata: { annotations?: Record<string, string> } };

    return { operation: annotations[ANNOTATION_OPERATION], history: parseHistory(annotations[ANNOTATION_HISTORY]) };
  }

  /** Has everything looked at anew. */
  private async again(): Promise<void> {
    await this.page.getByTestId('cassandra-operate-again').click({ timeout: 2_000 }).catch(() => undefined); // it looks already
  }

  /** What is in the way, in the words of the dialog, for a test that fails. */
  private async found(): Promise<string> {
    const texts = await this.dialog.locator('[data-outcome]:not([data-outcome="passed"]), [role=alert]').allInnerTexts().catch(() => []);

    return texts.join('\n');
  }

  private async end(how: 'cancel' | 'abandon'): Promise<void> {
    await this.page.getByTestId(`cassandra-operation-${ how }`).click();
    await this.page.getByTestId('cassandra-operation-confirm').click();
  }
}

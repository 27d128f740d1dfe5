import { expect, type Locator, type Page } from '@playwright/test';

import { kubectl } from './lab';
import { type Login, password } from './users';

/** The product's pages as a person finds them: by what they are called. */
export class Cassandra {
  readonly list: Locator;
  readonly ring: Locator;
  readonly ringRows: Locator;
  readonly create: Locator;
  readonly submit: Locator;

  constructor(private readonly page: Page) {
    this.list = page.getByTestId('cassandra-list');
    this.ring = page.getByTestId('cassandra-ring');
    this.ringRows = page.getByTestId('cassandra-ring-row');
    this.create = page.getByTestId('cassandra-create');
    this.submit = page.getByTestId('cassandra-submit');
  }

  /** The login form, then the home page with the list of clusters. */
  async login(login: Login): Promise<void> {
    await this.page.goto('/dashboard/auth/login');
    await this.page.getByLabel('Username', { exact: true }).fill(login);
    await this.page.getByLabel('Password', { exact: true }).fill(password(login));
    await this.page.getByRole('button', { name: 'Log in with Local User' }).click();
    await expect(this.page).toHaveURL(/\/dashboard\/home/);
  }

  /** From the home page into the cluster `local` and its side menu. */
  async openFromHome(): Promise<void> {
    await this.page.getByRole('link', { name: 'local', exact: true }).first().click();
    await this.page.getByRole('navigation').getByText('Cassandra', { exact: true }).first().click();
    await expect(this.page).toHaveURL(/\/c\/local\/cassandra\/clusters/);
  }

  async openList(): Promise<void> {
    await this.page.goto('/dashboard/c/local/cassandra/clusters');
  }

  async openCreate(): Promise<void> {
    await this.page.goto('/dashboard/c/local/cassandra/clusters/create');
  }

  async openCluster(namespace: string, name: string): Promise<void> {
    await this.page.goto(`/dashboard/c/local/cassandra/clusters/${ namespace }/${ name }`);
  }

  /** Picks a namespace in the create form. */
  async chooseNamespace(name: string): Promise<void> {
    // The shell's own select, whose label belongs to no control.
    const field = this.page.getByRole('combobox').filter({ hasText: /Namespace\s*\*/ }).last();

    await field.getByRole('combobox', { name: 'Search for option' }).click();
    await this.page.getByRole('option', { name, exact: true }).click();
    await expect(field).toContainText(name);
  }

  /** The menu of what can be done with the cluster that is open. */
  async openActions(): Promise<void> {
    await this.page.getByTestId('cassandra-actions').click();
  }

  async act(what: 'edit' | 'clone' | 'delete'): Promise<void> {
    await this.openActions();
    await this.page.getByTestId(`cassandra-action-${ what }`).click();
  }

  row(name: string): Locator {
    return this.list.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }

  /** Waits until the panel shows so many nodes and every one of them is UN. */
  async expectUN(count: number, timeout: number): Promise<void> {
    await expect(async() => {
      const states = await this.ringRows.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-state')));

      expect(states).toEqual(Array(count).fill('UN'));
    }).toPass({ timeout, intervals: [500] });
  }
}

/** `nodetool status` as it is printed in the pod. */
export const nodetoolStatus = (namespace: string, pod: string): Promise<string> => kubectl('exec', '-n', namespace, pod, '-c', 'cassandra', '--', 'nodetool', 'status');

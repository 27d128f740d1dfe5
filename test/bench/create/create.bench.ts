// From pressing Create to three nodes that are UN, against `kubectl apply` of the same YAML on the same lab. The two take turns at being first.
import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';

import { Cassandra, nodetoolStatus } from '../../e2e/support/cassandra';
import { CreateForm } from '../../e2e/support/form';
import { apply, kubectl, lab } from '../../e2e/support/lab';
import { loginAs } from '../../e2e/support/users';
import { median, table } from '../table';

const RUNS = Number(process.env.RUNS ?? 3);
const NAME = 'bench';
const NODES = 3;
const LIMIT = 1.05;
const byForm: number[] = [];
const byKubectl: number[] = [];

const seconds = (since: number): number => (performance.now() - since) / 1000;

/** Both ways end by the same look: all pods ready, and then the ring as one of them sees it. */
async function untilUN(page: Page, namespace: string): Promise<void> {
  await expect(async() => {
    const set = await page.request.get(`/k8s/clusters/local/apis/apps/v1/namespaces/${ namespace }/statefulsets/${ NAME }`);

    expect((await set.json()).status?.readyReplicas).toBe(NODES);
  }).toPass({ timeout: 400_000, intervals: [250] });
  await expect(async() => {
    expect((await nodetoolStatus(namespace, `${ NAME }-0`)).match(/^UN /gm)).toHaveLength(NODES);
  }).toPass({ timeout: 60_000, intervals: [250] });
}

async function withForm(page: Page, namespace: string): Promise<number> {
  const cassandra = new Cassandra(page);

  await cassandra.openCreate();
  await cassandra.chooseNamespace(namespace);
  await page.getByLabel('Name', { exact: true }).fill(NAME);
  const since = performance.now();

  await cassandra.submit.click();
  await untilUN(page, namespace);

  return seconds(since);
}

async function withKubectl(page: Page, namespace: string, yaml: string): Promise<number> {
  await page.goto('about:blank');
  const since = performance.now();

  await apply(yaml);
  await untilUN(page, namespace);

  return seconds(since);
}

/** The form's own YAML, downloaded as a person would. */
async function download(page: Page, namespace: string): Promise<string> {
  const cassandra = new Cassandra(page);

  await cassandra.openCreate();
  await cassandra.chooseNamespace(namespace);
  await page.getByLabel('Name', { exact: true }).fill(NAME);
  await new CreateForm(page).open('Review');
  const downloading = page.waitForEvent('download');

  await page.getByTestId('cassandra-yaml').getByRole('button', { name: 'Download' }).click();

  return readFile(await (await downloading).path(), 'utf8');
}

test.beforeAll(async() => {
  test.setTimeout(300_000);
  await lab('up');
});

test.afterAll(async() => {
  await lab('reset');
  if (byForm.length) {
    console.log(table({ 'Create, in the form': byForm, 'kubectl apply of its YAML': byKubectl }));
  }
});

for (let run = 1; run <= RUNS; run++) {
  test(`create, run ${ run }`, async({ page }) => {
    test.setTimeout(900_000);
    await loginAs(page, 'admin');
    for (const way of run % 2 ? ['form', 'kubectl'] : ['kubectl', 'form']) {
      const namespace = `bench-${ run }-${ way }`;

      await kubectl('create', 'namespace', namespace);
      const yaml = way === 'kubectl' ? await download(page, namespace) : '';

      (way === 'form' ? byForm : byKubectl).push(way === 'form' ? await withForm(page, namespace) : await withKubectl(page, namespace, yaml));
      await page.goto('about:blank');
      // The namespace itself takes half of the pods' grace period to go, and is in nobody's way.
      await kubectl('delete', 'statefulset', NAME, '-n', namespace, '--cascade=foreground');
      await kubectl('delete', 'namespace', namespace, '--wait=false');
    }
  });
}

test('the form takes no longer than kubectl', () => {
  expect(median(byForm) / median(byKubectl)).toBeLessThanOrEqual(LIMIT);
});

// Rings of others: where somebody else sets the number of nodes, it is said who does.
import { expect, test } from '@playwright/test';

import { makeForeignRings, removeForeignRings } from '../support/foreign';
import { kubectl } from '../support/lab';
import { Operations } from '../support/operations';

const NAMESPACE = 'foreign-operations';

test.beforeAll(() => makeForeignRings(NAMESPACE));
test.afterAll(() => removeForeignRings(NAMESPACE));

for (const [cluster, sets, offer, why] of [
  ['demo', ['demo-dc1-r1-sts', 'demo-dc1-r2-sts'], 'restart', 'CassandraDatacenter dc1'],
  ['shop-cassandra', ['shop-cassandra'], 'stop', 'shop'],
] as const) {
  test(`${ cluster } is scaled where it was made`, async({ page }) => {
    const operations = new Operations(page, NAMESPACE, cluster, sets[0]);

    // Their images cannot be had, so that nothing starts; a ring of none could only be started.
    for (const set of sets) {
      await kubectl('scale', 'statefulset', set, '-n', NAMESPACE, '--replicas=1');
    }
    await operations.open();
    await operations.refusal('scale', why);
    await page.reload();
    await operations.refusal(offer, why);
    await expect(operations.panel).toHaveCount(0);
  });
}

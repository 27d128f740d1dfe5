// What the other tests stand on: three nodes, storage, users, and the doors of the lab's Rancher side.
import { type APIRequestContext, expect, request as playwrightRequest, test } from '@playwright/test';

import { apply, kubectl, lab } from './support/lab';
import { type Login, loginAs, password } from './support/users';

const NODES = 3;
const CLUSTER = '/k8s/clusters/local';

test('nodes are ready, each in a zone of its own', async() => {
  const lines = (await kubectl('get', 'nodes', '-o', 'jsonpath={range .items[*]}{.metadata.labels.topology\\.kubernetes\\.io/zone} {.status.conditions[?(@.type=="Ready")].status}{"\\n"}{end}')).trim().split('\n');

  expect(lines.sort()).toEqual(['a True', 'b True', 'c True']);
  expect(lines).toHaveLength(NODES);
});

test('the API server is Kubernetes 1.36', async() => {
  expect(await kubectl('version', '-o', 'json')).toMatch(/"serverVersion"[\s\S]*"gitVersion": "v1\.36\./);
});

test('one default StorageClass that waits for its consumer, and one that never answers', async() => {
  const classes = JSON.parse(await kubectl('get', 'storageclass', '-o', 'json')).items;
  const facts = classes.map((one: { metadata: { name: string; annotations?: Record<string, string> }; volumeBindingMode: string; allowVolumeExpansion?: boolean }) => [
    one.metadata.name, one.volumeBindingMode, one.metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true', !!one.allowVolumeExpansion,
  ]);

  expect(facts).toEqual([['local-path', 'WaitForFirstConsumer', true, false], ['never', 'Immediate', false, false]]);
});

test('a claim of the class that never answers stays Pending, a static volume binds', async() => {
  await apply(`
apiVersion: v1
kind: PersistentVolume
metadata: { name: e2e-static }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  storageClassName: ""
  hostPath: { path: /mnt/disks/disk1 }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: e2e-static, namespace: default }
spec: { accessModes: [ReadWriteOnce], storageClassName: "", resources: { requests: { storage: 1Gi } } }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: e2e-never, namespace: default }
spec: { accessModes: [ReadWriteOnce], storageClassName: never, resources: { requests: { storage: 1Gi } } }
`);
  const phase = (name: string) => kubectl('get', 'pvc', name, '-n', 'default', '-o', 'jsonpath={.status.phase}');

  await expect.poll(() => phase('e2e-static')).toBe('Bound');
  expect(await phase('e2e-never')).toBe('Pending');
  await kubectl('delete', 'pvc', 'e2e-static', 'e2e-never', '-n', 'default');
  await kubectl('delete', 'pv', 'e2e-static');
});

/** Asks Kubernetes what the session's user may do. */
async function may(request: APIRequestContext, verb: string, resource: string, namespace = '', subresource = '', group = ''): Promise<boolean> {
  const answer = await request.post(`${ CLUSTER }/apis/authorization.k8s.io/v1/selfsubjectaccessreviews`, {
    data: {
      apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec: { resourceAttributes: { verb, group, resource, subresource, namespace } },
    },
  });

  expect(answer.status()).toBe(201);

  return (await answer.json()).status.allowed;
}

const rights: [Login, { createHere: boolean; createThere: boolean; read: boolean; exec: boolean }][] = [
  ['admin', { createHere: true, createThere: true, read: true, exec: true }],
  ['operator', { createHere: true, createThere: false, read: false, exec: true }],
  ['viewer', { createHere: false, createThere: false, read: true, exec: false }],
  ['noexec', { createHere: true, createThere: true, read: true, exec: false }],
];

for (const [login, expected] of rights) {
  test(`${ login } has the rights that the lab's README states`, async({ page }) => {
    await loginAs(page, login);
    const sts = (verb: string, namespace: string) => may(page.request, verb, 'statefulsets', namespace, '', 'apps');

    expect({
      createHere:  await sts('create', 'databases'),
      createThere: await sts('create', 'default'),
      read:        await sts('list', 'default'),
      exec:        await may(page.request, 'create', 'pods', 'databases', 'exec'),
    }).toEqual(expected);
  });
}

test('identity headers of the client are dropped', async({ page }) => {
  await loginAs(page, 'viewer');
  const answer = await page.request.post(`${ CLUSTER }/api/v1/namespaces`, {
    headers: { 'Impersonate-User': 'user-admin', 'Impersonate-Group': 'system:masters', 'X-Remote-User': 'user-admin' },
    data:    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'e2e-forbidden' } },
  });

  expect(answer.status()).toBe(403);
});

test('a page of another origin is refused, and so is nobody', async({ page, baseURL }) => {
  await loginAs(page, 'admin');
  const foreign = await page.request.get(`${ CLUSTER }/v1/namespaces`, { headers: { Origin: 'https://elsewhere.example' } });
  const nobody = await playwrightRequest.newContext({ baseURL, ignoreHTTPSErrors: true });

  expect(foreign.status()).toBe(403);
  expect((await nobody.get(`${ CLUSTER }/v1/namespaces`)).status()).toBe(401);
  await nobody.dispose();
});

test('logout ends the session', async({ page }) => {
  await loginAs(page, 'viewer');
  const session = (await page.context().cookies()).find(({ name }) => name === 'R_SESS')!;

  await page.request.post('/v1/logout', { data: {} });
  const answer = await page.request.get(`${ CLUSTER }/v1/namespaces`, { headers: { Cookie: `R_SESS=${ session.value }` } });

  expect(answer.status()).toBe(401);
});

test('a wrong password is refused', async({ page }) => {
  const answer = await page.request.post('/v1-public/login', { data: { type: 'localProvider', username: 'admin', password: `${ password('admin') }x`, responseType: 'cookie' } });

  expect(answer.status()).toBe(401);
});

test('lists are paged by the server', async({ page }) => {
  await loginAs(page, 'admin');
  const list = await (await page.request.get(`${ CLUSTER }/v1/namespaces?page=1&pagesize=2&sort=metadata.name`, { headers: { Accept: 'application/json' } })).json();

  expect(list.data).toHaveLength(2);
  expect(list.count).toBeGreaterThan(2);
});

test('`lab status` says that everything runs', async() => {
  expect(await lab('status')).toMatch(/up/i);
});

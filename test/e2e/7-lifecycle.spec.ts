// The lab's own promises: up and down at any moment, one clear line when it cannot, and nothing left behind.
import { execFile, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const root = join(__dirname, '../..');
const env = { ...process.env, LAB_NAME: 'crlife', LAB_DIR: '/var/lib/cassandra-lab-life', LAB_PORT: '12443', LAB_NODES: '1' };
let binary = '';

interface Ended { code: number; text: string; ms: number }

function ended(command: string, args: string[], more: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const since = performance.now();

  return new Promise((resolve) => {
    execFile(command, args, { env: { ...env, ...more }, cwd: root }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, text: `${ stdout }${ stderr }`, ms: performance.now() - since });
    });
  });
}

const lab = (...args: string[]) => ended(binary, args);

/** The lines that say what went wrong: there must be just one. */
const complaints = ({ text }: Ended) => text.split('\n').filter((line) => line.startsWith('✗'));

const sysctls = ['net/ipv4/ip_forward', 'kernel/panic', 'kernel/panic_on_oops', 'vm/overcommit_memory', 'vm/panic_on_oom', 'net/netfilter/nf_conntrack_max'];
const settings = () => sysctls.map((name) => `/proc/sys/${ name }`).filter(existsSync).map((path) => `${ path }=${ readFileSync(path, 'utf8').trim() }`);

/** What a process says of itself; empty when it has ended meanwhile. */
function about(pid: string, file: 'cmdline' | 'environ'): string {
  try {
    return readFileSync(`/proc/${ pid }/${ file }`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

const pids = () => readdirSync('/proc').filter((name) => /^\d+$/.test(name));

/** The sockets of a process, as `/proc/net` numbers them. */
function sockets(pid: string): string[] {
  try {
    return readdirSync(`/proc/${ pid }/fd`).flatMap((fd) => /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${ pid }/fd/${ fd }`))?.[1] ?? []);
  } catch {
    return []; // it, or one of its files, was closed meanwhile
  }
}

/** Addresses of the machine itself that the lab listens on, as `ip:port`. Who else listens meanwhile is none of its business. */
function listeners(): string[] {
  const own = new Set(pids().filter((pid) => about(pid, 'cmdline').includes(env.LAB_DIR) || about(pid, 'environ').includes(env.LAB_DIR)).flatMap(sockets));

  return ['tcp', 'tcp6'].flatMap((name) => readFileSync(`/proc/net/${ name }`, 'utf8').split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === '0A' && own.has(fields[9] ?? ''))
    .map(([, local = '']) => {
      const [address = '', port = ''] = local.split(':');

      return `${ address === '0100007F' ? '127.0.0.1' : address }:${ parseInt(port, 16) }`;
    });
}

/** Folders of control groups that bear the lab's name, in every hierarchy. */
function cgroups(folder = '/sys/fs/cgroup', depth = 0): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => (name === env.LAB_NAME ? [join(folder, name)] : depth < 2 ? cgroups(join(folder, name), depth + 1) : []));
}

/** Whatever of the lab can be found on the machine. */
function remains(): string[] {
  const processes = pids().map((pid) => ({ pid, line: about(pid, 'cmdline') })).filter(({ line }) => line.includes(env.LAB_DIR)).map(({ pid, line }) => `process ${ pid }: ${ line }`);
  const namespaces = existsSync('/run/netns') ? readdirSync('/run/netns').filter((name) => name.startsWith(`${ env.LAB_NAME }-`)) : [];
  const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n').filter((line) => line.includes(env.LAB_DIR) || line.includes(`${ env.LAB_NAME }-`));

  return [...processes, ...namespaces, ...mounts, ...cgroups()];
}

test.describe.configure({ mode: 'serial', timeout: 180_000 });

test.beforeAll(async() => {
  const built = await ended('node', ['-e', 'import("./test/setup/builds.mjs").then(async({ lab }) => console.log(await lab()))']);

  binary = /^\/.*$/m.exec(built.text)?.[0] ?? '';
  await lab('reset');
});
test.afterAll(() => lab('reset'));

test('up, up again, status, down, down again: nothing is left and no setting changed', async() => {
  const before = settings();

  expect((await lab('status')).code).toBe(3);
  expect(await lab('up')).toMatchObject({ code: 0, text: expect.stringContaining('node1 is ready') });
  expect(remains().length).toBeGreaterThan(3); // so that an empty list below means something
  expect(listeners().sort()).toEqual(['127.0.0.1:12443', '127.0.0.1:12444']);

  const again = await lab('up');

  expect(again.code).toBe(0);
  expect(again.ms).toBeLessThan(2_000);
  expect((await lab('status')).code).toBe(0);
  expect((await lab('down')).code).toBe(0);
  expect(remains()).toEqual([]);
  expect(settings()).toEqual(before);
  expect((await lab('down')).code).toBe(0);
});

test('a user is shown with a kubeconfig of the same identity', async() => {
  await lab('up');
  const shown = await lab('user', 'viewer');
  const config = /\S+viewer\.kubeconfig/.exec(shown.text)?.[0] ?? '';
  const may = (verb: string) => lab('kubectl', '--kubeconfig', config, 'auth', 'can-i', verb, 'pods', '-n', 'default');

  expect(shown.text).toContain('viewer-lab-password');
  expect((await may('list')).text.trim()).toBe('yes');
  expect((await may('delete')).text.trim()).toBe('no');
  expect((await lab('logs')).text).toContain('node1/kubelet');
});

test('down after a kill -9 of the control plane and of a node', async() => {
  for (const name of ['server', 'node1']) {
    const pid = Number(/\d+/.exec(readFileSync(join(env.LAB_DIR, `run/${ name }.pid`), 'utf8'))?.[0]);

    process.kill(pid, 'SIGKILL');
  }
  expect((await lab('status')).code).not.toBe(0);
  expect((await lab('down')).code).toBe(0);
  expect(remains()).toEqual([]);
});

test('a start that is killed midway is no obstacle to the next', async() => {
  const starting = spawn(binary, ['up'], { env, stdio: 'ignore' });

  await expect.poll(() => existsSync(join(env.LAB_DIR, 'run/server.pid')), { intervals: [50], timeout: 20_000 }).toBe(true);
  starting.kill('SIGKILL');
  expect((await lab('up')).code).toBe(0);
  expect((await lab('down')).code).toBe(0);
  expect(remains()).toEqual([]);
});

test('an interrupted start leaves nothing', async() => {
  const starting = spawn(binary, ['up'], { env, stdio: 'ignore' });
  const code = new Promise((resolve) => starting.on('close', resolve));

  await expect.poll(() => existsSync(join(env.LAB_DIR, 'run/server.pid')), { intervals: [50], timeout: 20_000 }).toBe(true);
  starting.kill('SIGINT');
  expect(await code).not.toBe(0);
  expect(remains()).toEqual([]);
});

test('a port that is taken', async() => {
  const server = createServer().listen(Number(env.LAB_PORT), '127.0.0.1');
  const refused = await lab('up');

  server.close();
  expect(refused.code).toBe(1);
  expect(complaints(refused)).toEqual([expect.stringContaining(`port ${ env.LAB_PORT } is taken`)]);
  expect(remains()).toEqual([]);
});

test('not root', async() => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-'));
  const copy = join(folder, 'lab');

  copyFileSync(binary, copy);
  await ended('chmod', ['-R', 'a+rx', folder]);
  const refused = await ended('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', copy, 'up']);

  rmSync(folder, { recursive: true });
  expect(refused.code).toBe(1);
  expect(complaints(refused)).toEqual([expect.stringContaining('takes root')]);
});

test('no right to make namespaces', async() => {
  const refused = await ended('setpriv', ['--bounding-set=-sys_admin', '--inh-caps=-sys_admin', binary, 'up']);

  expect(refused.code).toBe(1);
  expect(complaints(refused)).toEqual([expect.stringMatching(/namespaces|mount/)]);
  expect(remains()).toEqual([]);
});

test('too little memory', async() => {
  // Real memory, filled so that it counts: what stays free is less than nine nodes need.
  const free = Number(/MemAvailable:\s+(\d+)/.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]) * 1024;
  const ballast = Array.from({ length: Math.max(0, Math.ceil((free - 10 * 2 ** 30) / 2 ** 30)) }, () => Buffer.alloc(2 ** 30, 1));
  const refused = await lab('up', '--nodes', '9');

  expect(ballast.length).toBeGreaterThanOrEqual(0); // keeps it alive until here
  expect(refused.code).toBe(1);
  expect(complaints(refused)).toEqual([expect.stringContaining('GiB of free memory')]);
  expect(remains()).toEqual([]);
});
